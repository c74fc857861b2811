//! The options of a TCP header (RFC 9293 section 3.1), in order.

use crate::cursor::Cursor;

/// One option. The kinds that no system sends in a SYN are kept as `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TcpOption {
    /// Ends the list; `padding` bytes follow it, `clean` if all are zero.
    EndOfList {
        /// Bytes after the end of the list.
        padding: u8,
        /// Whether the padding is zero.
        clean: bool,
    },
    /// Fills the list up to a boundary.
    NoOperation,
    /// The largest segment that the sender accepts.
    MaximumSegmentSize(u16),
    /// The shift count (RFC 7323 section 2).
    WindowScale(u8),
    /// The sender supports selective acknowledgement (RFC 2018).
    SelectiveAcknowledgementPermitted,
    /// Blocks in a SYN make no sense and are not sent by a regular stack; only the length is kept.
    SelectiveAcknowledgement {
        /// Bytes of the option.
        length: u8,
    },
    /// Both timestamps (RFC 7323 section 3).
    Timestamps {
        /// The sender's clock.
        own: u32,
        /// The echo of the peer's clock; zero in a regular SYN.
        peer: u32,
    },
    /// Another kind.
    Other {
        /// The kind.
        kind: u8,
        /// Bytes of the option.
        length: u8,
    },
}

/// The options up to the first malformed one, and whether there was one.
pub(super) fn parse(bytes: &[u8]) -> (Vec<TcpOption>, bool) {
    let mut cursor = Cursor::new(bytes);
    let mut options = Vec::with_capacity(8);
    while !cursor.is_empty() {
        match option(&mut cursor) {
            Some(option) => options.push(option),
            None => return (options, true),
        }
    }
    (options, false)
}

fn option(cursor: &mut Cursor<'_>) -> Option<TcpOption> {
    let kind = cursor.u8()?;
    if kind == 0 {
        let padding = cursor.take(cursor.remaining())?;
        let clean = padding.iter().all(|byte| *byte == 0);
        return Some(TcpOption::EndOfList { padding: u8::try_from(padding.len()).ok()?, clean });
    }
    if kind == 1 {
        return Some(TcpOption::NoOperation);
    }
    let length = cursor.u8()?;
    let mut content = Cursor::new(cursor.take(usize::from(length.checked_sub(2)?))?);
    let option = match (kind, length) {
        (2, 4) => TcpOption::MaximumSegmentSize(content.u16()?),
        (3, 3) => TcpOption::WindowScale(content.u8()?),
        (4, 2) => TcpOption::SelectiveAcknowledgementPermitted,
        (5, _) => TcpOption::SelectiveAcknowledgement { length },
        (8, 10) => TcpOption::Timestamps { own: content.u32()?, peer: content.u32()? },
        // A known kind of a wrong length is malformed.
        (2..=4 | 8, _) => return None,
        _ => TcpOption::Other { kind, length },
    };
    Some(option)
}
