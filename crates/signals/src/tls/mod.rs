//! The TLS layer: the content of one ClientHello, from any form of evidence.

mod evidence;

pub use evidence::TlsEvidence;

use serde::Serialize;

use fingerprint_wire::tls::ClientHello;

use super::display;
use super::ja4::Ja4Parts;

/// What carried the ClientHello.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// TLS over TCP.
    #[default]
    Tcp,
    /// QUIC.
    Quic,
}

/// The facts of one ClientHello, in the order of the wire, GREASE included where it was seen.
/// `None` = not recorded; an empty list = recorded and empty, or the extension was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Tls {
    /// What carried the hello.
    pub transport: Transport,
    /// Read from the bytes of a hello: GREASE, order and what was not sent are as the client had
    /// it.
    pub exact: bool,
    /// Cipher suites and extensions are sorted: their order on the wire is not known.
    pub sorted: bool,
    /// The first part and the hashes of a JA4, where a JA4 is all there is.
    #[serde(serialize_with = "display::text")]
    pub ja4: Option<Ja4Parts>,
    /// The MD5 of a JA3, where only that was sent: a look-up key, not evidence.
    pub ja3_hash: Option<String>,
    /// `legacy_version`, 0x0303 in every current hello.
    pub version: Option<u16>,
    /// Cipher suites.
    pub ciphers: Option<Vec<u16>>,
    /// Extension types.
    pub extensions: Option<Vec<u16>>,
    /// `supported_groups`.
    pub groups: Option<Vec<u16>>,
    /// `signature_algorithms`.
    pub signature_algorithms: Option<Vec<u16>>,
    /// Protocol names as bytes: GREASE values are not ASCII.
    #[serde(serialize_with = "display::protocols")]
    pub alpn: Option<Vec<Vec<u8>>>,
    /// `supported_versions`.
    pub versions: Option<Vec<u16>>,
    /// `ec_point_formats`.
    pub point_formats: Option<Vec<u8>>,
    /// Groups of the key shares.
    pub key_shares: Option<Vec<u16>>,
    /// Algorithms of `compress_certificate`.
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
    pub fn from_hello(hello: ClientHello, transport: Transport) -> Self {
        Self {
            transport,
            exact: true,
            sorted: false,
            ja4: None,
            ja3_hash: None,
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

    /// Whether nothing was recorded to go on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let ja3_hash = self.ja3_hash.clone();
        *self == Self { transport: self.transport, ja3_hash, ..Self::default() }
    }

    /// Cipher suites without GREASE and without the signalling values, which are not ciphers.
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
        let offered =
            self.versions.iter().flatten().copied().filter(|code| !is_grease(*code)).max();
        offered.or_else(|| self.ja4.as_ref().and_then(|ja4| ja4.version)).or(self.version)
    }
}

fn count_without_grease(codes: &[u16]) -> usize {
    codes.iter().filter(|code| !is_grease(**code)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ja3, ja4};
    use fingerprint_wire::tls::parse;

    /// tests/golden/README.md describes the files.
    macro_rules! golden {
        ($name:literal, $ja3:literal, $ja4:literal) => {
            (include_bytes!(concat!("../../../../tests/golden/hello/", $name, ".bin")), $ja3, $ja4)
        };
    }

    const GOLDEN: [(&[u8], &str, &str); 9] = [
        golden!(
            "chromium_form_post_quantum",
            "2cd149ce869b7ee2a404f6149b4b41b7",
            "t13d1517h2_8daaf6152771_cb7bf5808d99"
        ),
        golden!(
            "curl_h2",
            "0149f47eabf9a20d0893e2a44e5a6323",
            "t13d3112h2_e8f1e7e78f70_b26ce05bbdd6"
        ),
        golden!(
            "curl_http1_no_server_name",
            "78f0dc5ac5b19daf131a133cfdee9691",
            "t13i3111h1_e8f1e7e78f70_b26ce05bbdd6"
        ),
        golden!(
            "java_http_client",
            "eea0a26d87c4721f5818bb176368f238",
            "t13d3713h2_db35923f8641_7c76daad20ec"
        ),
        golden!(
            "node_http2",
            "1a28e69016765d92e3b381168d68922c",
            "t13d5911h2_a33745022dd6_1f22a2ca17c4"
        ),
        golden!(
            "node_https",
            "0cce74b0d9b7f8528fb2181588d23793",
            "t13d591000_a33745022dd6_1f22a2ca17c4"
        ),
        golden!(
            "openssl_tls12",
            "fbe7e189e37a07ee33706f86bc746344",
            "t12i280600_d943125447b4_e7e480e5a997"
        ),
        golden!(
            "python_urllib",
            "331a436afb23d4e31134c11b301bdcb5",
            "t13d1813h1_85036bcba153_d339722ba4af"
        ),
        golden!("wget", "bb4f9fef542ff6b4b29aa653bf0c1d31", "t13d291300_723694b0fccc_899037bd0b8c"),
    ];

    #[test]
    fn real_hellos_give_their_strings() {
        for (bytes, ja3_hash, ja4) in GOLDEN {
            let tls = Tls::from_hello(parse(bytes).unwrap(), Transport::Tcp);
            assert_eq!(
                (ja3::hash(&ja3::string(&tls).unwrap()).as_str(), ja4::ja4(&tls).unwrap().as_str()),
                (ja3_hash, ja4)
            );
        }
    }

    #[test]
    fn the_published_vector_with_grease_in_signature_algorithms_matches_from_its_bytes() {
        let tls = Tls::from_hello(parse(GOLDEN[0].0).unwrap(), Transport::Tcp);
        assert_eq!(tls.signature_algorithms.as_ref().unwrap().first(), Some(&0x4A4A));
        assert_eq!(ja4::ja4_o(&tls).unwrap(), "t13d1517h2_acb858a92679_88bf22a3e888");
        assert_eq!(tls.key_shares.unwrap(), [0x9A9A, 0x11EC, 29]);
    }

    #[test]
    fn a_hello_split_over_eleven_records_gives_the_same_strings() {
        for (bytes, _, expected) in GOLDEN {
            let message = bytes.get(5..).unwrap();
            let mut split = Vec::new();
            for fragment in message.chunks(message.len().div_ceil(11)) {
                split.extend([22, 3, 1]);
                split.extend((fragment.len() as u16).to_be_bytes());
                split.extend(fragment);
            }
            let tls = Tls::from_hello(parse(&split).unwrap(), Transport::Tcp);
            assert_eq!(ja4::ja4(&tls).unwrap(), expected);
        }
    }

    #[test]
    fn a_hello_over_quic_has_its_own_letter() {
        let hello = fingerprint_wire::quic::parse(include_bytes!(
            "../../../../tests/golden/quic/rfc9001_a2.bin"
        ))
        .unwrap();
        let tls = Tls::from_hello(hello, Transport::Quic);
        assert_eq!(ja4::ja4(&tls).unwrap(), "q13d0211an_62ed6f6ca7ad_4d634acda6c0");
    }

    #[test]
    fn only_doubled_bytes_that_end_in_a_are_grease() {
        assert_eq!((0..=u16::MAX).filter(|code| is_grease(*code)).count(), 16);
        assert!(is_grease(0x0A0A) && is_grease(0xFAFA) && !is_grease(0x0A1A) && !is_grease(0x1301));
    }
}
