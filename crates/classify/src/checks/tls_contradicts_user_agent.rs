//! The engine of the claimed browser against the one that its `ClientHello` points to. A hello of
//! another browser is no accident. One of an HTTP library weighs less: an antivirus or a company's
//! proxy that opens TLS speaks with its own library for an honest browser (50 of 1,563 browser rows
//! of the training data, all from one company's network of 2020; none of 546 captured browsers).

use super::{Finding, PointsTo, claimed_engine, made_by};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let (browser, claimed) = claimed_engine(fingerprint)?;
    let shown = engines::tls(fingerprint.tls.as_ref()?).filter(|shown| *shown != claimed)?;
    let weight = if shown == Engine::None { 4.0 } else { 6.0 };
    Some(Finding {
        code: "tls_contradicts_user_agent",
        layers: &[Layer::Tls, Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight,
        message: format!(
            "The client says it is {browser}; its ClientHello is that of {}.",
            made_by(shown)
        ),
        evidence: vec![("http.user_agent", claimed.to_string()), ("tls.engine", shown.to_string())],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, FIREFOX, PYTHON_HELLO, claim, hello};
    use super::check;

    #[test]
    fn a_chrome_with_the_hello_of_python_is_found() {
        assert_eq!(check(&claim(CHROME, json!({"tls": hello(PYTHON_HELLO)}))).unwrap().weight, 4.0);
    }

    #[test]
    fn a_firefox_with_the_hello_of_chromium_is_found() {
        assert_eq!(
            check(&claim(FIREFOX, json!({"tls": hello(CHROMIUM_HELLO)}))).unwrap().weight,
            6.0
        );
    }

    #[test]
    fn a_chrome_with_its_own_hello_is_honest() {
        assert!(check(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
    }

    #[test]
    fn a_python_that_says_so_is_honest() {
        assert!(
            check(&claim("python-requests/2.34.0", json!({"tls": hello(PYTHON_HELLO)}))).is_none()
        );
    }

    #[test]
    fn a_chrome_on_an_iphone_is_webkit_and_honest() {
        let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                     CriOS/150.0.0.0 Mobile/15E148 Safari/604.1";
        let apple = json!({"ciphers": [0x0A0A, 4865], "extensions": [0, 27, 43, 45], "compress_certificate": [1]});
        assert!(check(&claim(agent, json!({"tls": apple}))).is_none());
    }
}
