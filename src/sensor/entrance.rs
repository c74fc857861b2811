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

use super::arrival::{arrive, negotiated, spoken};
use super::connection::Connection;
use super::record::{Depth, Record, Spoken};
use super::seen::Seen;
use super::tap::{Takes, Tap};
use super::tls::Acceptor;
use super::trust::Trust;
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Handshake;

/// How long a connection that is being closed may take to read the last answer.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// What every connection of a listener is met with.
#[derive(Clone)]
pub struct Terms {
    pub trust: Arc<Trust>,
    pub metrics: Arc<Metrics>,
    /// Record every request, not only the first of a connection.
    pub every_request: bool,
    /// Time to show the PROXY header, to shake hands or to send the first bytes, and then the head.
    pub timeout: Duration,
    pub keep_alive: Duration,
}

/// A listener and its terms.
pub struct Entrance {
    pub listener: TcpListener,
    pub terms: Terms,
}

/// A connection on its way into actix.
type Entry<S> = (Tap<S>, Protocol, Option<std::net::SocketAddr>);

/// Serves the app on a listener in clear text: HTTP/1.1 and h2c.
pub fn serve_clear<F, I, S, B>(
    builder: ServerBuilder,
    entrance: Entrance,
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
    let Entrance { listener, terms } = entrance;
    let drain = builder.graceful_shutdown_signal();
    builder.listen("api", listener, move || {
        let (terms, drain) = (terms.clone(), drain.clone());
        let http = http_service::<Connection, _, _, _>(&terms, drain.clone(), app().into_factory());
        let enter = fn_service(move |stream: TcpStream| {
            let (terms, drain) = (terms.clone(), drain.clone());
            async move { in_time(&terms, &drain, enter_clear(stream, &terms)).await }
        });
        enter.and_then(http)
    })
}

/// Serves the app on a listener over TLS and reads every layer of each connection.
pub fn serve_tls<F, I, S, B>(
    builder: ServerBuilder,
    entrance: Entrance,
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
    let Entrance { listener, terms } = entrance;
    let drain = builder.graceful_shutdown_signal();
    builder.listen("sensor", listener, move || {
        let (terms, drain, acceptor) = (terms.clone(), drain.clone(), acceptor.clone());
        let http = http_service::<TlsStream<Tap<Connection>>, _, _, _>(
            &terms,
            drain.clone(),
            app().into_factory(),
        );
        let enter = fn_service(move |stream: TcpStream| {
            let (terms, drain, acceptor) = (terms.clone(), drain.clone(), acceptor.clone());
            async move {
                let outcome = in_time(&terms, &drain, enter_tls(stream, &terms, &acceptor)).await;
                terms.metrics.handshake(match &outcome {
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

async fn enter_clear(stream: TcpStream, terms: &Terms) -> io::Result<Entry<Connection>> {
    let (mut connection, origin) = arrive(stream, &terms.trust).await?;
    let spoken = spoken(&mut connection).await?;
    let depth = Depth { every_request: terms.every_request, metrics: None };
    let client = origin.client_address();
    let record = Rc::new(Record::clear(origin, depth));
    record.speaks(spoken);
    Ok((Tap::new(connection, record, Takes::Requests), protocol(spoken), Some(client)))
}

async fn enter_tls(
    stream: TcpStream,
    terms: &Terms,
    acceptor: &Acceptor,
) -> io::Result<Entry<TlsStream<Tap<Connection>>>> {
    let (connection, origin) = arrive(stream, &terms.trust).await?;
    let depth =
        Depth { every_request: terms.every_request, metrics: Some(Arc::clone(&terms.metrics)) };
    let client = origin.client_address();
    let record = Rc::new(Record::tls(origin, depth));
    let stream = acceptor.accept(connection, &record).await?;
    let spoken = negotiated(stream.get_ref().1.alpn_protocol(), &record);
    Ok((Tap::new(stream, record, Takes::Requests), protocol(spoken), Some(client)))
}

/// Ends what takes too long, and while draining what has not begun: nobody loses an answer by it.
async fn in_time<T>(
    terms: &Terms,
    drain: &GracefulShutdownSignal,
    entering: impl Future<Output = io::Result<T>>,
) -> Result<T, DispatchError> {
    let outcome = tokio::select! {
        outcome = entering => outcome,
        () = tokio::time::sleep(terms.timeout) => Err(io::ErrorKind::TimedOut.into()),
        () = drain.notified() => Err(io::ErrorKind::ConnectionAborted.into()),
    };
    outcome.map_err(|error| {
        tracing::debug!(error.message = %error, "a connection ended before its first request");
        DispatchError::Io(error)
    })
}

const fn protocol(spoken: Spoken) -> Protocol {
    match spoken {
        Spoken::Http1 => Protocol::Http1,
        Spoken::Http2 => Protocol::Http2,
    }
}

fn http_service<T, S, B, E>(
    terms: &Terms,
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
    let trust = Arc::clone(&terms.trust);
    HttpService::build()
        .graceful_shutdown_signal(move || {
            let drain = drain.clone();
            async move { drain.notified().await }
        })
        .keep_alive(terms.keep_alive)
        .client_request_timeout(terms.timeout)
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .on_connect_ext(move |io: &Tap<T>, data| {
            data.insert(Seen { record: Rc::clone(io.record()), trust: Arc::clone(&trust) });
        })
        .finish(map_config(app, |()| AppConfig::default()))
}
