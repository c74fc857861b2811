//! A listener's way from an accepted socket into actix. Owns the time that a client has to show
//! what it wants, and what actix's own server would have set: keep-alive, timeouts, graceful end.

use std::fmt;
use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol};
use actix_server::{GracefulShutdownSignal, ServerBuilder};
use actix_service::{
    IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config,
};
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, Response};
use actix_web::rt::net::TcpStream;
use actix_web::{Error, body::BoxBody};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::server::TlsStream;

use super::connection::Connection;
use super::observed::ObservedConnection;
use super::preamble::{clear_text_protocol, negotiated_protocol, read_preamble};
use super::record::{Depth, HttpProtocol, Record};
use super::tap::{Takes, Tap};
use super::tls::Acceptor;
use super::trust::Trust;
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Handshake;

/// How long a connection that is being closed may take to read the last answer.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// What every connection of a listener is met with.
#[derive(Clone)]
pub struct ListenerSettings {
    pub trust: Arc<Trust>,
    pub metrics: Arc<Metrics>,
    /// Record every request, not only the first of a connection.
    pub every_request: bool,
    /// Time to show the PROXY header, to shake hands or to send the first bytes, and then the head.
    pub timeout: Duration,
    pub keep_alive: Duration,
}

/// A listener and its settings.
pub struct Listener {
    pub socket: TcpListener,
    pub settings: ListenerSettings,
}

/// A connection on its way into actix.
type Entry<S> = (Tap<S>, Protocol, Option<std::net::SocketAddr>);

/// Serves the app on a listener in clear text: HTTP/1.1 and h2c.
pub fn serve_clear<F, I, S, B>(
    builder: ServerBuilder,
    listener: Listener,
    app: F,
) -> io::Result<ServerBuilder>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, actix_http::Request>,
    S: ServiceFactory<actix_http::Request, Config = AppConfig> + 'static,
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
        let http =
            http_service::<Connection, _, _, _>(&settings, drain.clone(), app().into_factory());
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
    I: IntoServiceFactory<S, actix_http::Request>,
    S: ServiceFactory<actix_http::Request, Config = AppConfig> + 'static,
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
            drain.clone(),
            app().into_factory(),
        );
        let enter = fn_service(move |stream: TcpStream| {
            let (settings, drain, acceptor) = (settings.clone(), drain.clone(), acceptor.clone());
            async move {
                let outcome =
                    in_time(&settings, &drain, enter_tls(stream, &settings, &acceptor)).await;
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
    let (mut connection, origin) = read_preamble(stream, &settings.trust).await?;
    let protocol = clear_text_protocol(&mut connection).await?;
    let depth = Depth { every_request: settings.every_request, metrics: None };
    let client = origin.client_address();
    let record = Rc::new(Record::clear(origin, depth));
    record.speaks(protocol);
    Ok((Tap::new(connection, record, Takes::Requests), actix_protocol(protocol), Some(client)))
}

async fn enter_tls(
    stream: TcpStream,
    settings: &ListenerSettings,
    acceptor: &Acceptor,
) -> io::Result<Entry<TlsStream<Tap<Connection>>>> {
    let (connection, origin) = read_preamble(stream, &settings.trust).await?;
    let depth = Depth {
        every_request: settings.every_request,
        metrics: Some(Arc::clone(&settings.metrics)),
    };
    let client = origin.client_address();
    let record = Rc::new(Record::tls(origin, depth));
    let stream = acceptor.accept(connection, &record).await?;
    let protocol = negotiated_protocol(stream.get_ref().1.alpn_protocol(), &record);
    Ok((Tap::new(stream, record, Takes::Requests), actix_protocol(protocol), Some(client)))
}

/// Ends what takes too long, and while draining what has not begun: nobody loses an answer by it.
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

const fn actix_protocol(protocol: HttpProtocol) -> Protocol {
    match protocol {
        HttpProtocol::Http1 => Protocol::Http1,
        HttpProtocol::Http2 => Protocol::Http2,
    }
}

fn http_service<T, S, B, E>(
    settings: &ListenerSettings,
    drain: GracefulShutdownSignal,
    app: S,
) -> impl ServiceFactory<
    Entry<T>,
    Config = (),
    Response = (),
    Error = DispatchError,
    InitError = (),
    Service = impl actix_service::Service<Entry<T>, Response = (), Error = DispatchError>
              + use<T, S, B, E>,
> + use<T, S, B, E>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
    S: ServiceFactory<actix_http::Request, Config = AppConfig, Error = E> + 'static,
    E: Into<Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let app = app.map_err(|error: E| -> Response<BoxBody> { error.into().error_response().into() });
    let trust = Arc::clone(&settings.trust);
    HttpService::build()
        .graceful_shutdown_signal(move || {
            let drain = drain.clone();
            async move { drain.notified().await }
        })
        .keep_alive(settings.keep_alive)
        .client_request_timeout(settings.timeout)
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .on_connect_ext(move |io: &Tap<T>, data| {
            data.insert(ObservedConnection {
                record: Rc::clone(io.record()),
                trust: Arc::clone(&trust),
            });
        })
        .finish(map_config(app, |()| AppConfig::default()))
}
