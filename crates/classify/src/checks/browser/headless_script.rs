//! Chromium without a window names itself `HeadlessChrome` to scripts too, in the page, in its
//! workers and in its brands; and so do those before it (`PhantomJS`, `SlimerJS`). A header is
//! changed more often than all of them.

use super::super::{Finding, PointsTo};
use super::{page, user_agent};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let headless = |text: Option<&str>| text.is_some_and(|text| user_agent::parse(text).headless);
    let worker = browser.contexts.worker.value();
    let iframe = browser.contexts.iframe.value();
    let brands = browser.navigator.user_agent_data.value().and_then(|hints| hints.brands);
    let place = if browser.navigator.claim.is_some_and(|claim| claim.headless) {
        "browser.navigator.user_agent"
    } else if brands.is_some_and(|brands| brands.headless_chrome.is_some()) {
        "browser.navigator.user_agent_data.brands"
    } else if headless(worker.and_then(|context| context.user_agent.text())) {
        "browser.contexts.worker.user_agent"
    } else if headless(iframe.and_then(|context| context.user_agent.text())) {
        "browser.contexts.iframe.user_agent"
    } else if browser.navigator.app_version.text().is_some_and(|text| text.contains("Headless")) {
        "browser.navigator.app_version"
    } else {
        return None;
    };
    Some(Finding {
        code: "headless_script",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 6.0,
        message: "To scripts the browser names itself headless.".to_owned(),
        evidence: vec![(place, "headless".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, firefox};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_headless_name_is_found_in_every_place() {
        let headless = CHROME.replace("Chrome/", "HeadlessChrome/");
        for place in [
            "navigator.user_agent",
            "contexts.worker.user_agent",
            "contexts.iframe.user_agent",
            "navigator.app_version",
        ] {
            assert!(check(&chrome(&[(place, json!(headless))])).is_some(), "{place}");
        }
        let brands = json!([["HeadlessChrome", "150"], ["Chromium", "150"]]);
        assert!(check(&chrome(&[("navigator.user_agent_data.brands", brands)])).is_some());
    }

    #[test]
    fn a_browser_with_a_window_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&firefox(&[])).is_none());
    }
}
