//! The engine of the claimed browser against the one that its `ClientHello` points to. A hello of
//! another browser does not happen by accident. One of an HTTP library weighs less: an antivirus or
//! a company's proxy that opens TLS speaks with its own library for an honest browser (50 of 1,563
//! browser rows of the training data, all from one company's network of 2020; none of 546 captured
//! browsers).

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "tls_contradicts_user_agent",
    layers: &[Layer::Tls, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::usually(6.0, &[4.0]),
    doc: "The ClientHello is that of another engine or, with less weight, of an HTTP library.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let (browser, claimed) = claim(fingerprint, Place::Request)?.browser_and_engine()?;
    let shown = engines::tls(fingerprint.tls.as_ref()?).filter(|shown| *shown != claimed)?;
    let weight = if shown == Engine::None { 4.0 } else { 6.0 };
    Some(
        Found::new(
            format!(
                "The client claims to be {browser}; its ClientHello is that of {}.",
                engines::in_words(shown)
            ),
            vec![("http.user_agent", claimed.to_string()), ("tls.engine", shown.to_string())],
        )
        .weighing(weight),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, FIREFOX, PYTHON_HELLO, claim, hello};
    use super::CHECK;

    #[test]
    fn a_chrome_with_the_hello_of_python_is_found() {
        assert_eq!(
            CHECK.finding(&claim(CHROME, json!({"tls": hello(PYTHON_HELLO)}))).unwrap().weight,
            4.0
        );
    }

    #[test]
    fn a_firefox_with_the_hello_of_chromium_is_found() {
        assert_eq!(
            CHECK.finding(&claim(FIREFOX, json!({"tls": hello(CHROMIUM_HELLO)}))).unwrap().weight,
            6.0
        );
    }

    #[test]
    fn a_chrome_with_its_own_hello_is_honest() {
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
    }

    #[test]
    fn a_python_that_says_so_is_honest() {
        assert!(
            CHECK
                .finding(&claim("python-requests/2.34.0", json!({"tls": hello(PYTHON_HELLO)})))
                .is_none()
        );
    }

    #[test]
    fn a_chrome_on_an_iphone_is_webkit_and_honest() {
        let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                     CriOS/150.0.0.0 Mobile/15E148 Safari/604.1";
        let apple = json!({"ciphers": [0x0A0A, 4865], "extensions": [0, 27, 43, 45], "compress_certificate": [1]});
        assert!(CHECK.finding(&claim(agent, json!({"tls": apple}))).is_none());
    }
}
