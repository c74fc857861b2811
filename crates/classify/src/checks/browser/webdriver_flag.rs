//! A browser that is driven through `WebDriver`, or started for it, says so in
//! `navigator.webdriver` (w3.org/TR/webdriver2, "interface"). Most drivers leave it.

use super::super::{Finding, PointsTo};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = browser.navigator.webdriver.value() == Some(&true);
    if !said {
        return None;
    }
    Some(Finding {
        code: "webdriver_flag",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Webdriver),
        weight: 6.0,
        message: "The browser says that it is driven: navigator.webdriver is true.".to_owned(),
        evidence: vec![("browser.navigator.webdriver", "true".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;
    use serde_json::json;

    #[test]
    fn a_driven_browser_that_says_so_is_found() {
        assert!(check(&chrome(&[("navigator.webdriver", json!(true))])).is_some());
    }

    #[test]
    fn a_browser_that_says_no_or_nothing_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&chrome(&[("navigator.webdriver", json!({"error": "blocked"}))])).is_none());
    }
}
