//! Chromium without a window names itself `HeadlessChrome` to scripts too, in the page, in its
//! workers and in its brands; and so do those before it (`PhantomJS`, `SlimerJS`). A header is
//! changed more often than all of them.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, user_agent};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "headless_script",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(6.0),
    doc: "`HeadlessChrome` or another headless browser is named in the user agent that scripts \
          see, in the brands, in a worker or in a frame.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
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
    Some(Found::new(
        "The user agent or the brands that scripts see name a headless browser.",
        vec![(place, "headless".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, firefox};
    use super::CHECK;
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
            assert!(CHECK.finding(&chrome(&[(place, json!(headless))])).is_some(), "{place}");
        }
        let brands = json!([["HeadlessChrome", "150"], ["Chromium", "150"]]);
        assert!(CHECK.finding(&chrome(&[("navigator.user_agent_data.brands", brands)])).is_some());
    }

    #[test]
    fn a_browser_with_a_window_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
    }
}
