//! Chromium sends GREASE since 55 (RFC 8701), in cipher suites and in extensions. A hello without,
//! read from its bytes, is not Chromium's. Lists say nothing: many tools leave GREASE out. Nor does
//! QUIC, where Chromium's hellos are not in our captures.

use super::{Check, Found, PointsTo, Stated, hello_like_chromium};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};
use fingerprint_signals::tls::{Transport, is_grease};

/// No build from here on was captured without; older ones are left alone.
const FIRST_CAPTURED_MAJOR: u32 = 69;

pub(super) const CHECK: Check = Check {
    code: "grease_missing",
    layers: &[Layer::Tls, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(4.0),
    doc: "A Chromium whose ClientHello has no GREASE.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let major = claim(fingerprint, Place::Request)?
        .chromium_major()
        .filter(|major| *major >= FIRST_CAPTURED_MAJOR)?;
    let tls = hello_like_chromium(fingerprint)
        .filter(|tls| tls.exact && tls.transport == Transport::Tcp)?;
    let greased = |codes: &Option<Vec<u16>>| codes.iter().flatten().copied().any(is_grease);
    let place = match (greased(&tls.ciphers), greased(&tls.extensions)) {
        (true, true) => return None,
        (true, false) => "extensions",
        (false, true) => "cipher suites",
        (false, false) => "cipher suites and extensions",
    };
    Some(Found::new(
        format!(
            "The client claims to be built on Chromium {major}, which sends GREASE; the {place} \
             of this ClientHello have none."
        ),
        vec![("http.user_agent", major.to_string()), ("tls.grease", format!("none in {place}"))],
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, FIREFOX, PYTHON_HELLO, claim, hello};
    use super::CHECK;

    const WGET: &[u8] = include_bytes!("../../../../tests/golden/hello/wget.bin");

    #[test]
    fn a_chrome_without_grease_is_found() {
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(WGET)}))).is_some());
    }

    #[test]
    fn what_is_a_librarys_is_told_by_another_check() {
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(PYTHON_HELLO)}))).is_none());
    }

    #[test]
    fn a_captured_chromium_and_any_firefox_are_honest() {
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
        assert!(CHECK.finding(&claim(FIREFOX, json!({"tls": hello(WGET)}))).is_none());
    }

    #[test]
    fn lists_without_grease_are_honest() {
        let lists = json!({"tls": {"ciphers": [4865, 4866], "extensions": [0, 17613, 43, 45]}});
        assert!(CHECK.finding(&claim(CHROME, lists)).is_none());
    }
}
