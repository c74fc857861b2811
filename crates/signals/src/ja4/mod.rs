//! JA4 of a TLS client: the hash, the raw lists, the original order, and the way back (`parse`).
//!
//! Owns the TLS client fingerprint alone, which is BSD-licensed; the other members of that family
//! are neither computed nor read here. Written from the specification's text.
//!
//! Where the written specification and published vectors or programs disagree, the text is
//! followed:
//!
//! | case | here, as written | elsewhere |
//! |---|---|---|
//! | first ALPN value begins or ends with a byte that is not alphanumeric | first and last hex
//! digit of the value | vector `tls-non-ascii-alpn` (`t13d151699_…`) writes `9` for each such byte
//! |
//! | first ALPN value of one character | that character twice (`xx`) | the reference programs' unit
//! tests write `x0` |
//! | GREASE in `signature_algorithms` | dropped ("anywhere it sees them"), as vector
//! `sigalg-grease` has it | programs from before 2026-09 keep it |
//! | `supported_versions` without a version, but for GREASE | `00`, unknown | the text does not
//! say; others fall back to the hello's own version |
//! | vectors `tls-handshake`, `badcurveball`, `tls-non-ascii-alpn` of some revisions | – | `t00d…`
//! with decimal cipher fragments: a defect of the program that wrote them, replaced by later
//! revisions |

mod known;
mod parse;

pub use parse::{Ja4Parts, Ja4Raw, parse, parse_raw};

use sha2::{Digest, Sha256};

use super::hex;
use super::tls::{Tls, Transport, is_grease};

/// Which text the strings follow: the file and commit of the specification, and the month of the
/// rule on GREASE in signature algorithms.
pub const SPEC_REVISION: &str =
    "FoxIO-LLC/ja4 technical_details/JA4.md d8f731c, GREASE rule of 2026-09";

const SERVER_NAME: u16 = 0x0000;
const ALPN: u16 = 0x0010;
const SUPPORTED_VERSIONS: u16 = 0x002B;

const EMPTY_LIST_HASH: &[u8] = b"000000000000";

/// The four forms of one hello's JA4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strings {
    /// Hashed, lists sorted.
    pub ja4: String,
    /// Raw, lists sorted.
    pub ja4_r: String,
    /// Hashed, lists in the order of the wire.
    pub ja4_o: String,
    /// Raw, lists in the order of the wire.
    pub ja4_ro: String,
}

/// All forms at once. `None` when a list that JA4 needs was not recorded.
#[must_use]
pub fn strings(tls: &Tls) -> Option<Strings> {
    let mut lists = Lists::from_tls(tls)?;
    let original = lists.text();
    lists.sort();
    let sorted = lists.text();
    Some(Strings {
        ja4: sorted.hashed(),
        ja4_r: sorted.raw(),
        ja4_o: original.hashed(),
        ja4_ro: original.raw(),
    })
}

/// Sorted lists, hashed: `t13d1516h2_8daaf6152771_02713d6af862`.
#[must_use]
pub fn ja4(tls: &Tls) -> Option<String> {
    Some(Lists::sorted(tls)?.text().hashed())
}

/// Sorted lists, spelled out; server name and ALPN are not in the extension list.
#[must_use]
pub fn ja4_r(tls: &Tls) -> Option<String> {
    Some(Lists::sorted(tls)?.text().raw())
}

/// Lists in the order of the wire, hashed.
#[must_use]
pub fn ja4_o(tls: &Tls) -> Option<String> {
    Some(Lists::from_tls(tls)?.text().hashed())
}

/// Lists in the order of the wire, spelled out; server name and ALPN are in the extension list.
#[must_use]
pub fn ja4_ro(tls: &Tls) -> Option<String> {
    Some(Lists::from_tls(tls)?.text().raw())
}

/// What a JA4 is made of, GREASE gone.
struct Lists {
    /// `t13d1516h2`, which counts server name and ALPN.
    head: [u8; 10],
    ciphers: Vec<u16>,
    extensions: Vec<u16>,
    signature_algorithms: Vec<u16>,
}

impl Lists {
    fn from_tls(tls: &Tls) -> Option<Self> {
        let ciphers = without_grease(tls.ciphers.as_ref()?);
        let extensions = without_grease(tls.extensions.as_ref()?);
        let signature_algorithms = without_grease(tls.signature_algorithms.as_ref()?);
        let head = head(tls, &ciphers, &extensions)?;
        Some(Self { head, ciphers, extensions, signature_algorithms })
    }

    fn sorted(tls: &Tls) -> Option<Self> {
        let mut lists = Self::from_tls(tls)?;
        lists.sort();
        Some(lists)
    }

    fn sort(&mut self) {
        self.ciphers.sort_unstable();
        self.extensions.retain(|kind| !matches!(*kind, SERVER_NAME | ALPN));
        self.extensions.sort_unstable();
    }

    fn text(&self) -> Text {
        let codes = self.ciphers.len() + self.extensions.len() + self.signature_algorithms.len();
        let mut bytes = Vec::with_capacity(self.head.len() + codes * 5 + 3);
        bytes.extend_from_slice(&self.head);
        bytes.push(b'_');
        push_hex_list(&mut bytes, &self.ciphers);
        let extensions_at = bytes.len();
        bytes.push(b'_');
        push_hex_list(&mut bytes, &self.extensions);
        // "If there are no signature algorithms in the hello packet, then the string ends without
        // an underscore."
        if !self.signature_algorithms.is_empty() {
            bytes.push(b'_');
            push_hex_list(&mut bytes, &self.signature_algorithms);
        }
        Text { bytes, ciphers_at: self.head.len(), extensions_at }
    }
}

/// A raw string, and where its first two underscores are.
struct Text {
    /// ASCII.
    bytes: Vec<u8>,
    ciphers_at: usize,
    extensions_at: usize,
}

impl Text {
    fn raw(self) -> String {
        hex::ascii(self.bytes)
    }

    fn hashed(&self) -> String {
        let (rest, extensions) =
            self.bytes.split_at_checked(self.extensions_at).unwrap_or_default();
        let (head, ciphers) = rest.split_at_checked(self.ciphers_at).unwrap_or_default();
        let mut text = Vec::with_capacity(36);
        text.extend_from_slice(head);
        text.push(b'_');
        push_hash(&mut text, ciphers.get(1..).unwrap_or_default());
        text.push(b'_');
        // With no extension there is no list to hash, whatever follows it.
        let listed = extensions.get(1..).unwrap_or_default();
        push_hash(&mut text, if listed.starts_with(b"_") { &[] } else { listed });
        hex::ascii(text)
    }
}

/// Transport, version, server name, counts, ALPN.
fn head(tls: &Tls, ciphers: &[u16], extensions: &[u16]) -> Option<[u8; 10]> {
    let transport = match tls.transport {
        Transport::Tcp => b't',
        Transport::Quic => b'q',
    };
    let &[v1, v2] = version_name(version(tls, extensions)?).as_bytes() else { return None };
    let server_name = if extensions.contains(&SERVER_NAME) { b'd' } else { b'i' };
    let [[c1, c2], [e1, e2]] = [ciphers.len(), extensions.len()].map(|count| {
        let count = u8::try_from(count).unwrap_or(99).min(99);
        [b'0' + count / 10, b'0' + count % 10]
    });
    let [first, last] = alpn_ends(tls.alpn.as_ref()?);
    Some([transport, v1, v2, server_name, c1, c2, e1, e2, first, last])
}

/// The highest of `supported_versions`, or the hello's own version where that extension was not
/// sent. 0 where it holds nothing but GREASE.
fn version(tls: &Tls, extensions: &[u16]) -> Option<u16> {
    let sent = extensions.contains(&SUPPORTED_VERSIONS);
    match &tls.versions {
        Some(versions) if sent || !versions.is_empty() => {
            Some(versions.iter().copied().filter(|code| !is_grease(*code)).max().unwrap_or(0))
        }
        // Sent, but its content was not recorded.
        None if sent => None,
        _ => tls.version,
    }
}

const fn version_name(version: u16) -> &'static str {
    match version {
        0x0304 => "13",
        0x0303 => "12",
        0x0302 => "11",
        0x0301 => "10",
        0x0300 => "s3",
        0x0002 => "s2",
        0xFEFF => "d1",
        0xFEFD => "d2",
        0xFEFC => "d3",
        _ => "00",
    }
}

/// First and last character of the first ALPN value; of its hex form where either is not
/// alphanumeric.
fn alpn_ends(alpn: &[Vec<u8>]) -> [u8; 2] {
    let value = alpn.first().map(Vec::as_slice).unwrap_or_default();
    let (Some(&first), Some(&last)) = (value.first(), value.last()) else { return *b"00" };
    if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() {
        [first, last]
    } else {
        [hex_digit(first >> 4), hex_digit(last & 0x0F)]
    }
}

fn without_grease(codes: &[u16]) -> Vec<u16> {
    let mut kept = Vec::with_capacity(codes.len());
    kept.extend(codes.iter().copied().filter(|code| !is_grease(*code)));
    kept
}

fn push_hex_list(text: &mut Vec<u8>, codes: &[u16]) {
    for (index, code) in codes.iter().enumerate() {
        if index > 0 {
            text.push(b',');
        }
        let [high, low] = code.to_be_bytes();
        hex::push(text, high);
        hex::push(text, low);
    }
}

/// First twelve hex digits of the SHA-256, or the specification's mark for an empty list.
fn push_hash(text: &mut Vec<u8>, list: &[u8]) {
    if list.is_empty() {
        text.extend_from_slice(EMPTY_LIST_HASH);
        return;
    }
    for byte in Sha256::digest(list).iter().take(6) {
        hex::push(text, *byte);
    }
}

const fn hex_digit(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }
}

#[cfg(test)]
mod tests;
