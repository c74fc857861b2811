//! Puts a ClientHello together from TLS records that arrive in any pieces.
//!
//! Owns record headers and the buffer (never more than `MAX_HELLO_BYTES` bytes). Does not own the
//! hello's body.

use super::{
    ClientHello, Error, HANDSHAKE_CLIENT_HELLO, MAX_HELLO_BYTES, MAX_RECORD_BYTES,
    RECORD_HANDSHAKE, hello,
};
use crate::cursor::Cursor;

const RECORD_HEADER_BYTES: usize = 5;
const MESSAGE_HEADER_BYTES: usize = 4;

/// How far a connection's first bytes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The hello is not complete.
    NeedMore,
    /// `Reassembler::hello` has the answer; further bytes are ignored.
    Complete,
    /// No ClientHello will come out of this connection; `Reassembler::hello` returns the reason.
    NotTls,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Reading,
    Complete,
    Failed(Error),
}

/// Takes the bytes of a connection as they arrive.
#[derive(Debug)]
pub struct Reassembler {
    state: State,
    header: [u8; RECORD_HEADER_BYTES],
    header_length: usize,
    record_left: usize,
    /// The handshake message, its header included.
    message: Vec<u8>,
}

impl Default for Reassembler {
    fn default() -> Self {
        Self::new()
    }
}

impl Reassembler {
    /// A reassembler for one connection.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            state: State::Reading,
            header: [0; RECORD_HEADER_BYTES],
            header_length: 0,
            record_left: 0,
            message: Vec::new(),
        }
    }

    /// Takes the next bytes of the connection.
    pub fn push(&mut self, bytes: &[u8]) -> Progress {
        let mut cursor = Cursor::new(bytes);
        while matches!(self.state, State::Reading) && !cursor.is_empty() {
            let step = if self.record_left == 0 {
                self.read_header(&mut cursor)
            } else {
                self.read_body(&mut cursor)
            };
            match step {
                Ok(true) => self.state = State::Complete,
                Ok(false) => {}
                Err(error) => {
                    self.message = Vec::new();
                    self.state = State::Failed(error);
                }
            }
        }
        match self.state {
            State::Reading => Progress::NeedMore,
            State::Complete => Progress::Complete,
            State::Failed(_) => Progress::NotTls,
        }
    }

    /// The hello once `push` has returned `Complete`; before that `Truncated`, after a failure its
    /// reason.
    pub fn hello(&self) -> Result<ClientHello, Error> {
        match self.state {
            State::Reading => Err(Error::Truncated),
            State::Failed(error) => Err(error),
            State::Complete => hello::parse(&self.message),
        }
    }

    /// The handshake message as far as it has come, without record headers.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    fn read_header(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        let wanted = (RECORD_HEADER_BYTES - self.header_length).min(cursor.remaining());
        let taken = cursor.take(wanted).unwrap_or_default();
        for (slot, byte) in self.header.iter_mut().skip(self.header_length).zip(taken) {
            *slot = *byte;
        }
        self.header_length += taken.len();

        let [kind, major, _, high, low] = self.header;
        if kind != RECORD_HANDSHAKE {
            let first = self.message.is_empty();
            return Err(if first { Error::NotTls } else { Error::UnexpectedRecord(kind) });
        }
        // Every version from SSL 3.0 to TLS 1.3 writes 3 here; a client's plain text does not.
        if self.header_length >= 2 && major != 3 {
            return Err(Error::NotTls);
        }
        if self.header_length < RECORD_HEADER_BYTES {
            return Ok(false);
        }
        let length = u16::from_be_bytes([high, low]);
        // RFC 8446 section 5.1 forbids empty handshake fragments, with which a peer could keep us
        // busy for ever.
        if length == 0 || length > MAX_RECORD_BYTES {
            return Err(Error::RecordLength(length));
        }
        self.record_left = usize::from(length);
        self.header_length = 0;
        Ok(false)
    }

    fn read_body(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        let taken = cursor.take(self.record_left.min(cursor.remaining())).unwrap_or_default();
        self.record_left -= taken.len();
        self.message.extend_from_slice(taken);

        let mut message = Cursor::new(&self.message);
        match message.u8() {
            Some(HANDSHAKE_CLIENT_HELLO) | None => {}
            Some(kind) => return Err(Error::NotClientHello(kind)),
        }
        let Some(length) = message.u24() else { return Ok(false) };
        let total = length + MESSAGE_HEADER_BYTES;
        if total > MAX_HELLO_BYTES {
            return Err(Error::TooLarge);
        }
        if self.message.len() < total {
            return Ok(false);
        }
        self.message.truncate(total);
        Ok(true)
    }
}
