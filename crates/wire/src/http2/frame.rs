//! Frame headers and the payloads that are read.
//!
//! Owns the layout of RFC 9113 section 6. Does not own order or state.

use super::{Error, MAX_OPENING_FRAMES};
use crate::cursor::Cursor;

pub(super) const HEADER_LENGTH: usize = 9;

pub(super) const HEADERS: u8 = 0x1;
pub(super) const PRIORITY: u8 = 0x2;
pub(super) const SETTINGS: u8 = 0x4;
pub(super) const WINDOW_UPDATE: u8 = 0x8;
pub(super) const CONTINUATION: u8 = 0x9;

pub(super) const ACK: u8 = 0x1;
pub(super) const END_STREAM: u8 = 0x1;
pub(super) const END_HEADERS: u8 = 0x4;
const PADDED: u8 = 0x8;
const HAS_PRIORITY: u8 = 0x20;

/// One parameter of SETTINGS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The identifier, known or not.
    pub id: u16,
    /// The value.
    pub value: u32,
}

/// A stream's place in the dependency tree of RFC 7540 section 5.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Priority {
    /// The stream that gets the priority.
    pub stream: u32,
    /// Whether the dependency is exclusive.
    pub exclusive: bool,
    /// The stream it depends on; 0 is the root.
    pub depends_on: u32,
    /// 1 to 256: the byte on the wire plus one.
    pub weight: u16,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub length: usize,
    pub kind: u8,
    pub flags: u8,
    pub stream: u32,
}

impl Header {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        Some(Self {
            length: cursor.u24()?,
            kind: cursor.u8()?,
            flags: cursor.u8()?,
            stream: cursor.u32()? & 0x7FFF_FFFF,
        })
    }

    pub(super) const fn malformed(self) -> Error {
        Error::Frame { kind: self.kind }
    }
}

pub(super) fn settings(header: Header, payload: &[u8]) -> Result<Vec<Setting>, Error> {
    let (parameters, rest) = payload.as_chunks::<6>();
    if !rest.is_empty() {
        return Err(header.malformed());
    }
    let setting = |[i1, i0, v3, v2, v1, v0]: &[u8; 6]| Setting {
        id: u16::from_be_bytes([*i1, *i0]),
        value: u32::from_be_bytes([*v3, *v2, *v1, *v0]),
    };
    Ok(parameters.iter().take(MAX_OPENING_FRAMES).map(setting).collect())
}

pub(super) fn window_update(header: Header, payload: &[u8]) -> Result<u32, Error> {
    let increment = <[u8; 4]>::try_from(payload).map_err(|_| header.malformed())?;
    Ok(u32::from_be_bytes(increment) & 0x7FFF_FFFF)
}

pub(super) fn priority(header: Header, payload: &[u8]) -> Result<Priority, Error> {
    let mut cursor = Cursor::new(payload);
    let priority = read_priority(header.stream, &mut cursor).ok_or(header.malformed())?;
    if cursor.is_empty() { Ok(priority) } else { Err(header.malformed()) }
}

/// HEADERS without padding: its priority and its fragment of the header block.
pub(super) fn headers(header: Header, payload: &[u8]) -> Result<(Option<Priority>, &[u8]), Error> {
    let malformed = header.malformed();
    let mut cursor = Cursor::new(payload);
    let padding =
        if header.flags & PADDED == 0 { 0 } else { usize::from(cursor.u8().ok_or(malformed)?) };
    let priority = if header.flags & HAS_PRIORITY == 0 {
        None
    } else {
        Some(read_priority(header.stream, &mut cursor).ok_or(malformed)?)
    };
    let fragment = cursor.remaining().checked_sub(padding).and_then(|length| cursor.take(length));
    Ok((priority, fragment.ok_or(malformed)?))
}

fn read_priority(stream: u32, cursor: &mut Cursor<'_>) -> Option<Priority> {
    let dependency = cursor.u32()?;
    let weight = cursor.u8()?;
    Some(Priority {
        stream,
        exclusive: dependency >> 31 == 1,
        depends_on: dependency & 0x7FFF_FFFF,
        weight: u16::from(weight) + 1,
    })
}
