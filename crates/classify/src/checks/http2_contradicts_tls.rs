//! One program, two stacks: a `ClientHello` that is a browser's above an HTTP/2 that is not. It
//! holds whatever the user agent says. Under Apple's TLS any application may speak an HTTP/2 of its
//! own, so there a browser must be claimed.

use super::{Finding, PointsTo, claimed_engine, made_by};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let hello = engines::tls(fingerprint.tls.as_ref()?)?;
    let opening = engines::settings(&fingerprint.http2.as_ref()?.opening)?;
    let told = match hello {
        Engine::Blink | Engine::Gecko => true,
        Engine::Webkit => claimed_engine(fingerprint).is_some(),
        _ => false,
    };
    (told && hello != opening).then(|| Finding {
        code: "http2_contradicts_tls",
        layers: &[Layer::Http2, Layer::Tls],
        points_to: PointsTo::Spoofing(SpoofingKind::TlsImpersonation),
        weight: 4.5,
        message: format!(
            "The ClientHello is that of {}, but HTTP/2 is opened as {} does.",
            made_by(hello),
            made_by(opening)
        ),
        evidence: vec![("tls.engine", hello.to_string()), ("http2.settings", opening.to_string())],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{
        CHROME, CHROMIUM_HELLO, CHROMIUM_HTTP2, PYTHON_HELLO, claim, hello,
    };
    use super::check;

    fn of(agent: &str, bytes: &[u8], opening: &str) -> Option<super::Finding> {
        check(&claim(agent, json!({"tls": hello(bytes), "http2": {"akamai_fingerprint": opening}})))
    }

    #[test]
    fn the_hello_of_chromium_above_another_http2_is_found() {
        let impit = "2:0;4:6291456;5:16384;6:262144|15597570|0|m,a,s,p";
        assert!(of(CHROME, CHROMIUM_HELLO, impit).is_some());
    }

    #[test]
    fn chromium_above_chromium_is_honest() {
        assert!(of(CHROME, CHROMIUM_HELLO, CHROMIUM_HTTP2).is_none());
    }

    #[test]
    fn a_python_client_that_opens_http2_as_chromium_does_is_no_contradiction() {
        assert!(of("niquests/3.15.0", PYTHON_HELLO, CHROMIUM_HTTP2).is_none());
    }
}
