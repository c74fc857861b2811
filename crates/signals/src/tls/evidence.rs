//! The TLS layer's evidence in any of its forms. Owns which form wins: the rawest one that can be
//! read, completed by the others; a form that contradicts the one in use is an issue.

use serde::Deserialize;

use super::{Tls, Transport};
use crate::base64::decoded;
use crate::issue::{Issue, IssueCode};
use crate::{ja3, ja4};
use fingerprint_wire as wire;

/// The TLS layer's evidence, in any of its forms; the rawest one wins.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TlsEvidence {
    /// Base64 of the TLS record(s) or of the handshake message.
    pub client_hello: Option<String>,
    /// Base64 of the client's first QUIC datagram(s).
    pub quic_initial: Option<String>,
    /// The string, or its MD5.
    pub ja3: Option<String>,
    /// A JA4.
    pub ja4: Option<String>,
    /// A raw JA4.
    pub ja4_r: Option<String>,
    /// `legacy_version`.
    pub version: Option<u16>,
    /// Cipher suites.
    pub ciphers: Option<Vec<u16>>,
    /// Extension types.
    pub extensions: Option<Vec<u16>>,
    /// `supported_groups`.
    pub groups: Option<Vec<u16>>,
    /// `signature_algorithms`.
    pub signature_algorithms: Option<Vec<u16>>,
    /// Protocol names.
    pub alpn: Option<Vec<String>>,
    /// `supported_versions`.
    pub versions: Option<Vec<u16>>,
    /// `ec_point_formats`.
    pub point_formats: Option<Vec<u8>>,
    /// Groups of the key shares.
    pub key_shares: Option<Vec<u16>>,
    /// Algorithms of `compress_certificate`.
    pub compress_certificate: Option<Vec<u16>>,
}

impl TlsEvidence {
    /// The facts, or `None` where no form can be read.
    pub fn read(self, issues: &mut Vec<Issue>) -> Option<Tls> {
        let Self { client_hello, quic_initial, ja3, ja4, ja4_r, .. } = &self;
        let seen = client_hello.as_deref().and_then(|text| from_client_hello(text, issues));
        let seen = seen
            .or_else(|| quic_initial.as_deref().and_then(|text| from_quic_initial(text, issues)));
        let mut tls = seen.unwrap_or_default();
        let (ja3, ja4, ja4_r) = (ja3.clone(), ja4.clone(), ja4_r.clone());
        tls.fill_from(self.lists());
        if let Some(text) = &ja3 {
            tls.ja3_hash = ja3::read_hash(text);
            match ja3::parse(text) {
                Some(facts) => tls.fill_from(facts),
                None if tls.ja3_hash.is_some() => {}
                None => issues.push(Issue::new("tls.ja3", IssueCode::InvalidValue)),
            }
        }
        if let Some(text) = &ja4_r {
            match ja4::parse_raw(text) {
                Some(raw) => {
                    tls.sorted = tls.ciphers.is_none();
                    tls.fill_from(raw.tls());
                }
                None => issues.push(Issue::new("tls.ja4_r", IssueCode::InvalidValue)),
            }
        }
        if let Some(text) = &ja4 {
            match ja4::parse(text) {
                Some(parts) => {
                    tls.sorted |= tls.ciphers.is_none();
                    tls.fill_from(parts.tls());
                }
                None => issues.push(Issue::new("tls.ja4", IssueCode::InvalidValue)),
            }
        }
        if ja4.is_some_and(|given| ja4::ja4(&tls).is_some_and(|own| own != given)) {
            issues.push(Issue::new("tls.ja4", IssueCode::FormsDisagree));
        }
        if ja3.is_some_and(|given| {
            ja3::string(&tls).is_some_and(|own| own != given && !is_hash_of(&given, &own))
        }) {
            issues.push(Issue::new("tls.ja3", IssueCode::FormsDisagree));
        }
        if tls.is_empty() {
            issues.push(Issue::new("tls", IssueCode::Empty));
            return None;
        }
        Some(tls)
    }

    fn lists(self) -> Tls {
        Tls {
            transport: Transport::Tcp,
            version: self.version,
            ciphers: self.ciphers,
            extensions: self.extensions,
            groups: self.groups,
            signature_algorithms: self.signature_algorithms,
            alpn: self.alpn.map(|names| names.into_iter().map(String::into_bytes).collect()),
            versions: self.versions,
            point_formats: self.point_formats,
            key_shares: self.key_shares,
            compress_certificate: self.compress_certificate,
            ..Tls::default()
        }
    }
}

fn is_hash_of(given: &str, own: &str) -> bool {
    ja3::read_hash(given).is_some_and(|given| given == ja3::hash(own))
}

fn from_client_hello(text: &str, issues: &mut Vec<Issue>) -> Option<Tls> {
    const PATH: &str = "tls.client_hello";
    let bytes = decoded(PATH, text, issues)?;
    let truncated = |error: &wire::tls::Error| matches!(error, wire::tls::Error::Truncated);
    let hello = unless_broken(PATH, wire::tls::parse(&bytes), truncated, issues)?;
    Some(Tls::from_hello(hello, Transport::Tcp))
}

fn from_quic_initial(text: &str, issues: &mut Vec<Issue>) -> Option<Tls> {
    const PATH: &str = "tls.quic_initial";
    let bytes = decoded(PATH, text, issues)?;
    let truncated = |error: &wire::quic::Error| matches!(error, wire::quic::Error::Truncated);
    let hello = unless_broken(PATH, wire::quic::parse(&bytes), truncated, issues)?;
    Some(Tls::from_hello(hello, Transport::Quic))
}

fn unless_broken<T, E>(
    path: &str,
    parsed: Result<T, E>,
    truncated: impl Fn(&E) -> bool,
    issues: &mut Vec<Issue>,
) -> Option<T> {
    parsed
        .map_err(|error| {
            let code = if truncated(&error) { IssueCode::Truncated } else { IssueCode::Malformed };
            issues.push(Issue::new(path, code));
        })
        .ok()
}
