//! The head of an HTTP/1 request, with the casing and order that the client wrote.
//!
//! Owns the request line, the header lines, and where one request ends and the next begins (RFC
//! 9112). Does not own what is in bodies: they are counted past. Nothing is normalised: servers
//! lower-case and reorder headers, and that is the evidence.
//!
//! Written here because the parsers of servers want the whole head at once and do not find the next
//! request on the connection, which a reader beside a server has to.

mod reader;

pub use reader::{MAX_EMPTY_LINE_BYTES, MAX_QUEUED_REQUESTS, Reader};

use super::fields::Fields;

/// Longest head that is read.
pub const MAX_HEAD_BYTES: usize = 64 * 1024;
/// Most header fields of one request.
pub const MAX_FIELDS: usize = 256;

/// Why the bytes are not a request head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
pub enum Error {
    #[error("the bytes end before the empty line does")]
    Truncated,
    #[error("the first line is not an HTTP/1 request line")]
    RequestLine,
    #[error("header line {0} has no name, a space in its name, or continues another")]
    HeaderLine(usize),
    #[error("the head is larger than {MAX_HEAD_BYTES} bytes or {MAX_FIELDS} fields")]
    TooLarge,
    #[error("the length of the body is missing or ambiguous")]
    Framing,
}

/// One request head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The method as sent.
    pub method: Vec<u8>,
    /// The request target as sent.
    pub target: Vec<u8>,
    /// 0 or 1: the x of HTTP/1.x.
    pub minor_version: u8,
    /// Header fields in order.
    pub fields: Fields,
    /// Bytes of the head, empty lines before it and its last empty line included.
    pub length: usize,
}

/// Reads one head from the front. `Truncated` asks for more bytes as long as there are fewer than
/// `MAX_HEAD_BYTES`.
pub fn parse(bytes: &[u8]) -> Result<Head, Error> {
    let mut lines = Lines { rest: bytes, consumed: 0 };
    // RFC 9112 section 2.2: a server ignores empty lines before the request line.
    let first = loop {
        let line = lines.next_line()?;
        if !line.is_empty() {
            break line;
        }
    };
    let (method, target, minor_version) = request_line(first).ok_or(Error::RequestLine)?;
    let mut fields = Fields::with_capacity(16, 512);
    loop {
        let line = lines.next_line()?;
        if line.is_empty() {
            break;
        }
        if fields.len() == MAX_FIELDS {
            return Err(Error::TooLarge);
        }
        let (name, value) = header_line(line).ok_or(Error::HeaderLine(fields.len() + 1))?;
        fields.push(name, value);
    }
    Ok(Head {
        method: method.to_vec(),
        target: target.to_vec(),
        minor_version,
        fields,
        length: lines.consumed,
    })
}

struct Lines<'a> {
    rest: &'a [u8],
    consumed: usize,
}

impl<'a> Lines<'a> {
    /// Without its end. RFC 9112 section 2.2 lets a line end in LF alone.
    fn next_line(&mut self) -> Result<&'a [u8], Error> {
        let room = MAX_HEAD_BYTES - self.consumed;
        let Some(end) = self.rest.iter().take(room).position(|byte| *byte == b'\n') else {
            return Err(if self.rest.len() >= room { Error::TooLarge } else { Error::Truncated });
        };
        let (line, rest) = self.rest.split_at_checked(end + 1).unwrap_or_default();
        self.rest = rest;
        self.consumed += end + 1;
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        Ok(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

fn request_line(line: &[u8]) -> Option<(&[u8], &[u8], u8)> {
    let mut words = line.split(|byte| *byte == b' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let minor = match version {
        b"HTTP/1.0" => 0,
        b"HTTP/1.1" => 1,
        _ => return None,
    };
    let plain = !target.is_empty() && is_token(method) && words.next().is_none();
    plain.then_some((method, target, minor))
}

fn header_line(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, rest) = line.split_at_checked(colon)?;
    // RFC 9112 sections 5.1 and 5.2: no space before the colon, and a line that begins with one is
    // a folded one.
    is_token(name).then(|| (name, rest.strip_prefix(b":").unwrap_or(rest).trim_ascii()))
}

/// RFC 9110 section 5.6.2.
fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| TOKEN.get(usize::from(*byte)) == Some(&true))
}

static TOKEN: [bool; 256] = token();

#[expect(
    clippy::indexing_slicing,
    reason = "runs in the compiler, where an index out of bounds fails the build"
)]
const fn token() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let others = b"!#$%&'*+-.^_`|~";
    let mut index = 0;
    while index < others.len() {
        table[others[index] as usize] = true;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests;
