//! A listener's way from an accepted socket to the application. Owns what every connection is met
//! with: who may have one, the time that a client has to show what it wants, keep-alive and a
//! graceful end. HTTP/1.1 is actix's; HTTP/2 is `http2`'s.

use std::fmt;
use std::future::ready;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpMessage, HttpService, Request};
use actix_server::{GracefulShutdownSignal, ServerBuilder};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_factory, fn_service,
};
use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{AppConfig, Response};
use actix_web::rt::net::TcpStream;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::server::TlsStream;

use super::connection::Connection;
use super::gate::Gate;
use super::http2::{self, Bounds};
use super::observed::ConnectionFacts;
use super::preamble::{clear_text_protocol, negotiated_protocol, read_preamble};
use super::record::{HttpProtocol, Origin, Record};
use super::tap::Tap;
use super::tls::Acceptor;
use super::trust::Trust;
use crate::limit::shares::{Share, Shares};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Handshake;

/// How long a connection that is being closed may take to read the last answer.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// What every connection of a listener is met with.
#[derive(Clone)]
pub struct ListenerSettings {
    pub trust: Arc<Trust>,
    pub metrics: Arc<Metrics>,
    /// Time to show the PROXY header, to shake hands or to send the first bytes, and then for each
    /// head.
    pub timeout: Duration,
    /// Time in which a client must read something of what waits for it.
    pub write_timeout: Duration,
    pub keep_alive: Duration,
    /// Streams of one HTTP/2 connection.
    pub max_streams: u32,
    /// Connections of each client address.
    pub connections: Arc<Shares>,
    /// Whether the order of every request's fields counts, or of the first request's alone.
    pub every_request: bool,
}

/// A listening socket and what its connections are met with.
pub struct Listener {
    pub socket: TcpListener,
    pub settings: ListenerSettings,
}

/// A connection on its way to the application.
struct Entry<S> {
    stream: Gate<S>,
    protocol: HttpProtocol,
    /// What its address holds while it lasts; `None`: the address is a trusted proxy's.
    share: Option<Share>,
}

/// Serves the app on a listener in clear text: HTTP/1.1 and h2c.
pub fn serve_clear<F, I, S, B>(
    builder: ServerBuilder,
    listener: Listener,
    app: F,
) -> io::Result<ServerBuilder>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let Listener { socket, settings } = listener;
    let drain = builder.graceful_shutdown_signal();
    builder.listen("api", socket, move || {
        let (settings, drain) = (settings.clone(), drain.clone());
        let http = http_service::<Connection, _, _, _>(&settings, &drain, app().into_factory());
        let enter = fn_service(move |stream: TcpStream| {
            let (settings, drain) = (settings.clone(), drain.clone());
            async move { in_time(&settings, &drain, enter_clear(stream, &settings)).await }
        });
        enter.and_then(http)
    })
}

/// Serves the app on a listener over TLS and reads every layer of each connection.
pub fn serve_tls<F, I, S, B>(
    builder: ServerBuilder,
    listener: Listener,
    acceptor: Acceptor,
    app: F,
) -> io::Result<ServerBuilder>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let Listener { socket, settings } = listener;
    let drain = builder.graceful_shutdown_signal();
    builder.listen("sensor", socket, move || {
        let (settings, drain, acceptor) = (settings.clone(), drain.clone(), acceptor.clone());
        let http = http_service::<TlsStream<Tap<Connection>>, _, _, _>(
            &settings,
            &drain,
            app().into_factory(),
        );
        let enter = fn_service(move |stream: TcpStream| {
            let (settings, drain, acceptor) = (settings.clone(), drain.clone(), acceptor.clone());
            async move {
                let entering = enter_tls(stream, &settings, &acceptor);
                let outcome = in_time(&settings, &drain, entering).await;
                settings.metrics.handshake(match &outcome {
                    Ok(_) => Handshake::Completed,
                    Err(DispatchError::Io(error)) if error.kind() == io::ErrorKind::TimedOut => {
                        Handshake::TimedOut
                    }
                    Err(_) => Handshake::Failed,
                });
                outcome
            }
        });
        enter.and_then(http)
    })
}

async fn enter_clear(
    stream: TcpStream,
    settings: &ListenerSettings,
) -> io::Result<Entry<Connection>> {
    let (mut connection, origin, share) = admit(stream, settings).await?;
    let protocol = clear_text_protocol(&mut connection).await?;
    let record = Rc::new(Record::clear(origin));
    record.speaks(protocol);
    Ok(Entry { stream: Gate::new(connection, record, settings.timeout), protocol, share })
}

async fn enter_tls(
    stream: TcpStream,
    settings: &ListenerSettings,
    acceptor: &Acceptor,
) -> io::Result<Entry<TlsStream<Tap<Connection>>>> {
    let (connection, origin, share) = admit(stream, settings).await?;
    let record = Rc::new(Record::tls(origin, Arc::clone(&settings.metrics)));
    let stream = acceptor.accept(connection, &record).await?;
    let protocol = negotiated_protocol(stream.get_ref().1.alpn_protocol(), &record);
    Ok(Entry { stream: Gate::new(stream, record, settings.timeout), protocol, share })
}

/// Lets a connection in once it is known whose it is.
async fn admit(
    stream: TcpStream,
    settings: &ListenerSettings,
) -> io::Result<(Connection, Origin, Option<Share>)> {
    let (connection, origin) =
        read_preamble(stream, &settings.trust, settings.write_timeout).await?;
    if settings.trust.trusts(origin.client) {
        return Ok((connection, origin, None));
    }
    match settings.connections.take(origin.client) {
        Some(share) => Ok((connection, origin, Some(share))),
        None => Err(io::ErrorKind::QuotaExceeded.into()),
    }
}

/// Ends what takes too long, and while draining what has not begun: no answer is lost by it.
async fn in_time<T>(
    settings: &ListenerSettings,
    drain: &GracefulShutdownSignal,
    entering: impl Future<Output = io::Result<T>>,
) -> Result<T, DispatchError> {
    let outcome = tokio::select! {
        outcome = entering => outcome,
        () = tokio::time::sleep(settings.timeout) => Err(io::ErrorKind::TimedOut.into()),
        () = drain.notified() => Err(io::ErrorKind::ConnectionAborted.into()),
    };
    outcome.map_err(|error| {
        tracing::debug!(error.message = %error, "a connection ended before its first request");
        DispatchError::Io(error)
    })
}

/// One application for both protocols of a worker.
fn http_service<T, S, B, E>(
    settings: &ListenerSettings,
    drain: &GracefulShutdownSignal,
    app: S,
) -> impl ServiceFactory<
    Entry<T>,
    Config = (),
    Response = (),
    Error = DispatchError,
    InitError = (),
    Service = impl Service<Entry<T>, Response = (), Error = DispatchError> + use<T, S, B, E>,
> + use<T, S, B, E>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
    S: ServiceFactory<Request, Config = AppConfig, Error = E> + 'static,
    E: Into<Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let app = app.map_err(|error: E| -> Response<BoxBody> { error.into().error_response().into() });
    let app = Rc::new(app);
    let (settings, drain) = (settings.clone(), drain.clone());
    fn_factory(move || {
        let (app, settings, drain) = (Rc::clone(&app), settings.clone(), drain.clone());
        async move {
            let app = app.new_service(AppConfig::default()).await.map_err(|error| {
                tracing::error!(error.message = ?error, "the application cannot be started");
            })?;
            let app = Rc::new(app);
            let http1 = Rc::new(http1_service(&settings, &drain, Rc::clone(&app)).await?);
            let bounds = Bounds {
                streams: settings.max_streams,
                handshake: settings.timeout,
                write: settings.write_timeout,
                keep_alive: settings.keep_alive,
                drain,
            };
            Ok(fn_service(move |entry: Entry<T>| {
                let (app, http1, bounds) = (Rc::clone(&app), Rc::clone(&http1), bounds.clone());
                let facts = ConnectionFacts {
                    record: Rc::clone(entry.stream.record()),
                    trust: Arc::clone(&settings.trust),
                    every_request: settings.every_request,
                };
                async move {
                    let Entry { stream, protocol, share } = entry;
                    let served = match protocol {
                        HttpProtocol::Http1 => {
                            let client = SocketAddr::new(facts.client(), 0);
                            http1.call((stream, Some(client))).await
                        }
                        HttpProtocol::Http2 => {
                            let served = http2::serve(stream, app, facts, bounds).await;
                            served.map_err(DispatchError::Io)
                        }
                    };
                    drop(share);
                    served
                }
            }))
        }
    })
}

/// actix's HTTP/1.1, which shows each request to the record before the application has it.
async fn http1_service<T, S, B>(
    settings: &ListenerSettings,
    drain: &GracefulShutdownSignal,
    app: Rc<S>,
) -> Result<
    impl Service<(Gate<T>, Option<SocketAddr>), Response = (), Error = DispatchError> + use<T, S, B>,
    (),
>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
    S: Service<Request, Error = Response<BoxBody>> + 'static,
    S::Response: Into<Response<B>> + 'static,
    B: MessageBody + 'static,
{
    let (trust, drain) = (Arc::clone(&settings.trust), drain.clone());
    let every_request = settings.every_request;
    let observed = fn_factory(move || {
        let app = Rc::clone(&app);
        ready(Ok::<_, ()>(fn_service(move |request: Request| {
            let facts = request.conn_data::<ConnectionFacts>();
            let observed = facts.map(|facts| facts.observe(request.head()));
            if let Some(observed) = observed {
                request.extensions_mut().insert(observed);
            }
            app.call(request)
        })))
    });
    HttpService::build()
        .graceful_shutdown_signal(move || {
            let drain = drain.clone();
            async move { drain.notified().await }
        })
        .keep_alive(settings.keep_alive)
        .client_request_timeout(settings.timeout)
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .on_connect_ext(move |io: &Gate<T>, data| {
            data.insert(ConnectionFacts {
                record: Rc::clone(io.record()),
                trust: Arc::clone(&trust),
                every_request,
            });
        })
        .h1(observed)
        .new_service(())
        .await
}
