//! The TLS layer: what one ClientHello said, from whatever form it came in.

mod evidence;

pub use evidence::TlsEvidence;

use crate::wire::tls::ClientHello;

use super::ja4::Ja4Parts;

/// What carried the ClientHello.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    #[default]
    Tcp,
    Quic,
}

/// The facts of one ClientHello, in the order of the wire, GREASE included where it was seen.
/// `None` = not recorded; an empty list = recorded and empty, or the extension was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tls {
    pub transport: Transport,
    /// Cipher suites and extensions are sorted: their order on the wire is not known.
    pub sorted: bool,
    /// The first part and the hashes of a JA4, where a JA4 is all there is.
    pub ja4: Option<Ja4Parts>,
    /// `legacy_version`, 0x0303 in every current hello.
    pub version: Option<u16>,
    pub ciphers: Option<Vec<u16>>,
    pub extensions: Option<Vec<u16>>,
    pub groups: Option<Vec<u16>>,
    pub signature_algorithms: Option<Vec<u16>>,
    /// Protocol names as bytes: GREASE values are not ASCII.
    pub alpn: Option<Vec<Vec<u8>>>,
    /// `supported_versions`.
    pub versions: Option<Vec<u16>>,
    pub point_formats: Option<Vec<u8>>,
    /// Groups of the key shares.
    pub key_shares: Option<Vec<u16>>,
    pub compress_certificate: Option<Vec<u16>>,
}

/// GREASE code points of RFC 8701: 0x0A0A, 0x1A1A, … 0xFAFA.
#[must_use]
pub const fn is_grease(code: u16) -> bool {
    code & 0x0F0F == 0x0A0A && code >> 8 == code & 0xFF
}


impl Tls {
    /// The facts of a hello that was seen byte for byte: every list is recorded.
    #[must_use]
    pub fn of_hello(hello: ClientHello, transport: Transport) -> Self {
        Self {
            transport,
            sorted: false,
            ja4: None,
            version: Some(hello.legacy_version),
            ciphers: Some(hello.ciphers),
            extensions: Some(hello.extensions),
            groups: Some(hello.groups),
            signature_algorithms: Some(hello.signature_algorithms),
            alpn: Some(hello.alpn),
            versions: Some(hello.versions),
            point_formats: Some(hello.point_formats),
            key_shares: Some(hello.key_shares),
            compress_certificate: Some(hello.compress_certificate),
        }
    }

    /// Takes from a less raw form what this one did not record.
    pub fn fill_from(&mut self, other: Self) {
        self.ja4 = self.ja4.take().or(other.ja4);
        self.version = self.version.or(other.version);
        self.ciphers = self.ciphers.take().or(other.ciphers);
        self.extensions = self.extensions.take().or(other.extensions);
        self.groups = self.groups.take().or(other.groups);
        self.signature_algorithms = self.signature_algorithms.take().or(other.signature_algorithms);
        self.alpn = self.alpn.take().or(other.alpn);
        self.versions = self.versions.take().or(other.versions);
        self.point_formats = self.point_formats.take().or(other.point_formats);
        self.key_shares = self.key_shares.take().or(other.key_shares);
        self.compress_certificate = self.compress_certificate.take().or(other.compress_certificate);
    }

    /// Whether anything at all was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { transport: self.transport, ..Self::default() }
    }

    /// Cipher suites without GREASE and without the signalling values that are none.
    #[must_use]
    pub fn cipher_count(&self) -> Option<usize> {
        let counted = self.ciphers.as_deref().map(count_without_grease);
        counted.or_else(|| self.ja4.as_ref().map(|ja4| usize::from(ja4.cipher_count)))
    }

    /// Extensions without GREASE.
    #[must_use]
    pub fn extension_count(&self) -> Option<usize> {
        let counted = self.extensions.as_deref().map(count_without_grease);
        counted.or_else(|| self.ja4.as_ref().map(|ja4| usize::from(ja4.extension_count)))
    }

    /// The highest version offered, GREASE left out.
    #[must_use]
    pub fn highest_version(&self) -> Option<u16> {
        let offered = self.versions.iter().flatten().copied().filter(|code| !is_grease(*code)).max();
        offered.or_else(|| self.ja4.as_ref().and_then(|ja4| ja4.version)).or(self.version)
    }
}

fn count_without_grease(codes: &[u16]) -> usize {
    codes.iter().filter(|code| !is_grease(**code)).count()
}
