//! A frame that the page has just made is asked what the page was asked. A script that patched the
//! page before has not reached it, or has put something in its place.

use super::super::{Finding, PointsTo};
use super::{differing, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let frame = browser.contexts.iframe.value()?;
    let replaced = frame.self_is_window.value() == Some(&false);
    let (path, page, inner, weight) = if replaced {
        ("self_is_window", "true".to_owned(), "false".to_owned(), 4.0)
    } else {
        differing(browser, frame)?
    };
    Some(Finding {
        code: "iframe_contradicts_main",
        layers: &[Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::WorkerContradictsMain),
        weight,
        message: format!("The page says {page}, an empty frame in it says {inner}."),
        evidence: vec![
            ("browser.contexts.iframe", format!("{path}: {inner}")),
            ("browser.navigator", page),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;
    use serde_json::json;

    #[test]
    fn a_frame_that_knows_better_is_found() {
        assert!(check(&chrome(&[("contexts.iframe.platform", json!("Linux x86_64"))])).is_some());
        assert!(check(&chrome(&[("contexts.iframe.self_is_window", json!(false))])).is_some());
    }

    #[test]
    fn a_frame_that_agrees_or_was_blocked_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&chrome(&[("contexts.iframe", json!({"error": "blocked"}))])).is_none());
    }
}
