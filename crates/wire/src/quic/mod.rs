//! QUIC as the client opens it: Initial packets of version 1 (RFC 9001) and 2 (RFC 9369) to a
//! ClientHello.
//!
//! Owns the long header, the Initial keys, which anyone can derive from the packet itself, and the
//! CRYPTO stream. Does not own any later packet: their keys are secret. One `Reassembler` holds one
//! hello of at most `MAX_HELLO_BYTES` bytes.

mod crypto_stream;
mod frames;
mod keys;
mod packet;

use super::cursor::Cursor;
use super::tls::{self, ClientHello};
use crypto_stream::CryptoStream;
use keys::Keys;
use packet::{Initial, Packet};

pub use super::tls::MAX_HELLO_BYTES;

/// Why a datagram, or all of them, gave no ClientHello.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
pub enum Error {
    #[error("the datagram does not begin with a QUIC long header")]
    NotQuic,
    #[error("QUIC version {0:#010x} has no known Initial keys")]
    Version(u32),
    #[error("the bytes end before the ClientHello does")]
    Truncated,
    #[error("the packet's {0} is malformed")]
    Malformed(&'static str),
    #[error("the packet does not decrypt as a client's Initial packet")]
    Decryption,
    #[error("a frame of type {0} is not allowed in an Initial packet")]
    Frame(u64),
    #[error("the CRYPTO stream is longer than {MAX_HELLO_BYTES} bytes or in too many pieces")]
    TooLarge,
    #[error(transparent)]
    Tls(#[from] tls::Error),
}

/// How far a connection's first datagrams have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The hello is not complete.
    NeedMore,
    /// `Reassembler::hello` has the whole hello.
    Complete,
}

/// Takes the client's datagrams of one connection, in any order.
#[derive(Debug, Default)]
pub struct Reassembler {
    keys: Option<Keys>,
    version: Option<u32>,
    stream: CryptoStream,
}

impl Reassembler {
    /// A reassembler for one connection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads one datagram, or several one behind the other. An error concerns these bytes alone;
    /// what was read before stays, and the next datagram may be good.
    pub fn push(&mut self, datagram: &[u8]) -> Result<Progress, Error> {
        let mut cursor = Cursor::new(datagram);
        loop {
            skip_padding(&mut cursor);
            if cursor.is_empty() || self.stream.is_complete() {
                break;
            }
            match packet::parse(&mut cursor)? {
                Packet::Initial(initial) => self.read(&initial)?,
                // 0-RTT and Handshake packets may share the datagram; their keys are not ours to
                // have.
                Packet::Other => {}
            }
        }
        Ok(if self.stream.is_complete() { Progress::Complete } else { Progress::NeedMore })
    }

    /// The hello once `push` has returned `Complete`, `Truncated` before.
    pub fn hello(&self) -> Result<ClientHello, Error> {
        let message = self.stream.message().ok_or(Error::Truncated)?;
        Ok(tls::parse_handshake(message)?)
    }

    /// The version of the packets that were read.
    #[must_use]
    pub const fn version(&self) -> Option<u32> {
        self.version
    }

    fn read(&mut self, initial: &Initial<'_>) -> Result<(), Error> {
        // The keys come from the first destination id and stay when the client takes over the
        // server's (RFC 9001 section 5.2); only a Retry begins again, with other keys and an empty
        // stream.
        let payload = if let Some(payload) = self.keys.as_ref().and_then(|keys| keys.open(initial))
        {
            payload
        } else {
            let keys = Keys::for_client(initial.version, initial.destination_id)?;
            let payload = keys.open(initial).ok_or(Error::Decryption)?;
            self.keys = Some(keys);
            self.version = Some(initial.version);
            self.stream = CryptoStream::default();
            payload
        };
        frames::read(&payload, &mut self.stream)
    }
}

/// Reads a capture: the client's first datagrams, one behind the other.
pub fn parse(datagrams: &[u8]) -> Result<ClientHello, Error> {
    let mut reassembler = Reassembler::new();
    let outcome = reassembler.push(datagrams);
    match reassembler.hello() {
        // The error of the datagram is more precise than "truncated".
        Err(Error::Truncated) => outcome.and(Err(Error::Truncated)),
        hello => hello,
    }
}

/// Some clients fill the datagram, not the packet (RFC 9000 section 14.1). No packet begins with a
/// zero byte.
fn skip_padding(cursor: &mut Cursor<'_>) {
    let zeros = cursor.rest().iter().take_while(|byte| **byte == 0).count();
    cursor.take(zeros);
}

#[cfg(test)]
mod tests;
