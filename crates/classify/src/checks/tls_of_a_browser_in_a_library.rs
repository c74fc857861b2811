//! A client that names itself an HTTP library under the `ClientHello` of Chromium or Firefox: an
//! impersonator that was not given another user agent. Apple's TLS is left out: every application
//! there uses it.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "tls_of_a_browser_in_a_library",
    layers: &[Layer::Tls, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TlsImpersonation)),
    weight: Stated::always(4.5),
    doc: "The user agent names an HTTP library, the ClientHello is a browser's.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let claim = claim(fingerprint, Place::Request)?;
    let library = claim.browser.filter(|_| claim.engine == Some(Engine::None))?;
    let shown = engines::tls(fingerprint.tls.as_ref()?)?;
    matches!(shown, Engine::Blink | Engine::Gecko).then(|| {
        Found::new(
            format!(
                "The client claims to be an HTTP library ({library}); its ClientHello is that of \
                 {}.",
                engines::in_words(shown)
            ),
            vec![("http.user_agent", library.to_string()), ("tls.engine", shown.to_string())],
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, PYTHON_HELLO, claim, hello};
    use super::CHECK;

    #[test]
    fn a_library_with_the_hello_of_chromium_is_found() {
        assert!(
            CHECK
                .finding(&claim("python-requests/2.34.0", json!({"tls": hello(CHROMIUM_HELLO)})))
                .is_some()
        );
    }

    #[test]
    fn a_library_with_its_own_hello_and_a_browser_are_honest() {
        assert!(
            CHECK
                .finding(&claim("python-requests/2.34.0", json!({"tls": hello(PYTHON_HELLO)})))
                .is_none()
        );
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
    }
}
