//! Every browser that shows pages has a language; an empty list is what old headless builds and
//! imitations give.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "languages_empty",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(3.5),
    doc: "The list of languages is empty.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    if !browser.navigator.languages.value()?.is_empty() {
        return None;
    }
    Some(Found::new(
        "navigator.languages is empty.",
        vec![("browser.navigator.languages", "0".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn an_empty_list_is_found() {
        assert!(CHECK.finding(&chrome(&[("navigator.languages", json!([]))])).is_some());
    }

    #[test]
    fn one_language_is_enough() {
        // Tor Browser and Firefox with resistFingerprinting say en-US whatever the user speaks.
        assert!(CHECK.finding(&chrome(&[("navigator.languages", json!(["en-US"]))])).is_none());
        assert!(
            CHECK
                .finding(&chrome(&[("navigator.languages", json!({"error": "failed"}))]))
                .is_none()
        );
    }
}
