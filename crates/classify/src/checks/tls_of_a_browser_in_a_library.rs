//! A client that names itself an HTTP library under the `ClientHello` of Chromium or Firefox: an
//! impersonator that was not given another user agent. Apple's TLS is left out: every application
//! there uses it.

use super::{Finding, PointsTo, made_by};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let user_agent = fingerprint.http.as_ref()?.user_agent.as_ref()?;
    let library = user_agent.browser.filter(|_| user_agent.engine == Some(Engine::None))?;
    let shown = engines::tls(fingerprint.tls.as_ref()?)?;
    matches!(shown, Engine::Blink | Engine::Gecko).then(|| Finding {
        code: "tls_of_a_browser_in_a_library",
        layers: &[Layer::Tls, Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::TlsImpersonation),
        weight: 4.5,
        message: format!(
            "The client says it is an HTTP library ({library}); its ClientHello is that of {}.",
            made_by(shown)
        ),
        evidence: vec![("http.user_agent", library.to_string()), ("tls.engine", shown.to_string())],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, PYTHON_HELLO, claim, hello};
    use super::check;

    #[test]
    fn a_library_with_the_hello_of_chromium_is_found() {
        assert!(
            check(&claim("python-requests/2.34.0", json!({"tls": hello(CHROMIUM_HELLO)})))
                .is_some()
        );
    }

    #[test]
    fn a_library_with_its_own_hello_and_a_browser_are_honest() {
        assert!(
            check(&claim("python-requests/2.34.0", json!({"tls": hello(PYTHON_HELLO)}))).is_none()
        );
        assert!(check(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
    }
}
