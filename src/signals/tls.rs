//! The TLS layer: what one ClientHello said, from whatever form it came in.

use serde::Deserialize;
use utoipa::ToSchema;

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

/// The TLS layer's evidence, in any of its forms; the rawest one wins.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct TlsEvidence {
    /// Base64 of the TLS record(s) or of the handshake message.
    pub client_hello: Option<String>,
    /// Base64 of the client's first QUIC datagram(s).
    pub quic_initial: Option<String>,
    pub ja3: Option<String>,
    pub ja4: Option<String>,
    pub ja4_r: Option<String>,
    pub version: Option<u16>,
    pub ciphers: Option<Vec<u16>>,
    pub extensions: Option<Vec<u16>>,
    pub groups: Option<Vec<u16>>,
    pub signature_algorithms: Option<Vec<u16>>,
    pub alpn: Option<Vec<String>>,
    pub versions: Option<Vec<u16>>,
    pub point_formats: Option<Vec<u8>>,
    pub key_shares: Option<Vec<u16>>,
    pub compress_certificate: Option<Vec<u16>>,
}
