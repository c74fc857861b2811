//! The composition root: the only place where the parts are wired, started and stopped.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use actix_server::{Server as Sockets, ServerBuilder};
use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer, dev};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use crate::config::{Config, ConfigError, Fault, Origin, cpu_limit};
use crate::feedback::Recent;
use crate::http::api::{Api, Parts, Phase};
use crate::http::middleware::guard::{Guard, GuardError};
use crate::http::routes::classify;
use crate::http::routes::nonce::Nonces;
use crate::http::{Observe, Router, endpoint_labels};
use crate::limit::memory::MemoryBudget;
use crate::limit::shares::Shares;
use crate::policy::{PolicyFile, PolicyFileError};
use crate::reloadable;
use crate::sensor::certificate::{Certificate, CertificateError};
use crate::sensor::listener::{Listener, ListenerSettings, serve_clear, serve_tls};
use crate::sensor::socket;
use crate::sensor::tls::Acceptor;
use crate::sensor::trust::Trust;
use crate::serving::cache::ScoreCache;
use crate::serving::catalog::Catalog;
use crate::serving::classifier::LiveClassifier;
use crate::serving::drift::Drift;
use crate::serving::pool::{Pool, PoolError};
use crate::serving::reload::Load;
use crate::serving::shadow::Shadow;
use crate::serving::watch::Watch;
use crate::telemetry::{Metrics, Traces};

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("setting `{key}`: cannot listen on {address}: {reason}")]
    Listen { key: &'static str, address: SocketAddr, reason: io::Error },
    #[error("cannot register the metrics: {0}")]
    Metrics(#[from] prometheus::Error),
    #[error(transparent)]
    Guard(#[from] GuardError),
    #[error(transparent)]
    Policy(#[from] PolicyFileError),
    #[error(transparent)]
    Pool(#[from] PoolError),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error("cannot speak TLS: {0}")]
    Tls(#[from] rustls::Error),
    #[error("cannot start: {0}")]
    Io(#[from] io::Error),
}

/// The service, bound to its ports and not yet running.
pub struct Server {
    config: Config,
    api: Arc<Api>,
    sockets: Sockets,
    on_metrics_port: Option<dev::Server>,
    certificate: Option<Arc<Certificate>>,
    port: u16,
    sensor_port: Option<u16>,
    metrics_port: u16,
    stop: Arc<Notify>,
}

/// Stops a running [`Server`] as SIGTERM does.
#[derive(Clone)]
pub struct StopHandle(Arc<Notify>);

impl StopHandle {
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

impl Server {
    /// Checks the settings, binds the ports and starts the threads. Models are loaded once it runs,
    /// so that `/health` answers meanwhile.
    pub fn build(config: Config) -> Result<Self, StartError> {
        config.check().map_err(|Fault { key, reason }| ConfigError::Setting {
            key: key.to_owned(),
            origin: Origin::Default,
            reason,
        })?;
        let api = Arc::new(api(&config)?);

        let metrics_address = config.metrics.address();
        let router = Router::new(Arc::clone(&api), metrics_address.is_none());
        let listener = listen("http.listen", config.http.listen)?;
        let port = listener.local_addr()?.port();
        let for_workers = router.clone();
        let app = move || {
            let router = for_workers.clone();
            App::new()
                .wrap(Observe(router.api.clone()))
                .configure(move |app: &mut ServiceConfig| router.configure(app))
        };
        let settings = listener_settings(&config, &api);
        let observed = |socket| Listener { socket, settings: settings.clone() };
        let builder = serve_clear(sockets(&config), observed(listener), app.clone())?;
        let (builder, sensor) = match config.sensor.address() {
            None => (builder, None),
            Some(address) => {
                let certificate = Arc::new(Certificate::new(&config.sensor)?);
                let acceptor = Acceptor::new(Arc::clone(&certificate) as _)?;
                let listener = listen("sensor.listen", address)?;
                let port = listener.local_addr()?.port();
                let builder = serve_tls(builder, observed(listener), acceptor, app)?;
                (builder, Some((port, certificate)))
            }
        };
        let (sensor_port, certificate) = sensor.unzip();
        let (on_metrics_port, metrics_port) = match metrics_address {
            None => (None, port),
            Some(address) => {
                let listener = listen("metrics.listen", address)?;
                let port = listener.local_addr()?.port();
                (Some(serve_metrics(router, listener)?), port)
            }
        };
        Ok(Self {
            config,
            api,
            sockets: builder.run(),
            on_metrics_port,
            certificate,
            port,
            sensor_port,
            metrics_port,
            stop: Arc::default(),
        })
    }

    /// The API's port, the real one where the settings say 0.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The TLS sensor's port, where there is one.
    pub fn sensor_port(&self) -> Option<u16> {
        self.sensor_port
    }

    /// The port that serves `/metrics`.
    pub fn metrics_port(&self) -> u16 {
        self.metrics_port
    }

    pub fn stop_handle(&self) -> StopHandle {
        StopHandle(Arc::clone(&self.stop))
    }

    /// Serves until SIGTERM, SIGINT or the stop handle, then finishes what is in flight.
    pub async fn run_until_stopped(self) -> io::Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut hang_up = signal(SignalKind::hangup())?;
        let handle = self.sockets.handle();
        let mut running = tokio::spawn(self.sockets);
        let metrics_handle = self.on_metrics_port.as_ref().map(dev::Server::handle);
        if let Some(server) = self.on_metrics_port {
            tokio::spawn(server);
        }
        tracing::info!(
            server.port = self.port,
            sensor.port = self.sensor_port,
            metrics.port = self.metrics_port,
            "listening"
        );
        tokio::spawn(follow_files(Arc::clone(&self.api), self.certificate.clone()));
        load_models(&self.api, Load::First)?;

        loop {
            tokio::select! {
                ended = &mut running => return ended.map_err(io::Error::other)?,
                _ = terminate.recv() => break,
                _ = interrupt.recv() => break,
                () = self.stop.notified() => break,
                _ = hang_up.recv() => {
                    load_models(&self.api, Load::Again)?;
                    if let Some(certificate) = &self.certificate {
                        certificate.reloadable().reload();
                    }
                }
            }
        }

        tracing::info!("draining");
        // In this order: a batch must not take the catalog's answer for models that failed.
        self.api.enter(Phase::Draining);
        self.api.catalog.start_draining();
        // Balancers learn from the readiness probe; until they have, requests still come.
        tokio::time::sleep(Duration::from_millis(self.config.http.shutdown_lead_ms)).await;
        self.api.enter(Phase::Stopping);
        handle.stop(true).await;
        if let Some(handle) = metrics_handle {
            handle.stop(false).await;
        }
        if let Some(traces) = &self.api.traces {
            traces.finish();
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// What the routes share, made of the settings; no port is bound and no model loaded yet.
pub fn api(config: &Config) -> Result<Api, StartError> {
    let endpoints = endpoint_labels();
    let classify = endpoints.find(classify::ENDPOINT.label());
    let metrics = Metrics::with_endpoints(endpoints)?;
    metrics.expect_requests("POST", classify, "200");
    let catalog = Arc::new(Catalog::new(models_dir(config)));
    let shadow = match config.models.shadow.as_str() {
        "" => None,
        folder => Some(Shadow::new(folder.into(), Arc::clone(&metrics))?),
    };
    let drift = Drift::new(Arc::clone(&metrics));
    let watch = Watch { recent: Recent::new(&config.feedback), drift, shadow };
    let classifier = LiveClassifier::new(Arc::clone(&catalog), Arc::clone(&metrics))
        .with_cache(ScoreCache::new(config.cache.entries, Arc::clone(&metrics)))
        .with_watch(watch);
    let traces = config
        .trace
        .url()
        .map(|url| Traces::start(url, config.trace.sample_ratio, Arc::clone(&metrics)));
    Ok(Api::new(Parts {
        classifier,
        traces: traces.transpose()?,
        catalog,
        pool: Pool::new(&config.inference, Arc::clone(&metrics))?,
        guard: Guard::new(config, Arc::clone(&metrics))?,
        nonces: Nonces::new(&config.http.nonce_key)?,
        policy: PolicyFile::read(config)?,
        memory: MemoryBudget::start(config.limit.memory_bytes)?,
        settings: config.http.clone(),
        metrics,
    }))
}

/// Checks the files that settings name as a start would.
pub fn check_files(config: &Config) -> Result<(), StartError> {
    Guard::new(config, Metrics::new()?)?;
    PolicyFile::read(config)?;
    Ok(())
}

/// Where the models are: the setting, else a `models` folder beside the binary or in the working
/// directory.
pub fn models_dir(config: &Config) -> Option<PathBuf> {
    if !config.models.dir.is_empty() {
        return Some(PathBuf::from(&config.models.dir));
    }
    let beside =
        std::env::current_exe().ok().and_then(|binary| Some(binary.parent()?.join("models")));
    let folders = beside.into_iter().chain([PathBuf::from("models")]);
    folders.into_iter().find(|folder| folder.join("active.toml").is_file())
}

fn listen(key: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    socket::listen(address).map_err(|reason| StartError::Listen { key, address, reason })
}

/// The workers that all listeners share.
fn sockets(config: &Config) -> ServerBuilder {
    let workers = cpu_limit::or_limit(config.http.workers);
    Sockets::build()
        .workers(workers)
        .max_concurrent_connections(config.http.max_connections.div_ceil(workers))
        .backlog(socket::ACCEPT_BACKLOG)
        .shutdown_timeout(config.http.shutdown_grace_seconds)
        .disable_signals()
}

fn listener_settings(config: &Config, api: &Api) -> ListenerSettings {
    let http = &config.http;
    ListenerSettings {
        trust: Arc::new(Trust::new(&config.edge)),
        metrics: Arc::clone(&api.metrics),
        timeout: Duration::from_millis(http.request_timeout_ms),
        write_timeout: Duration::from_millis(http.write_timeout_ms),
        keep_alive: Duration::from_secs(http.keep_alive_seconds),
        max_streams: http.max_streams,
        every_request: config.sensor.every_request,
        connections: Arc::new(Shares::new(http.max_connections_per_address, http.max_connections)),
    }
}

fn serve_metrics(router: Router, listener: TcpListener) -> io::Result<dev::Server> {
    let server = HttpServer::new(move || {
        let router = router.clone();
        App::new().configure(move |app: &mut ServiceConfig| router.configure_metrics(app))
    });
    Ok(server.workers(1).shutdown_timeout(1).disable_signals().listen(listener)?.run())
}

/// Looks at the files of keys, policy and certificate from time to time. Never ends.
async fn follow_files(api: Arc<Api>, certificate: Option<Arc<Certificate>>) {
    loop {
        tokio::time::sleep(reloadable::LOOK_EVERY).await;
        let (shared, certificate) = (Arc::clone(&api), certificate.clone());
        // A panic in there was logged; the next look is tried all the same.
        let _ = tokio::task::spawn_blocking(move || {
            if let Some(keys) = shared.guard.keys() {
                keys.reloadable().reload_if_changed();
            }
            shared.policy.reloadable().reload_if_changed();
            if let Some(certificate) = certificate {
                certificate.reloadable().reload_if_changed();
            }
        })
        .await;
    }
}

/// Loads the models on a thread of their own: it blocks for tens of milliseconds.
fn load_models(api: &Arc<Api>, load: Load) -> io::Result<()> {
    let api = Arc::clone(api);
    // Metrics, log and status say what went wrong.
    let work = move || {
        if load == Load::Again {
            if let Some(keys) = api.guard.keys() {
                keys.reloadable().reload();
            }
            api.policy.reloadable().reload();
        }
        let _ = api.load_models(load);
    };
    thread::Builder::new().name("models".to_owned()).spawn(work).map(|_detached| ())
}
