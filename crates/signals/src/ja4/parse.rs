//! JA4 strings made by others, back to facts.
//!
//! Owns reading. Does not own trust: a hash does not prove the lists behind it, and a raw list
//! in sorted order does not hold the order on the wire.

use std::fmt;

use super::known::{CIPHERS, EXTENSIONS};
use super::{ALPN, SERVER_NAME, SUPPORTED_VERSIONS, version_name};
use crate::tls::{Tls, Transport};

/// The content of a hashed JA4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ja4Parts {
    /// `t`, `q` or `d`.
    pub transport: char,
    /// The TLS version's code point; `None` where the string has unknown (`00`).
    pub version: Option<u16>,
    /// A server name was sent (`d`), or not (`i`).
    pub sni: bool,
    /// 99 means 99 or more.
    pub cipher_count: u8,
    /// Extensions without GREASE, at most 99.
    pub extension_count: u8,
    /// First and last character of the first ALPN value, `('0', '0')` for none.
    pub alpn: (char, char),
    /// Hash of the cipher suites.
    pub cipher_hash: String,
    /// Hash of the extensions and the signature algorithms.
    pub extension_hash: String,
}

impl fmt::Display for Ja4Parts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { transport, cipher_count, extension_count, alpn: (first, last), .. } = self;
        let version = self.version.map_or("00", version_name);
        let server_name = if self.sni { 'd' } else { 'i' };
        write!(
            formatter,
            "{transport}{version}{server_name}{cipher_count:02}{extension_count:02}{first}{last}"
        )?;
        write!(formatter, "_{}_{}", self.cipher_hash, self.extension_hash)
    }
}

/// The content of a raw JA4, sorted (`ja4_r`) or in the order of the wire (`ja4_ro`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ja4Raw {
    /// `t` (TCP), `q` (QUIC) or `d` (DTLS).
    pub transport: char,
    /// The TLS version's code point; `None` for unknown (`00`).
    pub version: Option<u16>,
    /// Whether a host name was sent.
    pub sni: bool,
    /// Cipher suites without GREASE, at most 99.
    pub cipher_count: u8,
    /// Extensions without GREASE, at most 99.
    pub extension_count: u8,
    /// First and last character of the first protocol.
    pub alpn: (char, char),
    /// Cipher suites.
    pub ciphers: Vec<u16>,
    /// Without server name and ALPN when the lists are sorted.
    pub extensions: Vec<u16>,
    /// Signature algorithms, in the order of the wire.
    pub signature_algorithms: Vec<u16>,
}

/// Reads `t13d1516h2_8daaf6152771_02713d6af862`.
#[must_use]
pub fn parse(text: &str) -> Option<Ja4Parts> {
    let mut fields = text.trim().split('_');
    let head = Head::parse(fields.next()?)?;
    let hash = |field: &str| {
        let plain = field.len() == 12 && field.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain.then(|| field.to_ascii_lowercase())
    };
    let (cipher_hash, extension_hash) = (hash(fields.next()?)?, hash(fields.next()?)?);
    if fields.next().is_some() {
        return None;
    }
    let Head { transport, version, sni, cipher_count, extension_count, alpn } = head;
    Some(Ja4Parts {
        transport,
        version,
        sni,
        cipher_count,
        extension_count,
        alpn,
        cipher_hash,
        extension_hash,
    })
}

/// Reads `t13d1516h2_002f,0035,…_0005,000a,…_0403,0804,…`.
#[must_use]
pub fn parse_raw(text: &str) -> Option<Ja4Raw> {
    let mut fields = text.trim().split('_');
    let head = Head::parse(fields.next()?)?;
    let ciphers = code_points(fields.next()?)?;
    let extensions = code_points(fields.next()?)?;
    let signature_algorithms = code_points(fields.next().unwrap_or_default())?;
    if fields.next().is_some() {
        return None;
    }
    let Head { transport, version, sni, cipher_count, extension_count, alpn } = head;
    Some(Ja4Raw {
        transport,
        version,
        sni,
        cipher_count,
        extension_count,
        alpn,
        ciphers,
        extensions,
        signature_algorithms,
    })
}

impl Ja4Parts {
    /// The facts as far as the string has them: the lists behind its hashes, where the stack is
    /// known.
    #[must_use]
    pub fn tls(&self) -> Tls {
        let ciphers = CIPHERS.binary_search_by_key(&self.cipher_hash.as_str(), |(hash, _)| hash);
        let ciphers =
            ciphers.ok().and_then(|index| CIPHERS.get(index)).map(|(_, codes)| codes.to_vec());
        let extensions =
            EXTENSIONS.binary_search_by_key(&self.extension_hash.as_str(), |(hash, _, _)| hash);
        let extensions = extensions.ok().and_then(|index| EXTENSIONS.get(index));
        let ja4 = Some(self.clone());
        let (Some(ciphers), Some((_, extensions, signatures))) = (ciphers, extensions) else {
            return Tls { ja4, ..Tls::default() };
        };
        let raw = Ja4Raw {
            transport: self.transport,
            version: self.version,
            sni: self.sni,
            cipher_count: self.cipher_count,
            extension_count: self.extension_count,
            alpn: self.alpn,
            ciphers,
            extensions: extensions.to_vec(),
            signature_algorithms: signatures.to_vec(),
        };
        Tls { ja4, ..raw.tls() }
    }
}

impl Ja4Raw {
    /// The facts as far as the string has them. Lists are in the string's order, which is not that
    /// of the wire for `ja4_r`; server name and ALPN are put back in front. A protocol is named
    /// where its two characters leave no doubt.
    #[must_use]
    pub fn tls(&self) -> Tls {
        let mut extensions = self.extensions.clone();
        for (kind, sent) in [(ALPN, self.alpn != ('0', '0')), (SERVER_NAME, self.sni)] {
            if sent && !extensions.contains(&kind) {
                extensions.insert(0, kind);
            }
        }
        let alpn = match self.alpn {
            ('0', '0') => Some(Vec::new()),
            ('h', '1') => Some(vec![b"http/1.1".to_vec()]),
            ('h', last @ ('2' | '3')) => Some(vec![format!("h{last}").into_bytes()]),
            _ => None,
        };
        let negotiates = extensions.contains(&SUPPORTED_VERSIONS);
        Tls {
            transport: if self.transport == 'q' { Transport::Quic } else { Transport::Tcp },
            // A hello with supported_versions has 0x0303 in its own field (RFC 8446 section 4.1.2),
            // but the string does not hold that.
            version: if negotiates { None } else { self.version },
            versions: Some(self.version.filter(|_| negotiates).into_iter().collect()),
            ciphers: Some(self.ciphers.clone()),
            extensions: Some(extensions),
            signature_algorithms: Some(self.signature_algorithms.clone()),
            alpn,
            ..Tls::default()
        }
    }
}

struct Head {
    transport: char,
    version: Option<u16>,
    sni: bool,
    cipher_count: u8,
    extension_count: u8,
    alpn: (char, char),
}

impl Head {
    fn parse(text: &str) -> Option<Self> {
        // ALPN characters of other people's strings may be anything, so this counts characters, not
        // bytes.
        let characters: Vec<char> = text.chars().collect();
        let [transport, v1, v2, sni, c1, c2, e1, e2, first, last] =
            <[char; 10]>::try_from(characters).ok()?;
        if !matches!(transport, 't' | 'q' | 'd') {
            return None;
        }
        let sni = match sni {
            'd' => true,
            'i' => false,
            _ => return None,
        };
        let digits = |tens: char, ones: char| {
            u8::try_from(tens.to_digit(10)? * 10 + ones.to_digit(10)?).ok()
        };
        Some(Self {
            transport,
            version: Some(version(v1, v2)?).filter(|code| *code != 0),
            sni,
            cipher_count: digits(c1, c2)?,
            extension_count: digits(e1, e2)?,
            alpn: (first, last),
        })
    }
}

/// The code point of a version's two characters, 0 for the unknown one.
fn version(first: char, second: char) -> Option<u16> {
    let name = String::from_iter([first, second]);
    let known = [0, 0x0304, 0x0303, 0x0302, 0x0301, 0x0300, 0x0002, 0xFEFF, 0xFEFD, 0xFEFC];
    known.into_iter().find(|code| version_name(*code) == name)
}

fn code_points(field: &str) -> Option<Vec<u16>> {
    if field.is_empty() {
        return Some(Vec::new());
    }
    let code = |code: &str| {
        let plain = code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
        if plain { u16::from_str_radix(code, 16).ok() } else { None }
    };
    field.split(',').map(code).collect()
}
