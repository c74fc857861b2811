//! A browser that is driven through `WebDriver`, or started for it, says so in
//! `navigator.webdriver` (w3.org/TR/webdriver2, "interface"). Most drivers leave it.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "webdriver_flag",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Webdriver)),
    weight: Stated::always(6.0),
    doc: "`navigator.webdriver` is true.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = browser.navigator.webdriver.value() == Some(&true);
    if !said {
        return None;
    }
    Some(Found::new(
        "navigator.webdriver is true: the browser is driven.",
        vec![("browser.navigator.webdriver", "true".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_driven_browser_that_says_so_is_found() {
        assert!(CHECK.finding(&chrome(&[("navigator.webdriver", json!(true))])).is_some());
    }

    #[test]
    fn a_browser_that_says_no_or_nothing_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(
            CHECK
                .finding(&chrome(&[("navigator.webdriver", json!({"error": "blocked"}))]))
                .is_none()
        );
    }
}
