//! Requests and answers between the `http` crate's types, which HTTP/2 is spoken with, and actix's.

use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use actix_http::error::PayloadError;
use actix_http::{BoxedPayloadStream, HttpMessage, Payload, Request, ResponseHead};
use actix_web::body::BodySize;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, HttpDate, TryIntoHeaderValue};
use actix_web::http::{Method, Version};
use actix_web::web::Bytes;
use futures_util::Stream;
use h2::RecvStream;
use http::header::{CONTENT_LENGTH, DATE};

use crate::sensor::observed::ConnectionFacts;

/// Fields that name an HTTP/1 connection (RFC 9113 section 8.2.2).
const CONNECTION_FIELDS: [&str; 5] =
    ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// The request as actix reads it, with what is known of it; `None` where actix cannot.
pub(super) fn request(
    request: http::Request<RecvStream>,
    client: SocketAddr,
    facts: &ConnectionFacts,
) -> Option<Request> {
    let (parts, body) = request.into_parts();
    let payload = if body.is_end_stream() {
        Payload::None
    } else {
        Payload::Stream { payload: Box::pin(Body(body)) as BoxedPayloadStream }
    };
    let mut request = Request::with_payload(payload);
    let head = request.head_mut();
    head.method = Method::from_bytes(parts.method.as_str().as_bytes()).ok()?;
    head.uri = parts.uri.to_string().parse().ok()?;
    head.version = Version::HTTP_2;
    head.peer_addr = Some(client);
    head.headers = HeaderMap::with_capacity(parts.headers.len());
    for (name, value) in &parts.headers {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
        head.headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
    }
    let observed = facts.observe(request.head());
    request.extensions_mut().insert(observed);
    Some(request)
}

/// The head of an answer whose body has this size.
pub(super) fn response(head: &ResponseHead, size: BodySize) -> http::Response<()> {
    let mut response = http::Response::new(());
    if let Ok(status) = http::StatusCode::from_u16(head.status.as_u16()) {
        *response.status_mut() = status;
    }
    let headers = response.headers_mut();
    for (name, value) in &head.headers {
        let name = name.as_str();
        if CONNECTION_FIELDS.contains(&name) || name == CONTENT_LENGTH.as_str() {
            continue;
        }
        if let (Ok(name), Ok(value)) = (
            http::HeaderName::from_bytes(name.as_bytes()),
            http::HeaderValue::from_bytes(value.as_bytes()),
        ) {
            headers.append(name, value);
        }
    }
    if let BodySize::Sized(length) = size {
        headers.insert(CONTENT_LENGTH, length.into());
    }
    if !headers.contains_key(DATE)
        && let Ok(now) = HttpDate::from(SystemTime::now()).try_into_value()
        && let Ok(now) = http::HeaderValue::from_bytes(now.as_bytes())
    {
        headers.insert(DATE, now);
    }
    response
}

/// A request's body. The window opens as it is read.
struct Body(RecvStream);

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = match ready!(self.0.poll_data(context)) {
            Some(Ok(piece)) => {
                // Fails only where the stream is gone, which the next piece says.
                let _ = self.0.flow_control().release_capacity(piece.len());
                Ok(piece)
            }
            Some(Err(error)) => Err(PayloadError::Io(std::io::Error::other(error))),
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(piece))
    }
}
