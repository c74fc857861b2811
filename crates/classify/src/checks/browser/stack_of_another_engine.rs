//! V8, `SpiderMonkey` and `JavaScriptCore` write stack traces and complaints about null each in its
//! own words.

use super::super::{Finding, PointsTo};
use super::{claimed_engine, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let claimed = claimed_engine(fingerprint)?;
    let shown = browser.errors.engine()?;
    if shown == claimed {
        return None;
    }
    Some(Finding {
        code: "stack_of_another_engine",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 5.0,
        message: format!("The client claims {claimed}; its errors are written by {shown}."),
        evidence: vec![("browser.errors.stack_style", shown.to_string())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn the_errors_of_v8_under_another_name_are_found() {
        assert!(check(&firefox(&[("errors.stack_style", json!("v8"))])).is_some());
        assert!(check(&safari_phone(&[("errors.stack_style", json!("v8"))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&firefox(&[])).is_none());
        assert!(check(&safari_phone(&[])).is_none());
        assert!(check(&chrome(&[("errors.stack_style", json!("unknown"))])).is_none());
    }
}
