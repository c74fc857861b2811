//! The body of a ClientHello (RFC 8446 section 4.1.2), every list in the order of the wire.
//!
//! Owns the fields that some fingerprint or check reads. Does not own meaning: GREASE and unknown
//! code points stay where they were.

use super::{Error, HANDSHAKE_CLIENT_HELLO, MAX_HELLO_BYTES};
use crate::cursor::Cursor;

/// One ClientHello. A list is empty when its extension was not sent or was sent empty; `extensions`
/// tells which. Of an extension sent twice, which RFC 8446 forbids, the first one's content is
/// kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientHello {
    /// The version field of the hello: 0x0303 in every current one.
    pub legacy_version: u16,
    /// Cipher suites.
    pub ciphers: Vec<u16>,
    /// Extension types.
    pub extensions: Vec<u16>,
    /// First host name of `server_name`.
    pub server_name: Option<Vec<u8>>,
    /// `supported_groups`.
    pub groups: Vec<u16>,
    /// `ec_point_formats`.
    pub point_formats: Vec<u8>,
    /// `signature_algorithms`.
    pub signature_algorithms: Vec<u16>,
    /// Protocol names as bytes; an empty one is kept.
    pub alpn: Vec<Vec<u8>>,
    /// `supported_versions`.
    pub versions: Vec<u16>,
    /// Groups of the key shares.
    pub key_shares: Vec<u16>,
    /// Algorithms of `compress_certificate` (RFC 8879).
    pub compress_certificate: Vec<u16>,
}

/// Reads the handshake message, its header included. Bytes behind it are not looked at.
pub(super) fn parse(message: &[u8]) -> Result<ClientHello, Error> {
    let mut cursor = Cursor::new(message);
    match cursor.u8() {
        None => return Err(Error::Truncated),
        Some(HANDSHAKE_CLIENT_HELLO) => {}
        Some(kind) => return Err(Error::NotClientHello(kind)),
    }
    let length = cursor.u24().ok_or(Error::Truncated)?;
    if length + 4 > MAX_HELLO_BYTES {
        return Err(Error::TooLarge);
    }
    let body = cursor.take(length).ok_or(Error::Truncated)?;
    parse_body(body)
}

fn parse_body(body: &[u8]) -> Result<ClientHello, Error> {
    let mut cursor = Cursor::new(body);
    let legacy_version = cursor.u16().ok_or(Error::Malformed("version"))?;
    cursor.take(32).ok_or(Error::Malformed("random"))?;
    cursor.vector8().ok_or(Error::Malformed("session_id"))?;
    let ciphers =
        cursor.vector16().and_then(code_points).ok_or(Error::Malformed("cipher_suites"))?;
    cursor.vector8().ok_or(Error::Malformed("compression_methods"))?;
    let mut hello = ClientHello { legacy_version, ciphers, ..ClientHello::default() };
    // RFC 5246 section 7.4.1.2: a hello may end here, without the extensions field.
    if cursor.is_empty() {
        return Ok(hello);
    }
    let block = cursor.vector16().ok_or(Error::Malformed("extensions"))?;
    if !cursor.is_empty() {
        return Err(Error::Malformed("extensions"));
    }
    let mut extensions = Cursor::new(block);
    hello.extensions.reserve(24);
    while !extensions.is_empty() {
        let kind = extensions.u16().ok_or(Error::Malformed("extensions"))?;
        let content = extensions.vector16().ok_or(Error::Malformed("extensions"))?;
        let repeated = hello.extensions.contains(&kind);
        hello.extensions.push(kind);
        if !repeated {
            read_extension(&mut hello, kind, content)?;
        }
    }
    Ok(hello)
}

/// Numbers of the IANA registry "TLS `ExtensionType` Values".
fn read_extension(hello: &mut ClientHello, kind: u16, content: &[u8]) -> Result<(), Error> {
    // An empty body where a list is due: nothing in the list. Some stacks send a server's form of
    // an extension.
    if content.is_empty() {
        return Ok(());
    }
    match kind {
        0 => hello.server_name = Some(host_name(content).ok_or(Error::Malformed("server_name"))?),
        10 => hello.groups = list16(content).ok_or(Error::Malformed("supported_groups"))?,
        11 => {
            hello.point_formats =
                list8(content).ok_or(Error::Malformed("ec_point_formats"))?.to_vec();
        }
        13 => {
            hello.signature_algorithms =
                list16(content).ok_or(Error::Malformed("signature_algorithms"))?;
        }
        16 => {
            hello.alpn =
                protocols(content).ok_or(Error::Malformed("application_layer_protocols"))?;
        }
        27 => {
            let list = list8(content).and_then(code_points);
            hello.compress_certificate = list.ok_or(Error::Malformed("compress_certificate"))?;
        }
        43 => {
            let list = list8(content).and_then(code_points);
            hello.versions = list.ok_or(Error::Malformed("supported_versions"))?;
        }
        51 => hello.key_shares = key_shares(content).ok_or(Error::Malformed("key_share"))?,
        _ => {}
    }
    Ok(())
}

fn code_points(bytes: &[u8]) -> Option<Vec<u16>> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    odd.is_empty().then(|| pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect())
}

/// One vector with a one-byte length that fills the extension.
fn list8(content: &[u8]) -> Option<&[u8]> {
    let mut cursor = Cursor::new(content);
    cursor.vector8().filter(|_| cursor.is_empty())
}

/// One vector of code points with a two-byte length that fills the extension.
fn list16(content: &[u8]) -> Option<Vec<u16>> {
    let mut cursor = Cursor::new(content);
    let list = cursor.vector16()?;
    if cursor.is_empty() { code_points(list) } else { None }
}

/// RFC 6066 section 3. Names of other types than `host_name` are not defined; the first name
/// counts.
fn host_name(content: &[u8]) -> Option<Vec<u8>> {
    let mut cursor = Cursor::new(content);
    let mut names = Cursor::new(cursor.vector16()?);
    names.u8()?;
    names.vector16().map(<[u8]>::to_vec)
}

/// RFC 7301 section 3.1; lists and names may be empty here, JA4 has a rule for both.
fn protocols(content: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut cursor = Cursor::new(content);
    let mut names = Cursor::new(cursor.vector16()?);
    let mut protocols = Vec::new();
    while !names.is_empty() {
        protocols.push(names.vector8()?.to_vec());
    }
    cursor.is_empty().then_some(protocols)
}

/// RFC 8446 section 4.2.8: (group, key) pairs; the keys are random and not kept.
fn key_shares(content: &[u8]) -> Option<Vec<u16>> {
    let mut cursor = Cursor::new(content);
    let mut shares = Cursor::new(cursor.vector16()?);
    let mut groups = Vec::with_capacity(4);
    while !shares.is_empty() {
        groups.push(shares.u16()?);
        shares.vector16()?;
    }
    cursor.is_empty().then_some(groups)
}
