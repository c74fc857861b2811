//! `navigator.webdriver` is a getter of the prototype that the browser itself made. A script that
//! answers in its place leaves another one, or none. Extensions seldom touch it; old browsers and
//! those without it are not asked.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "webdriver_redefined",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::StealthFramework)),
    weight: Stated::always(4.5),
    doc: "`navigator.webdriver` is not the browser's own getter.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let descriptor = browser.automation.webdriver_descriptor.text()?;
    let by_name = browser.tampering.functions.texts().any(|name| name == "Navigator.webdriver");
    // `missing` is what a browser before 2019 has; a Chromium of today always has it.
    let deleted = descriptor == "missing"
        && claim(fingerprint, Place::Page).is_some_and(|claim| claim.is_recent_chromium());
    if !by_name && !deleted && !matches!(descriptor, "own_property" | "altered") {
        return None;
    }
    let descriptor = short(descriptor);
    Some(Found::new(
        "navigator.webdriver is not the browser's own getter: a script answers in its place.",
        vec![("browser.automation.webdriver_descriptor", descriptor)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_getter_that_a_script_made_is_found() {
        for state in ["own_property", "altered", "missing"] {
            assert!(
                CHECK
                    .finding(&chrome(&[("automation.webdriver_descriptor", json!(state))]))
                    .is_some(),
                "{state}"
            );
        }
    }

    #[test]
    fn an_old_browser_without_the_flag_is_honest() {
        let old = CHROME.replace("150", "62");
        let fields = [
            ("navigator.user_agent", json!(old)),
            ("automation.webdriver_descriptor", json!("missing")),
        ];
        assert!(CHECK.finding(&chrome(&fields)).is_none());
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
