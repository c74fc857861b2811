//! The composition root: the only place where the parts are wired, started and stopped.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer, dev};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use crate::config::{Config, ConfigError, Fault, Origin, cpu_limit};
use crate::http::{Api, MoreRoutes, Observe, Parts, Phase, Routes};
use crate::inference::catalog::Catalog;
use crate::inference::engine::{Engine, EngineError};
use crate::inference::status::{ModelState, ModelsStatus};
use crate::telemetry::metrics::ModelFacts;
use crate::telemetry::{Metrics, Traces};

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// How long an idle connection is kept: longer than the 60 s for which nginx and the load balancers
/// of the large clouds keep theirs, so that none of them sends a request into a closing socket.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// How long nothing must be in flight before the service ends without waiting for idle connections;
/// long enough for the last answers to leave the socket buffers.
const QUIET: Duration = Duration::from_secs(1);

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
    Engine(#[from] EngineError),
    #[error("cannot start: {0}")]
    Io(#[from] io::Error),
}

/// The service, bound to its ports and not yet running.
pub struct Server {
    config: Config,
    api: Arc<Api>,
    on_api_port: dev::Server,
    on_metrics_port: Option<dev::Server>,
    port: u16,
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
        Self::build_with(config, |_| {})
    }

    /// As [`Self::build`], with routes of the caller's own behind the same middleware.
    pub fn build_with(config: Config, more_routes: MoreRoutes) -> Result<Self, StartError> {
        config.check().map_err(|Fault { key, reason }| ConfigError::Setting {
            key: key.to_owned(),
            origin: Origin::Default,
            reason,
        })?;
        let metrics = Metrics::new()?;
        let catalog = Arc::new(Catalog::new(models_dir(&config)));
        let engine = Engine::new(&config.inference, Arc::clone(&metrics))?;
        let settings = config.http.clone();
        let traces = config
            .trace
            .collector()
            .map(|collector| Traces::start(collector, config.trace.sample_ratio, Arc::clone(&metrics)));
        let traces = traces.transpose()?;
        let api = Arc::new(Api::new(Parts { catalog, engine, metrics, traces, settings }));

        let metrics_address = config.metrics.address();
        let routes = Routes::new(Arc::clone(&api), metrics_address.is_none());
        let listener = listen("http.listen", config.http.listen)?;
        let port = listener.local_addr()?.port();
        let on_api_port = serve_api(&config, routes.clone(), more_routes, listener)?;
        let (on_metrics_port, metrics_port) = match metrics_address {
            None => (None, port),
            Some(address) => {
                let listener = listen("metrics.listen", address)?;
                let port = listener.local_addr()?.port();
                (Some(serve_metrics(routes, listener)?), port)
            }
        };
        Ok(Self { config, api, on_api_port, on_metrics_port, port, metrics_port, stop: Arc::default() })
    }

    /// The API's port, the real one where the settings say 0.
    pub fn port(&self) -> u16 {
        self.port
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
        let handle = self.on_api_port.handle();
        let mut running = tokio::spawn(self.on_api_port);
        let metrics_handle = self.on_metrics_port.as_ref().map(dev::Server::handle);
        if let Some(server) = self.on_metrics_port {
            tokio::spawn(server);
        }
        tracing::info!(server.port = self.port, metrics.port = self.metrics_port, "listening");
        load_models(&self.api, Load::First)?;

        loop {
            tokio::select! {
                ended = &mut running => return ended.map_err(io::Error::other)?,
                _ = terminate.recv() => break,
                _ = interrupt.recv() => break,
                () = self.stop.notified() => break,
                _ = hang_up.recv() => load_models(&self.api, Load::Again)?,
            }
        }

        tracing::info!("draining");
        // In this order: a batch must not take the catalog's answer for models that failed.
        self.api.enter(Phase::Draining);
        self.api.catalog.start_draining();
        // Balancers learn from the readiness probe; until they have, requests still come.
        tokio::time::sleep(Duration::from_millis(self.config.http.shutdown_lead_ms)).await;
        self.api.enter(Phase::Stopping);
        tokio::select! {
            () = handle.stop(true) => {}
            // Dropping actix's server closes what is left.
            () = quiet(&self.api) => running.abort(),
        }
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

/// Waits until nothing has been in flight for a while. actix's graceful stop also waits for
/// connections on which nobody ever said anything (it peeks at the first bytes to tell HTTP/2 from
/// HTTP/1.1, without a time limit), and those would cost the whole grace period.
async fn quiet(api: &Api) {
    let mut calm = Duration::ZERO;
    while calm < QUIET {
        tokio::time::sleep(QUIET / 20).await;
        calm = if api.in_flight() == 0 { calm + QUIET / 20 } else { Duration::ZERO };
    }
}

/// Where the models are: the setting, else a `models` folder beside the binary or in the working
/// directory.
pub fn models_dir(config: &Config) -> Option<PathBuf> {
    if !config.models.dir.is_empty() {
        return Some(PathBuf::from(&config.models.dir));
    }
    let beside = std::env::current_exe().ok().and_then(|binary| Some(binary.parent()?.join("models")));
    let folders = beside.into_iter().chain([PathBuf::from("models")]);
    folders.into_iter().find(|folder| folder.join("active.toml").is_file())
}

fn listen(key: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    // std sets SO_REUSEADDR, so that a restart need not wait for old connections.
    TcpListener::bind(address).map_err(|reason| StartError::Listen { key, address, reason })
}

fn serve_api(
    config: &Config,
    routes: Routes,
    more_routes: MoreRoutes,
    listener: TcpListener,
) -> io::Result<dev::Server> {
    let timeout = Duration::from_millis(config.http.request_timeout_ms);
    let server = HttpServer::new(move || {
        let routes = routes.clone();
        App::new().wrap(Observe(routes.api.clone())).configure(move |app: &mut ServiceConfig| {
            more_routes(app);
            routes.configure(app);
        })
    });
    Ok(server
        .workers(cpu_limit::or_limit(config.http.workers))
        .backlog(BACKLOG)
        .client_request_timeout(timeout)
        .keep_alive(KEEP_ALIVE)
        .tcp_nodelay(true)
        .shutdown_timeout(config.http.shutdown_grace_seconds)
        .disable_signals()
        .listen_auto_h2c(listener)?
        .run())
}

fn serve_metrics(routes: Routes, listener: TcpListener) -> io::Result<dev::Server> {
    let server = HttpServer::new(move || {
        let routes = routes.clone();
        App::new().configure(move |app: &mut ServiceConfig| routes.configure_metrics(app))
    });
    Ok(server.workers(1).shutdown_timeout(1).disable_signals().listen(listener)?.run())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Load {
    First,
    Again,
}

/// Loads the models on a thread of their own: it blocks for tens of milliseconds.
fn load_models(api: &Arc<Api>, load: Load) -> io::Result<()> {
    let api = Arc::clone(api);
    let work = move || {
        let loaded = api.catalog.load();
        let status = api.catalog.status();
        tell_models(&api.metrics, &status);
        if load == Load::Again {
            api.metrics.reloaded(&loaded);
        }
        match loaded {
            Ok(()) => tracing::info!(models.count = status.models.len(), "models loaded"),
            Err(error) => tracing::error!(error.message = %error, "models not loaded"),
        }
    };
    thread::Builder::new().name("models".to_owned()).spawn(work).map(|_detached| ())
}

fn tell_models(metrics: &Metrics, status: &ModelsStatus) {
    let ready = status.models.iter().filter(|model| model.state == ModelState::Ready);
    let facts: Vec<_> = ready
        .map(|model| ModelFacts {
            level: &model.name,
            version: &model.version,
            sha256: &model.sha256,
            born: model.trained_on.get("trained_at").and_then(serde_json::Value::as_u64).or(model.loaded_at),
        })
        .collect();
    metrics.models(&facts);
}
