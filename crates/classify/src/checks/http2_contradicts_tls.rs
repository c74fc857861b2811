//! One program, two stacks: a `ClientHello` that is a browser's above an HTTP/2 that is not. It
//! holds whatever the user agent says. Under Apple's TLS any application may speak an HTTP/2 of its
//! own, so there a browser must be claimed.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "http2_contradicts_tls",
    layers: &[Layer::Http2, Layer::Tls],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TlsImpersonation)),
    weight: Stated::always(4.5),
    doc: "The ClientHello is a browser's, the HTTP/2 SETTINGS are not.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let hello = engines::tls(fingerprint.tls.as_ref()?)?;
    let opening = engines::settings(&fingerprint.http2.as_ref()?.opening)?;
    let comparable = match hello {
        Engine::Blink | Engine::Gecko => true,
        Engine::Webkit => claim(fingerprint, Place::Request)
            .is_some_and(|claim| claim.browser_and_engine().is_some()),
        _ => false,
    };
    (comparable && hello != opening).then(|| {
        Found::new(
            format!(
                "The ClientHello is that of {}, but the HTTP/2 SETTINGS are those of {}.",
                engines::in_words(hello),
                engines::in_words(opening)
            ),
            vec![("tls.engine", hello.to_string()), ("http2.settings", opening.to_string())],
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{
        CHROME, CHROMIUM_HELLO, CHROMIUM_HTTP2, PYTHON_HELLO, claim, hello,
    };
    use super::CHECK;

    fn finding(agent: &str, bytes: &[u8], opening: &str) -> Option<crate::checks::Finding> {
        CHECK.finding(&claim(
            agent,
            json!({"tls": hello(bytes), "http2": {"akamai_fingerprint": opening}}),
        ))
    }

    #[test]
    fn the_hello_of_chromium_above_another_http2_is_found() {
        let impit = "2:0;4:6291456;5:16384;6:262144|15597570|0|m,a,s,p";
        assert!(finding(CHROME, CHROMIUM_HELLO, impit).is_some());
    }

    #[test]
    fn chromium_above_chromium_is_honest() {
        assert!(finding(CHROME, CHROMIUM_HELLO, CHROMIUM_HTTP2).is_none());
    }

    #[test]
    fn a_python_client_that_opens_http2_as_chromium_does_is_no_contradiction() {
        assert!(finding("niquests/3.15.0", PYTHON_HELLO, CHROMIUM_HTTP2).is_none());
    }
}
