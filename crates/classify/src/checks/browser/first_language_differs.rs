//! `navigator.language` is the first of `navigator.languages` (html.spec.whatwg.org, "language
//! preferences"). Stealth scripts set one of the two.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "first_language_differs",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::StealthFramework)),
    weight: Stated::always(2.5),
    doc: "`navigator.language` is not the first of `navigator.languages`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (language, first) =
        (browser.navigator.language.text()?, browser.navigator.languages.texts().next()?);
    if language == first {
        return None;
    }
    let (language, first) = (short(language), short(first));
    Some(Found::new(
        format!(
            "navigator.language is {language}, the first of navigator.languages is {first}; by \
             the standard they are the same."
        ),
        vec![("browser.navigator.language", language), ("browser.navigator.languages", first)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn two_first_languages_are_found() {
        assert!(CHECK.finding(&chrome(&[("navigator.language", json!("de-DE"))])).is_some());
    }

    #[test]
    fn a_browser_of_several_languages_is_honest() {
        assert!(
            CHECK
                .finding(&chrome(&[("navigator.languages", json!(["en-US", "de", "fr"]))]))
                .is_none()
        );
    }
}
