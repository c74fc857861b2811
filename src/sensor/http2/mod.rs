//! One HTTP/2 connection, from its preface to its end. Owns what a client may make the service hold
//! for it: streams, header lists, windows, and the time for which an answer waits to be read.
//! Decision 0022 says why actix does not do this.

mod exchange;
mod message;

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use actix_http::{Request, Response};
use actix_server::GracefulShutdownSignal;
use actix_service::Service;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::web::Bytes;
use h2::Reason;
use h2::server::{Builder, Connection};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, sleep};

use super::observed::ConnectionFacts;
use exchange::Exchange;

/// Bytes of one request's header list: what the record reads too, so that a request which is served
/// is one that was seen.
const MAX_HEADER_LIST_BYTES: u32 = fingerprint_wire::hpack::MAX_LIST_BYTES as u32;
/// Bytes of request bodies that may wait to be read, of one stream and of all.
const STREAM_WINDOW_BYTES: u32 = 128 * 1024;
const CONNECTION_WINDOW_BYTES: u32 = 256 * 1024;
/// Bytes of one answer that wait in the connection to be written.
const SEND_BUFFER_BYTES: usize = 16 * 1024;
/// How long a client has to close a connection that was said to end.
const GOODBYE: Duration = Duration::from_secs(2);

/// How long things may take, how many there may be, and what ends them all.
#[derive(Clone)]
pub(super) struct Bounds {
    pub streams: u32,
    pub handshake: Duration,
    pub write: Duration,
    pub keep_alive: Duration,
    pub drain: GracefulShutdownSignal,
}

/// Serves a connection until it ends.
pub(super) async fn serve<T, S, B>(
    stream: T,
    service: Rc<S>,
    facts: ConnectionFacts,
    bounds: Bounds,
) -> io::Result<()>
where
    T: AsyncRead + AsyncWrite + Unpin,
    S: Service<Request> + 'static,
    S::Error: Into<Response<BoxBody>>,
    S::Response: Into<Response<B>>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    let opening = builder(bounds.streams).handshake(stream);
    let mut connection: Connection<T, Bytes> =
        tokio::time::timeout(bounds.handshake, opening).await?.map_err(io::Error::other)?;
    let facts = Rc::new(facts);
    let client = SocketAddr::new(facts.client(), 0);
    let mut drained = std::pin::pin!(bounds.drain.notified());
    let mut idle = std::pin::pin!(sleep(bounds.keep_alive));
    let mut is_ending = false;
    loop {
        let request = tokio::select! {
            request = connection.accept() => request,
            () = &mut drained, if !is_ending => {
                is_ending = true;
                connection.graceful_shutdown();
                idle.as_mut().reset(Instant::now() + GOODBYE);
                continue;
            }
            () = &mut idle => {
                if connection.has_streams() {
                    let wait = if is_ending { GOODBYE } else { bounds.keep_alive };
                    idle.as_mut().reset(Instant::now() + wait);
                } else if is_ending {
                    return Ok(());
                } else {
                    is_ending = true;
                    connection.graceful_shutdown();
                    idle.as_mut().reset(Instant::now() + GOODBYE);
                }
                continue;
            }
        };
        let Some(request) = request else { return Ok(()) };
        let (request, mut respond) = request.map_err(io::Error::other)?;
        if !is_ending {
            idle.as_mut().reset(Instant::now() + bounds.keep_alive);
        }
        match message::request(request, client, &facts) {
            Some(request) => {
                let is_head = request.method() == actix_web::http::Method::HEAD;
                let exchange = Exchange { respond, is_head, write_timeout: bounds.write };
                actix_web::rt::spawn(exchange.run(Rc::clone(&service), request));
            }
            None => respond.send_reset(Reason::PROTOCOL_ERROR),
        }
    }
}

fn builder(max_streams: u32) -> Builder {
    let mut builder = Builder::new();
    builder
        .max_concurrent_streams(max_streams)
        .max_header_list_size(MAX_HEADER_LIST_BYTES)
        .initial_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .max_send_buffer_size(SEND_BUFFER_BYTES);
    builder
}
