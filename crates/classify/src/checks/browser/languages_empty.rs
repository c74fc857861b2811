//! Every browser that shows pages has a language; an empty list is what old headless builds and
//! imitations give.

use super::super::{Finding, PointsTo};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    if !browser.navigator.languages.value()?.is_empty() {
        return None;
    }
    Some(Finding {
        code: "languages_empty",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 3.5,
        message: "The browser has no language at all.".to_owned(),
        evidence: vec![("browser.navigator.languages", "0".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;
    use serde_json::json;

    #[test]
    fn an_empty_list_is_found() {
        assert!(check(&chrome(&[("navigator.languages", json!([]))])).is_some());
    }

    #[test]
    fn one_language_is_enough() {
        // Tor Browser and Firefox with resistFingerprinting say en-US whatever the user speaks.
        assert!(check(&chrome(&[("navigator.languages", json!(["en-US"]))])).is_none());
        assert!(check(&chrome(&[("navigator.languages", json!({"error": "failed"}))])).is_none());
    }
}
