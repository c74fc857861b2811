//! The engine that the shape of a `ClientHello` points to. It is the TLS library that speaks:
//! `BoringSSL` as Chromium sets it up, NSS, Apple's. A program that uses one of them without the
//! browser points to the same engine.

use fingerprint_signals::labels::Engine;
use fingerprint_signals::tls::{Tls, is_grease};

/// Extensions (IANA, and the drafts that Chromium shipped).
const STATUS_REQUEST_V2: u16 = 17;
const ENCRYPT_THEN_MAC: u16 = 22;
const RECORD_SIZE_LIMIT: u16 = 28;
const DELEGATED_CREDENTIALS: u16 = 34;
const SESSION_TICKET: u16 = 35;
const SUPPORTED_VERSIONS: u16 = 43;
const PSK_KEY_EXCHANGE_MODES: u16 = 45;
const SIGNATURE_ALGORITHMS_CERT: u16 = 50;
const CHANNEL_ID: u16 = 30_032;
/// ALPS, under its first and its present number: Chromium alone.
const APPLICATION_SETTINGS: [u16; 2] = [17_513, 17_613];

const RENEGOTIATION_SIGNAL: u16 = 0x00FF;

/// Certificate compression.
const ZLIB: u16 = 1;
const BROTLI: u16 = 2;

/// Groups.
const SECP521R1: u16 = 25;
const X448: u16 = 30;
const FFDHE3072: u16 = 257;
const FFDHE4096: u16 = 258;

/// The engine whose TLS library, set up as that engine does, makes such a hello.
#[must_use]
pub fn tls(tls: &Tls) -> Option<Engine> {
    let extensions = tls.extensions.as_deref()?;
    let sends = |kind: u16| extensions.contains(&kind);
    if APPLICATION_SETTINGS.into_iter().any(sends) || sends(CHANNEL_ID) {
        return Some(Engine::Blink);
    }
    let ciphers = tls.ciphers.as_deref().unwrap_or_default();
    if ciphers.iter().copied().any(is_grease) {
        return with_grease(tls, sends(SESSION_TICKET));
    }
    if sends(DELEGATED_CREDENTIALS) || is_nss(tls, &sends) {
        return Some(Engine::Gecko);
    }
    (is_library(&sends) || sends(SUPPORTED_VERSIONS) && ciphers.contains(&RENEGOTIATION_SIGNAL))
        .then_some(Engine::None)
}

/// Chromium and Apple send GREASE. They differ in how certificates may be compressed; before that
/// was sent, in the largest curve, which Apple alone offers, and in the session ticket, which Apple
/// left out.
fn with_grease(tls: &Tls, ticket: bool) -> Option<Engine> {
    let kinds = tls.compress_certificate.as_deref().unwrap_or_default();
    match (kinds.contains(&BROTLI), kinds.contains(&ZLIB)) {
        (true, false) => return Some(Engine::Blink),
        (false, true) => return Some(Engine::Webkit),
        (true, true) => return None,
        (false, false) => {}
    }
    let groups = tls.groups.as_deref()?;
    match (groups.contains(&SECP521R1), ticket) {
        (true, _) => Some(Engine::Webkit),
        (false, true) => Some(Engine::Blink),
        (false, false) => None,
    }
}

/// NSS before delegated credentials. `GnuTLS` limits records too, and differs in the groups it
/// offers.
fn is_nss(tls: &Tls, sends: &impl Fn(u16) -> bool) -> bool {
    let groups = tls.groups.as_deref().unwrap_or_default();
    let offers = |group: u16| groups.contains(&group);
    sends(RECORD_SIZE_LIMIT)
        && !sends(ENCRYPT_THEN_MAC)
        && offers(FFDHE3072)
        && !offers(FFDHE4096)
        && !offers(X448)
}

/// What OpenSSL, Java and Go send and no browser's library does. (`WebKitGTK` uses `GnuTLS`, but
/// turns encrypt-then-MAC off.)
fn is_library(sends: &impl Fn(u16) -> bool) -> bool {
    sends(ENCRYPT_THEN_MAC)
        || sends(STATUS_REQUEST_V2)
        || sends(SIGNATURE_ALGORITHMS_CERT)
        // Go offers TLS 1.3 without a way to resume it.
        || sends(SUPPORTED_VERSIONS) && !sends(PSK_KEY_EXCHANGE_MODES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fingerprint_signals::tls::Transport;
    use fingerprint_wire::tls::parse;

    fn engine_of_hello(bytes: &[u8]) -> Option<Engine> {
        tls(&Tls::from_hello(parse(bytes).unwrap(), Transport::Tcp))
    }

    #[test]
    fn captured_hellos_point_to_what_made_them() {
        for (bytes, engine) in [
            (
                &include_bytes!("../../../../tests/golden/hello/chromium_form_post_quantum.bin")[..],
                Engine::Blink,
            ),
            (include_bytes!("../../../../tests/golden/hello/curl_h2.bin"), Engine::None),
            (include_bytes!("../../../../tests/golden/hello/java_http_client.bin"), Engine::None),
            (include_bytes!("../../../../tests/golden/hello/python_urllib.bin"), Engine::None),
        ] {
            assert_eq!(engine_of_hello(bytes), Some(engine));
        }
    }

    #[test]
    fn gnutls_is_used_by_webkitgtk_and_by_wget_and_says_nothing() {
        assert_eq!(
            engine_of_hello(include_bytes!("../../../../tests/golden/hello/wget.bin")),
            None
        );
    }

    #[test]
    fn apple_compresses_with_zlib_and_chromium_with_brotli() {
        let hello = |kind: u16| Tls {
            ciphers: Some(vec![0x0A0A, 4865]),
            extensions: Some(vec![0, 27, 43, 45]),
            compress_certificate: Some(vec![kind]),
            ..Tls::default()
        };
        assert_eq!(tls(&hello(ZLIB)), Some(Engine::Webkit));
        assert_eq!(tls(&hello(BROTLI)), Some(Engine::Blink));
    }

    #[test]
    fn lists_without_grease_still_tell_by_application_settings() {
        let lists = Tls { extensions: Some(vec![0, 17_613, 43, 45]), ..Tls::default() };
        assert_eq!(tls(&lists), Some(Engine::Blink));
    }

    #[test]
    fn an_old_hello_says_nothing() {
        let lists = Tls {
            ciphers: Some(vec![RENEGOTIATION_SIGNAL, 49_195]),
            extensions: Some(vec![0, 10, 11, 13]),
            ..Tls::default()
        };
        assert_eq!(tls(&lists), None);
        assert_eq!(tls(&Tls::default()), None);
    }
}
