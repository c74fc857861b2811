//! `Accept-Language` is made from the languages that scripts see. Only the first two letters of the
//! first are compared: browsers shorten the list in either place.

use super::super::{Check, Found, PointsTo, Stated};
use super::{Primary, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "languages_of_another_request",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(2.5),
    doc: "`Accept-Language` prefers another language than `navigator.languages`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let header = fingerprint.http.as_ref()?.languages?.primary?;
    let script = browser.navigator.languages.texts().next()?;
    let script = Primary::from_tag(script)?;
    if header == script {
        return None;
    }
    Some(Found::new(
        format!("Accept-Language prefers {header}, navigator.languages prefers {script}."),
        vec![
            ("http.headers.accept-language", header.to_string()),
            ("browser.navigator.languages", script.to_string()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, with_headers};
    use super::CHECK;

    #[test]
    fn two_languages_are_found() {
        let with = with_headers(
            chrome(&[]),
            &[("user-agent", CHROME), ("accept-language", "ru-RU,ru;q=0.9")],
        );
        assert!(CHECK.finding(&with).is_some());
    }

    #[test]
    fn a_shortened_list_is_honest() {
        for header in ["en-US", "en", "en-GB,en;q=0.5", "*"] {
            let with =
                with_headers(chrome(&[]), &[("user-agent", CHROME), ("accept-language", header)]);
            assert!(CHECK.finding(&with).is_none(), "{header}");
        }
    }
}
