//! HTTP/2 as the client opens it (RFC 9113): preface, SETTINGS, `WINDOW_UPDATE`, PRIORITY, and its
//! requests.
//!
//! Owns frames from the client and the header blocks in them. Does not own the server's side, flow
//! control or bodies: DATA is counted past, never stored. One `Reader` holds at most one frame, one
//! header block, the opening and `MAX_QUEUED_REQUESTS` requests, whatever the peer sends.
//!
//! Written here because the libraries serve connections: they neither report the order of SETTINGS
//! and pseudo-header fields, nor PRIORITY frames, nor read bytes that another server answers.

mod frame;
mod reader;

pub use frame::{Priority, Setting};
pub use reader::Reader;

use super::fields::Fields;
use super::hpack;

/// RFC 9113 section 3.4.
pub const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Longest frame that is read; longer ones of kinds that are not read are skipped.
pub const MAX_FRAME_BYTES: usize = 64 * 1024;
/// Longest header block, over HEADERS and all its CONTINUATION frames.
pub const MAX_BLOCK_BYTES: usize = 64 * 1024;
/// Parameters of the first SETTINGS frame, and PRIORITY frames before the first request, that are
/// kept.
pub const MAX_OPENING_FRAMES: usize = 128;
/// Requests that wait for `Reader::next_request`, as many as a client may have streams at once;
/// later ones are counted and dropped.
pub const MAX_QUEUED_REQUESTS: usize = 128;

/// Why the bytes are not the client side of an HTTP/2 connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
pub enum Error {
    #[error("the bytes do not begin with the client preface")]
    NotHttp2,
    #[error("the bytes end before the first SETTINGS frame does")]
    Truncated,
    #[error("a frame of type {kind} has a length or padding that it cannot have")]
    Frame { kind: u8 },
    #[error("unexpected frame of type {kind} inside a header block, or CONTINUATION without one")]
    Sequence { kind: u8 },
    #[error("a frame or header block is larger than {MAX_FRAME_BYTES} bytes")]
    TooLarge,
    #[error("header block: {0}")]
    Hpack(#[from] hpack::Error),
}

/// What a client announces about its connection before its first request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opening {
    /// The first SETTINGS frame, in order, repeated and unknown identifiers included.
    pub settings: Vec<Setting>,
    /// Increment of the first `WINDOW_UPDATE` for the whole connection.
    pub window_update: Option<u32>,
    /// PRIORITY frames, as old Firefox sent for its dependency tree.
    pub priorities: Vec<Priority>,
}

/// One request's header block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The stream identifier.
    pub stream: u32,
    /// Pseudo-header fields included, in order.
    pub fields: Fields,
    /// The priority inside the HEADERS frame.
    pub priority: Option<Priority>,
    /// No body follows.
    pub end_stream: bool,
}

/// A whole capture of a connection's first bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstBytes {
    /// What came before the first request.
    pub opening: Opening,
    /// The first request, where the capture goes that far.
    pub request: Option<Request>,
}

/// Reads a capture. It may end anywhere after the first SETTINGS frame.
pub fn parse(bytes: &[u8]) -> Result<FirstBytes, Error> {
    let mut reader = Reader::new();
    let outcome = reader.push(bytes);
    let request = reader.next_request();
    // What comes after the first request is not part of the result, and neither are its errors.
    if request.is_none() {
        outcome?;
    }
    if !reader.has_settings() {
        return Err(Error::Truncated);
    }
    Ok(FirstBytes { opening: reader.into_opening(), request })
}

#[cfg(test)]
mod tests;
