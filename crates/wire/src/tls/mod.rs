//! TLS as the client opens it: records or a bare handshake message in, one ClientHello out.
//!
//! Owns the record layer up to the end of the ClientHello (`reassembler`) and its body (`hello`).
//! Does not own anything after the hello, DTLS, or SSL 2.0 hellos.
//!
//! Written here because TLS libraries do not expose GREASE and the order of extensions, and general
//! parsers allocate for fields that no fingerprint has; `benches/peers` compares.

mod hello;
mod reassembler;

pub use hello::ClientHello;
pub use reassembler::{Progress, Reassembler};

use super::cursor::Cursor;

/// Longest ClientHello that is read, its four-byte header included.
pub const MAX_HELLO_BYTES: usize = 64 * 1024;

/// RFC 8446 section 5.1: a plaintext record holds at most 2^14 bytes.
const MAX_RECORD_BYTES: u16 = 1 << 14;
const RECORD_HANDSHAKE: u8 = 22;
const HANDSHAKE_CLIENT_HELLO: u8 = 1;

/// Why some bytes gave no ClientHello.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
pub enum Error {
    #[error("the bytes are neither a TLS handshake record nor a handshake message")]
    NotTls,
    #[error("the handshake message has type {0}, a ClientHello has type 1")]
    NotClientHello(u8),
    #[error("the bytes end before the ClientHello does")]
    Truncated,
    #[error("the ClientHello is longer than {MAX_HELLO_BYTES} bytes")]
    TooLarge,
    #[error("a record of type {0} interrupts the ClientHello")]
    UnexpectedRecord(u8),
    #[error("a handshake record has the length {0}")]
    RecordLength(u16),
    #[error("the ClientHello's {0} does not have the form of RFC 8446")]
    Malformed(&'static str),
}

/// Reads a whole capture: TLS records (the hello split over any number of them) or the bare
/// handshake message. Bytes after the hello are not looked at.
pub fn parse(bytes: &[u8]) -> Result<ClientHello, Error> {
    match bytes.first() {
        None => Err(Error::Truncated),
        Some(&HANDSHAKE_CLIENT_HELLO) => hello::parse(bytes),
        Some(&RECORD_HANDSHAKE) => {
            if let Some(hello) = in_one_record(bytes) {
                return hello;
            }
            let mut reassembler = Reassembler::new();
            reassembler.push(bytes);
            reassembler.hello()
        }
        Some(_) => Err(Error::NotTls),
    }
}

/// The usual case, without a copy: the whole message lies in the first record.
fn in_one_record(bytes: &[u8]) -> Option<Result<ClientHello, Error>> {
    let mut cursor = Cursor::new(bytes);
    let [RECORD_HANDSHAKE, 3, _] = cursor.array()? else { return None };
    let fragment =
        cursor.vector16().filter(|fragment| fragment.len() <= usize::from(MAX_RECORD_BYTES))?;
    let mut message = Cursor::new(fragment);
    let ([HANDSHAKE_CLIENT_HELLO], length) = (message.array()?, message.u24()?) else {
        return None;
    };
    if message.remaining() < length {
        return None;
    }
    Some(hello::parse(fragment))
}

/// Reads a handshake message that is already free of records, as QUIC's CRYPTO frames carry it.
pub fn parse_handshake(message: &[u8]) -> Result<ClientHello, Error> {
    hello::parse(message)
}

#[cfg(test)]
mod tests;
