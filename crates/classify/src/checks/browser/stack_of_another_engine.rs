//! V8, `SpiderMonkey` and `JavaScriptCore` write stack traces and complaints about null each in its
//! own words.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "stack_of_another_engine",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(5.0),
    doc: "Error messages and stack traces have the form of another engine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let claimed = claim(fingerprint, Place::Page)?.browser_engine()?;
    let shown = browser.errors.engine()?;
    if shown == claimed {
        return None;
    }
    Some(Found::new(
        format!("The client claims the engine {claimed}; its error messages are those of {shown}."),
        vec![("browser.errors.stack_style", shown.to_string())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn the_errors_of_v8_under_another_name_are_found() {
        assert!(CHECK.finding(&firefox(&[("errors.stack_style", json!("v8"))])).is_some());
        assert!(CHECK.finding(&safari_phone(&[("errors.stack_style", json!("v8"))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
        assert!(CHECK.finding(&chrome(&[("errors.stack_style", json!("unknown"))])).is_none());
    }
}
