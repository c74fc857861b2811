//! Reads a client's frames as its bytes arrive.
//!
//! Owns the state between reads: the frame that is not whole yet, the open header block, the HPACK
//! table.

use std::collections::VecDeque;

use super::frame::{self, Header};
use super::{
    Error, MAX_BLOCK_BYTES, MAX_FRAME_BYTES, MAX_OPENING_FRAMES, MAX_QUEUED_REQUESTS, Opening,
    PREFACE, Priority, Request,
};
use crate::cursor::Cursor;
use crate::hpack::{DEFAULT_TABLE_SIZE, Decoder};

/// Takes the client's bytes from the first one on. After an error it stays failed: the HPACK table
/// is lost.
#[derive(Debug)]
pub struct Reader {
    state: State,
    /// The part of a preface, frame header or frame that has arrived.
    buffer: Vec<u8>,
    decoder: Decoder,
    block: Option<Block>,
    opening: Opening,
    has_settings: bool,
    /// The first header block has begun: the opening is over.
    opened: bool,
    requests: VecDeque<Request>,
    dropped: u64,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Preface,
    FrameHeader,
    Payload(Header),
    Skip(usize),
    Failed(Error),
}

/// A header block between its HEADERS frame and `END_HEADERS`.
#[derive(Debug)]
struct Block {
    stream: u32,
    end_stream: bool,
    priority: Option<Priority>,
    bytes: Vec<u8>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// A reader at the start of a connection.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: State::Preface,
            buffer: Vec::new(),
            decoder: Decoder::new(DEFAULT_TABLE_SIZE),
            block: None,
            opening: Opening::default(),
            has_settings: false,
            opened: false,
            requests: VecDeque::new(),
            dropped: 0,
        }
    }

    /// Takes the next bytes of the connection.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut cursor = Cursor::new(bytes);
        loop {
            if let State::Failed(error) = self.state {
                return Err(error);
            }
            match self.step(&mut cursor) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => {
                    self.state = State::Failed(error);
                    self.buffer = Vec::new();
                    self.block = None;
                }
            }
        }
    }

    /// The oldest request that was not taken yet.
    pub fn next_request(&mut self) -> Option<Request> {
        self.requests.pop_front()
    }

    /// Complete once the first request is there.
    #[must_use]
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The opening, without a copy.
    #[must_use]
    pub fn into_opening(self) -> Opening {
        self.opening
    }

    /// The client's first SETTINGS frame has been read.
    #[must_use]
    pub const fn has_settings(&self) -> bool {
        self.has_settings
    }

    /// Requests dropped because the queue was full.
    #[must_use]
    pub const fn dropped_requests(&self) -> u64 {
        self.dropped
    }

    /// One preface, frame header or payload. `false` when the bytes ran out before it was whole.
    fn step(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Error> {
        match self.state {
            State::Failed(error) => Err(error),
            State::Preface => {
                let arrived = self.buffer.len();
                let whole = self.gather(cursor, PREFACE.len());
                if PREFACE.get(arrived..self.buffer.len()) != self.buffer.get(arrived..) {
                    return Err(Error::NotHttp2);
                }
                if whole {
                    self.buffer.clear();
                    self.state = State::FrameHeader;
                }
                Ok(whole)
            }
            State::FrameHeader => {
                if !self.gather(cursor, frame::HEADER_LENGTH) {
                    return Ok(false);
                }
                let header = Header::parse(&self.buffer).ok_or(Error::Truncated)?;
                self.buffer.clear();
                self.state = self.after_header(header)?;
                Ok(true)
            }
            State::Skip(left) => {
                let skipped = left.min(cursor.remaining());
                cursor.take(skipped);
                self.state =
                    if skipped == left { State::FrameHeader } else { State::Skip(left - skipped) };
                Ok(skipped == left)
            }
            State::Payload(header) => {
                // A frame that lies whole in these bytes is read where it is.
                if self.buffer.is_empty()
                    && let Some(payload) = cursor.take(header.length)
                {
                    self.read(header, payload)?;
                } else if self.gather(cursor, header.length) {
                    let payload = std::mem::take(&mut self.buffer);
                    self.read(header, &payload)?;
                    self.buffer = payload;
                    self.buffer.clear();
                } else {
                    return Ok(false);
                }
                self.state = State::FrameHeader;
                Ok(true)
            }
        }
    }

    /// Moves bytes into the buffer until it holds `wanted`.
    fn gather(&mut self, cursor: &mut Cursor<'_>, wanted: usize) -> bool {
        let missing = wanted.saturating_sub(self.buffer.len()).min(cursor.remaining());
        self.buffer.extend_from_slice(cursor.take(missing).unwrap_or_default());
        self.buffer.len() >= wanted
    }

    fn after_header(&self, header: Header) -> Result<State, Error> {
        // RFC 9113 section 6.10: no other frame may come between the frames of a header block.
        let continues = self.block.as_ref().is_some_and(|block| block.stream == header.stream);
        if (header.kind == frame::CONTINUATION) != continues || (self.block.is_some() && !continues)
        {
            return Err(Error::Sequence { kind: header.kind });
        }
        let read = match header.kind {
            frame::HEADERS | frame::CONTINUATION => true,
            frame::SETTINGS => header.flags & frame::ACK == 0 && !self.has_settings,
            frame::WINDOW_UPDATE => {
                header.stream == 0 && !self.opened && self.opening.window_update.is_none()
            }
            frame::PRIORITY => !self.opened && self.opening.priorities.len() < MAX_OPENING_FRAMES,
            _ => false,
        };
        if !read {
            return Ok(State::Skip(header.length));
        }
        if header.length > MAX_FRAME_BYTES {
            Err(Error::TooLarge)
        } else {
            Ok(State::Payload(header))
        }
    }

    fn read(&mut self, header: Header, payload: &[u8]) -> Result<(), Error> {
        match header.kind {
            frame::SETTINGS => {
                self.opening.settings = frame::settings(header, payload)?;
                self.has_settings = true;
            }
            frame::WINDOW_UPDATE => {
                self.opening.window_update = Some(frame::window_update(header, payload)?);
            }
            frame::PRIORITY => self.opening.priorities.push(frame::priority(header, payload)?),
            frame::HEADERS => {
                self.opened = true;
                let (priority, fragment) = frame::headers(header, payload)?;
                let end_stream = header.flags & frame::END_STREAM != 0;
                let block =
                    Block { stream: header.stream, end_stream, priority, bytes: Vec::new() };
                if header.flags & frame::END_HEADERS != 0 {
                    return self.finish(&block, fragment);
                }
                self.block = Some(Block { bytes: fragment.to_vec(), ..block });
            }
            frame::CONTINUATION => {
                let Some(mut block) = self.block.take() else { return Ok(()) };
                if block.bytes.len() + payload.len() > MAX_BLOCK_BYTES {
                    return Err(Error::TooLarge);
                }
                block.bytes.extend_from_slice(payload);
                if header.flags & frame::END_HEADERS == 0 {
                    self.block = Some(block);
                } else {
                    return self.finish(&block, &block.bytes);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self, block: &Block, bytes: &[u8]) -> Result<(), Error> {
        let fields = self.decoder.decode(bytes)?;
        // Trailers have no pseudo-header fields (RFC 9113 section 8.1); they only had to pass the
        // decoder.
        if !fields.iter().next().is_some_and(|(name, _)| name.starts_with(b":")) {
            return Ok(());
        }
        if self.requests.len() >= MAX_QUEUED_REQUESTS {
            self.dropped += 1;
            return Ok(());
        }
        let &Block { stream, end_stream, priority, .. } = block;
        self.requests.push_back(Request { stream, fields, priority, end_stream });
        Ok(())
    }
}
