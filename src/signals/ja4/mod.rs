//! JA4 of a TLS client: the hash, the raw lists, the original order, and the way back (`parse`).
//!
//! Owns the TLS client fingerprint alone, which is BSD-licensed; the other members of that family are neither
//! computed nor read here. Written from the specification's text.
//!
//! Where the written specification and published vectors or programs disagree, the text is followed:
//!
//! | case | here, as written | elsewhere |
//! |---|---|---|
//! | first ALPN value begins or ends with a byte that is not alphanumeric | first and last hex digit of the value | vector `tls-non-ascii-alpn` (`t13d151699_…`) writes `9` for each such byte |
//! | first ALPN value of one character | that character twice (`xx`) | the reference programs' unit tests write `x0` |
//! | GREASE in `signature_algorithms` | dropped ("anywhere it sees them"), as vector `sigalg-grease` has it | programs from before 2026-09 keep it |
//! | vectors `tls-handshake`, `badcurveball`, `tls12` of some revisions | – | `t00d…` with decimal cipher fragments: a defect of the program that wrote them, replaced by later revisions |

mod parse;

pub use parse::{Ja4Parts, Ja4Raw, parse, parse_raw};

use sha2::{Digest, Sha256};

use super::tls::{Tls, Transport, is_grease};

/// Which text the strings follow: the file and commit of the specification, and the month of the rule on GREASE
/// in signature algorithms.
pub const SPEC_REVISION: &str = "FoxIO-LLC/ja4 technical_details/JA4.md d8f731c, GREASE rule of 2026-09";

const SERVER_NAME: u16 = 0x0000;
const ALPN: u16 = 0x0010;
const SUPPORTED_VERSIONS: u16 = 0x002B;

const NO_VALUES: &str = "000000000000";

/// The four forms of one hello's JA4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strings {
    pub ja4: String,
    pub ja4_r: String,
    pub ja4_o: String,
    pub ja4_ro: String,
}

/// All forms at once. `None` when a list that JA4 needs was not recorded.
#[must_use]
pub fn strings(tls: &Tls) -> Option<Strings> {
    let sorted = Lists::sorted(tls)?;
    let original = Lists::original(tls)?;
    Some(Strings { ja4: sorted.hashed(), ja4_r: sorted.text, ja4_o: original.hashed(), ja4_ro: original.text })
}

/// Sorted lists, hashed: `t13d1516h2_8daaf6152771_02713d6af862`.
#[must_use]
pub fn ja4(tls: &Tls) -> Option<String> {
    Some(Lists::sorted(tls)?.hashed())
}

/// Sorted lists, spelled out; server name and ALPN are not in the extension list.
#[must_use]
pub fn ja4_r(tls: &Tls) -> Option<String> {
    Some(Lists::sorted(tls)?.text)
}

/// Lists in the order of the wire, hashed.
#[must_use]
pub fn ja4_o(tls: &Tls) -> Option<String> {
    Some(Lists::original(tls)?.hashed())
}

/// Lists in the order of the wire, spelled out; server name and ALPN are in the extension list.
#[must_use]
pub fn ja4_ro(tls: &Tls) -> Option<String> {
    Some(Lists::original(tls)?.text)
}

/// The raw string, and where its first two underscores are.
struct Lists {
    text: String,
    ciphers_at: usize,
    extensions_at: usize,
}

impl Lists {
    fn sorted(tls: &Tls) -> Option<Self> {
        let mut ciphers = without_grease(tls.ciphers.as_ref()?);
        let mut extensions = without_grease(tls.extensions.as_ref()?);
        let head = head(tls, &ciphers, &extensions)?;
        ciphers.sort_unstable();
        extensions.retain(|kind| !matches!(*kind, SERVER_NAME | ALPN));
        extensions.sort_unstable();
        Self::written(head, &ciphers, &extensions, tls)
    }

    fn original(tls: &Tls) -> Option<Self> {
        let ciphers = without_grease(tls.ciphers.as_ref()?);
        let extensions = without_grease(tls.extensions.as_ref()?);
        let head = head(tls, &ciphers, &extensions)?;
        Self::written(head, &ciphers, &extensions, tls)
    }

    fn written(head: String, ciphers: &[u16], extensions: &[u16], tls: &Tls) -> Option<Self> {
        let signature_algorithms = without_grease(tls.signature_algorithms.as_ref()?);
        let mut text = head;
        let ciphers_at = text.len();
        text.push('_');
        push_hex_list(&mut text, ciphers);
        let extensions_at = text.len();
        text.push('_');
        push_hex_list(&mut text, extensions);
        // "If there are no signature algorithms in the hello packet, then the string ends without an underscore."
        if !signature_algorithms.is_empty() {
            text.push('_');
            push_hex_list(&mut text, &signature_algorithms);
        }
        Some(Self { text, ciphers_at, extensions_at })
    }

    fn hashed(&self) -> String {
        let (rest, extensions) = self.text.split_at(self.extensions_at);
        let (head, ciphers) = rest.split_at(self.ciphers_at);
        let mut text = String::with_capacity(36);
        text.push_str(head);
        text.push('_');
        push_hash(&mut text, ciphers.trim_start_matches('_'));
        text.push('_');
        // With no extension there is no list to hash, whatever stands behind it.
        let listed = extensions.get(1..).unwrap_or_default();
        push_hash(&mut text, if listed.starts_with('_') { "" } else { listed });
        text
    }
}

/// `t13d1516h2`: transport, version, server name, counts, ALPN.
fn head(tls: &Tls, ciphers: &[u16], extensions: &[u16]) -> Option<String> {
    let (first, last) = alpn_ends(tls.alpn.as_ref()?);
    let mut text = String::with_capacity(512);
    text.push(match tls.transport {
        Transport::Tcp => 't',
        Transport::Quic => 'q',
    });
    text.push_str(version_name(version(tls, extensions)?));
    text.push(if extensions.contains(&SERVER_NAME) { 'd' } else { 'i' });
    for count in [ciphers.len(), extensions.len()] {
        let count = u8::try_from(count).unwrap_or(99).min(99);
        text.push(char::from(b'0' + count / 10));
        text.push(char::from(b'0' + count % 10));
    }
    text.push(first);
    text.push(last);
    Some(text)
}

/// The highest of `supported_versions`, or the hello's own version where that extension was not sent. 0 where it
/// holds nothing but GREASE.
fn version(tls: &Tls, extensions: &[u16]) -> Option<u16> {
    match &tls.versions {
        Some(versions) if !versions.is_empty() => {
            Some(versions.iter().copied().filter(|code| !is_grease(*code)).max().unwrap_or(0))
        }
        // Sent, but nobody wrote down what was in it.
        None if extensions.contains(&SUPPORTED_VERSIONS) => None,
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

/// First and last character of the first ALPN value; of its hex form where either is not alphanumeric.
fn alpn_ends(alpn: &[Vec<u8>]) -> (char, char) {
    let value = alpn.first().map(Vec::as_slice).unwrap_or_default();
    let (Some(&first), Some(&last)) = (value.first(), value.last()) else { return ('0', '0') };
    if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() {
        (char::from(first), char::from(last))
    } else {
        (hex_digit(first >> 4), hex_digit(last & 0x0F))
    }
}

fn without_grease(codes: &[u16]) -> Vec<u16> {
    let mut kept = Vec::with_capacity(codes.len());
    kept.extend(codes.iter().copied().filter(|code| !is_grease(*code)));
    kept
}

fn push_hex_list(text: &mut String, codes: &[u16]) {
    for (index, code) in codes.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let [high, low] = code.to_be_bytes();
        for nibble in [high >> 4, high & 0x0F, low >> 4, low & 0x0F] {
            text.push(hex_digit(nibble));
        }
    }
}

/// First twelve hex digits of the SHA-256, or the specification's mark for an empty list.
fn push_hash(text: &mut String, list: &str) {
    if list.is_empty() {
        text.push_str(NO_VALUES);
        return;
    }
    for byte in Sha256::digest(list.as_bytes()).iter().take(6) {
        text.push(hex_digit(byte >> 4));
        text.push(hex_digit(byte & 0x0F));
    }
}

const fn hex_digit(nibble: u8) -> char {
    (if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }) as char
}

#[cfg(test)]
mod tests;
