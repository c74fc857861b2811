//! `Accept-Language` is made from the languages that scripts see. Only the first two letters of the
//! first are compared: browsers shorten the list in either place.

use super::super::{Finding, PointsTo};
use super::{Primary, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let header = fingerprint.http.as_ref()?.languages?.primary?;
    let script = browser.navigator.languages.texts().next()?;
    let script = Primary::from_tag(script)?;
    if header == script {
        return None;
    }
    Some(Finding {
        code: "languages_of_another_request",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: 2.5,
        message: format!("The request asks for {header}, the page speaks {script}."),
        evidence: vec![
            ("http.headers.accept-language", header.to_string()),
            ("browser.navigator.languages", script.to_string()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, with_headers};
    use super::check;

    #[test]
    fn two_languages_are_found() {
        let with = with_headers(
            chrome(&[]),
            &[("user-agent", CHROME), ("accept-language", "ru-RU,ru;q=0.9")],
        );
        assert!(check(&with).is_some());
    }

    #[test]
    fn a_shortened_list_is_honest() {
        for header in ["en-US", "en", "en-GB,en;q=0.5", "*"] {
            let with =
                with_headers(chrome(&[]), &[("user-agent", CHROME), ("accept-language", header)]);
            assert!(check(&with).is_none(), "{header}");
        }
    }
}
