//! The frames that are allowed in an Initial packet (RFC 9000 section 12.4): all are walked over
//! but CRYPTO.

use super::Error;
use super::crypto_stream::CryptoStream;
use super::packet::{take, variable_length};
use crate::cursor::Cursor;

pub(super) fn read(payload: &[u8], stream: &mut CryptoStream) -> Result<(), Error> {
    let mut cursor = Cursor::new(payload);
    while !cursor.is_empty() {
        frame(&mut cursor, stream)?;
    }
    Ok(())
}

fn frame(cursor: &mut Cursor<'_>, stream: &mut CryptoStream) -> Result<(), Error> {
    let kind = number(cursor)?;
    match kind {
        // PADDING, PING.
        0 | 1 => {}
        // ACK, and ACK with ECN counts.
        2 | 3 => {
            number(cursor)?;
            number(cursor)?;
            let ranges = number(cursor)?;
            number(cursor)?;
            // Each takes two bytes at least, so the payload's end stops a count that lies.
            for _ in 0..ranges {
                number(cursor)?;
                number(cursor)?;
            }
            if kind == 3 {
                for _ in 0..3 {
                    number(cursor)?;
                }
            }
        }
        6 => {
            let offset = number(cursor)?;
            let data = bytes(cursor)?;
            stream.insert(offset, data)?;
        }
        // CONNECTION_CLOSE by the transport.
        0x1C => {
            number(cursor)?;
            number(cursor)?;
            bytes(cursor)?;
        }
        _ => return Err(Error::Frame(kind)),
    }
    Ok(())
}

fn number(cursor: &mut Cursor<'_>) -> Result<u64, Error> {
    variable_length(cursor).ok_or(Error::Malformed("frame"))
}

fn bytes<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Error> {
    let length = number(cursor)?;
    take(cursor, length).ok_or(Error::Malformed("frame"))
}
