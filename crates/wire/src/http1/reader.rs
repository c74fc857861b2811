//! Reads the requests of one connection as its bytes arrive.
//!
//! Owns framing: where a body ends (RFC 9112 section 6). A request whose end is in doubt ends the
//! reading, so that nothing inside a body is ever taken for a request.

use std::collections::VecDeque;

use super::{Error, Head, MAX_HEAD_BYTES, parse};
use crate::cursor::Cursor;

/// Requests that wait for `Reader::next_request`; later ones are counted and dropped.
pub const MAX_QUEUED_REQUESTS: usize = 32;

/// Bytes of empty lines that are ignored before a request line (RFC 9112 section 2.2 asks for one
/// line). Without a bound they would be a request that never begins.
pub const MAX_EMPTY_LINE_BYTES: usize = 16;

/// Takes the client's bytes from the first one on. After an error it stays failed.
#[derive(Debug, Default)]
pub struct Reader {
    state: State,
    /// A head, chunk line or trailer line that is not whole yet.
    buffer: Vec<u8>,
    /// Bytes of empty lines since the last request.
    empty_line_bytes: usize,
    requests: VecDeque<Head>,
    dropped: u64,
}

#[derive(Debug, Clone, Copy, Default)]
enum State {
    #[default]
    Head,
    /// Bytes left of a body of known length.
    Body(u64),
    ChunkSize,
    ChunkData(u64),
    /// The line end behind a chunk.
    ChunkEnd,
    Trailers,
    /// Another protocol may have taken over (CONNECT, Upgrade): the rest is not looked at.
    Opaque,
    Failed(Error),
}

impl Reader {
    /// A reader at the start of a connection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the connection.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut cursor = Cursor::new(bytes);
        while !cursor.is_empty() {
            match self.step(&mut cursor) {
                Ok(Some(state)) => self.state = state,
                Ok(None) => return Ok(()),
                Err(error) => {
                    self.state = State::Failed(error);
                    self.buffer = Vec::new();
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// The oldest request that was not taken yet.
    pub fn next_request(&mut self) -> Option<Head> {
        self.requests.pop_front()
    }

    /// Requests dropped because the queue was full.
    #[must_use]
    pub const fn dropped_requests(&self) -> u64 {
        self.dropped
    }

    /// A head has begun and is not whole yet.
    #[must_use]
    pub const fn is_inside_head(&self) -> bool {
        matches!(self.state, State::Head) && !self.buffer.is_empty()
    }

    /// Another protocol may have taken over; no more requests will come out.
    #[must_use]
    pub const fn is_opaque(&self) -> bool {
        matches!(self.state, State::Opaque)
    }

    /// The state after the next whole thing; `None` when the bytes ran out first.
    fn step(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<State>, Error> {
        Ok(Some(match self.state {
            State::Failed(error) => return Err(error),
            State::Opaque => return Ok(None),
            State::Body(left) => match skip(cursor, left) {
                0 => State::Head,
                left => State::Body(left),
            },
            State::ChunkData(left) => match skip(cursor, left) {
                0 => State::ChunkEnd,
                left => State::ChunkData(left),
            },
            State::Head => {
                if self.buffer.is_empty() {
                    self.skip_empty_lines(cursor)?;
                }
                if !self.line(cursor)? {
                    return Ok(None);
                }
                match parse(&self.buffer) {
                    Err(Error::Truncated) => State::Head,
                    Err(error) => return Err(error),
                    Ok(head) => {
                        self.buffer.clear();
                        self.empty_line_bytes = 0;
                        let next = after(&head);
                        self.queue(head);
                        next?
                    }
                }
            }
            State::ChunkSize => {
                if !self.line(cursor)? {
                    return Ok(None);
                }
                let size = chunk_size(&self.buffer).ok_or(Error::Framing)?;
                self.buffer.clear();
                if size == 0 { State::Trailers } else { State::ChunkData(size) }
            }
            State::ChunkEnd => {
                if !self.line(cursor)? {
                    return Ok(None);
                }
                if !self.buffer.trim_ascii().is_empty() {
                    return Err(Error::Framing);
                }
                self.buffer.clear();
                State::ChunkSize
            }
            State::Trailers => {
                if !self.line(cursor)? {
                    return Ok(None);
                }
                let last = self.buffer.trim_ascii().is_empty();
                self.buffer.clear();
                if last { State::Head } else { State::Trailers }
            }
        }))
    }

    /// Drops line ends before a request line, so that a head begins with a byte of its own and is
    /// parsed once: at its first empty line.
    fn skip_empty_lines(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Error> {
        let is_line_end = |byte: &&u8| matches!(**byte, b'\r' | b'\n');
        let skipped = cursor.rest().iter().take_while(is_line_end).count();
        cursor.take(skipped);
        self.empty_line_bytes += skipped;
        if self.empty_line_bytes > MAX_EMPTY_LINE_BYTES {
            return Err(Error::RequestLine);
        }
        Ok(())
    }

    /// Moves bytes into the buffer up to a line end that can be the last one of what is being read.
    fn line(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        let whole_head = matches!(self.state, State::Head);
        loop {
            let rest = cursor.rest();
            let end = rest.iter().position(|byte| *byte == b'\n');
            let taken = cursor.take(end.map_or(rest.len(), |end| end + 1)).unwrap_or_default();
            // Nothing but the end of its line may follow a chunk.
            if matches!(self.state, State::ChunkEnd) && !taken.trim_ascii().is_empty() {
                return Err(Error::Framing);
            }
            if self.buffer.len() + taken.len() > MAX_HEAD_BYTES {
                return Err(Error::TooLarge);
            }
            self.buffer.extend_from_slice(taken);
            if end.is_none() {
                return Ok(false);
            }
            // A head is only worth a parse at its empty line.
            if !whole_head || self.buffer.ends_with(b"\n\r\n") || self.buffer.ends_with(b"\n\n") {
                return Ok(true);
            }
            if cursor.is_empty() {
                return Ok(false);
            }
        }
    }

    fn queue(&mut self, head: Head) {
        if self.requests.len() < MAX_QUEUED_REQUESTS {
            self.requests.push_back(head);
        } else {
            self.dropped += 1;
        }
    }
}

/// Takes at most `left` bytes and returns how many are still to come.
fn skip(cursor: &mut Cursor<'_>, left: u64) -> u64 {
    let taken = usize::try_from(left).unwrap_or(usize::MAX).min(cursor.remaining());
    cursor.take(taken);
    left - taken as u64
}

/// What follows a head (RFC 9112 section 6.3).
fn after(head: &Head) -> Result<State, Error> {
    let values = |name: &'static str| {
        let named = head
            .fields
            .iter()
            .filter(move |(other, _)| other.eq_ignore_ascii_case(name.as_bytes()));
        named.flat_map(|(_, value)| value.split(|byte| *byte == b',')).map(<[u8]>::trim_ascii)
    };
    if head.method == b"CONNECT"
        || values("connection").any(|option| option.eq_ignore_ascii_case(b"upgrade"))
    {
        return Ok(State::Opaque);
    }
    let mut lengths = values("content-length");
    match (values("transfer-encoding").last(), lengths.next()) {
        (None, None) => Ok(State::Head),
        (Some(coding), None) if coding.eq_ignore_ascii_case(b"chunked") => Ok(State::ChunkSize),
        (None, Some(length)) if lengths.all(|other| other == length) => {
            let digits = length.iter().all(u8::is_ascii_digit);
            let length = std::str::from_utf8(length)
                .ok()
                .filter(|_| digits)
                .and_then(|text| text.parse().ok());
            Ok(match length.ok_or(Error::Framing)? {
                0 => State::Head,
                length => State::Body(length),
            })
        }
        // Two lengths, or a transfer coding without an end: request smuggling (section 11.2).
        _ => Err(Error::Framing),
    }
}

/// RFC 9112 section 7.1: hex digits, then extensions.
fn chunk_size(line: &[u8]) -> Option<u64> {
    let size = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let digits = !size.is_empty() && size.iter().all(u8::is_ascii_hexdigit);
    std::str::from_utf8(size)
        .ok()
        .filter(|_| digits)
        .and_then(|size| u64::from_str_radix(size, 16).ok())
}
