//! Reading a request's body: its media type, its limit, its time.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt;

use super::api::Api;
use super::error::{Code, Problem};

/// How much of a body is read, and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub bytes: usize,
    pub time: Duration,
}

/// Media types that some route reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    Json,
    JsonLines,
}

/// The body's media type, where it is one that is read here.
pub(super) fn media_type(request: &HttpRequest) -> Option<MediaType> {
    let encoding = request.headers().get(CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return None;
    }
    let text = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    // Parameters, such as a charset, change nothing: JSON is UTF-8 (RFC 8259 section 8.1).
    let essence = text.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        Some(MediaType::Json)
    } else if essence.eq_ignore_ascii_case("application/x-ndjson") {
        Some(MediaType::JsonLines)
    } else {
        None
    }
}

/// The body of a request that takes one JSON document, within the limit of a fingerprint.
pub(super) async fn json(
    request: &HttpRequest,
    payload: Payload,
    api: &Api,
) -> Result<Bytes, Problem> {
    if media_type(request) != Some(MediaType::Json) {
        return Err(Problem::new(Code::UnsupportedMediaType, "send application/json, not encoded"));
    }
    let limit = Limit { bytes: api.settings.max_body_bytes, time: api.request_timeout };
    collect(request, payload, limit).await
}

/// The whole body. One that came in one piece is not copied.
pub(super) async fn collect(
    request: &HttpRequest,
    payload: Payload,
    limit: Limit,
) -> Result<Bytes, Problem> {
    let announced = request.headers().get(actix_web::http::header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit.bytes) {
        return Err(Problem::too_large(limit.bytes));
    }
    tokio::time::timeout(limit.time, gather(payload, limit.bytes))
        .await
        .map_err(|_| Problem::slow_body())?
}

async fn gather(mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let Some(first) = payload.next().await else { return Ok(Bytes::new()) };
    let first = first.map_err(|error| payload_problem(&error))?;
    let Some(second) = payload.next().await else {
        return if first.len() > limit { Err(Problem::too_large(limit)) } else { Ok(first) };
    };
    let mut body = BytesMut::from(first.as_ref());
    let mut piece = second.map_err(|error| payload_problem(&error))?;
    loop {
        if body.len() + piece.len() > limit {
            return Err(Problem::too_large(limit));
        }
        body.extend_from_slice(&piece);
        match payload.next().await {
            Some(next) => piece = next.map_err(|error| payload_problem(&error))?,
            None => return Ok(body.freeze()),
        }
    }
}

/// What is wrong with a body that cannot be read to its end.
pub(super) fn payload_problem(error: &PayloadError) -> Problem {
    match error {
        PayloadError::Overflow => {
            Problem::new(Code::BodyTooLarge, "the body is longer than announced")
        }
        PayloadError::EncodingCorrupted => {
            Problem::new(Code::InvalidRequest, "the body's encoding is broken")
        }
        _ => Problem::new(Code::InvalidRequest, "the body ends before it is complete"),
    }
}
