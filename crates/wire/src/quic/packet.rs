//! The long header (RFC 9000 section 17.2) as far as it is not protected.

use super::Error;
use crate::cursor::Cursor;

pub(super) const VERSION_1: u32 = 0x0000_0001;
/// RFC 9369 section 3.1.
pub(super) const VERSION_2: u32 = 0x6B33_43CF;

/// RFC 9000 section 17.2: connection ids of these versions.
const MAX_CONNECTION_ID_BYTES: usize = 20;

pub(super) enum Packet<'a> {
    Initial(Initial<'a>),
    Other,
}

pub(super) struct Initial<'a> {
    pub version: u32,
    pub destination_id: &'a [u8],
    /// From the first byte to the end of the payload.
    pub bytes: &'a [u8],
    /// Where the protected packet number begins.
    pub number_at: usize,
}

/// Takes one packet off the datagram.
pub(super) fn parse<'a>(cursor: &mut Cursor<'a>) -> Result<Packet<'a>, Error> {
    let start = cursor.rest();
    let first = cursor.u8().ok_or(Error::Truncated)?;
    if first & 0x80 == 0 {
        return Err(Error::NotQuic);
    }
    let version = cursor.u32().ok_or(Error::Truncated)?;
    // The types are numbered anew in version 2 (RFC 9369 section 3.2).
    let (initial, retry) = match version {
        VERSION_1 => (0, 3),
        VERSION_2 => (1, 0),
        _ => return Err(Error::Version(version)),
    };
    let kind = first >> 4 & 3;
    let destination_id = connection_id(cursor)?;
    connection_id(cursor)?;
    // A Retry has no length and comes from servers alone.
    if kind == retry {
        return Err(Error::Malformed("type"));
    }
    if kind == initial {
        let token_length = variable_length(cursor).ok_or(Error::Truncated)?;
        take(cursor, token_length).ok_or(Error::Truncated)?;
    }
    let length = variable_length(cursor).ok_or(Error::Truncated)?;
    let number_at = start.len() - cursor.remaining();
    take(cursor, length).ok_or(Error::Truncated)?;
    if kind != initial {
        return Ok(Packet::Other);
    }
    let bytes = start.get(..start.len() - cursor.remaining()).ok_or(Error::Truncated)?;
    Ok(Packet::Initial(Initial { version, destination_id, bytes, number_at }))
}

/// RFC 9000 section 16.
pub(super) fn variable_length(cursor: &mut Cursor<'_>) -> Option<u64> {
    let first = *cursor.rest().first()?;
    let bytes = cursor.take(1 << (first >> 6))?;
    let value = bytes.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    Some(value & (u64::MAX >> (66 - bytes.len() * 8)))
}

pub(super) fn take<'a>(cursor: &mut Cursor<'a>, length: u64) -> Option<&'a [u8]> {
    usize::try_from(length).ok().and_then(|length| cursor.take(length))
}

fn connection_id<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Error> {
    let id = cursor.vector8().ok_or(Error::Truncated)?;
    if id.len() > MAX_CONNECTION_ID_BYTES { Err(Error::Malformed("connection_id")) } else { Ok(id) }
}
