//! Chromium without a window names itself `HeadlessChrome`, in the user agent and in its brands,
//! unless somebody overrides it.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = fingerprint.http.as_ref()?;
    let said = http.user_agent.is_some_and(|user_agent| user_agent.headless);
    let hinted = http
        .client_hints
        .and_then(|hints| hints.brands)
        .is_some_and(|b| b.headless_chrome.is_some());
    if !said && !hinted {
        return None;
    }
    let place = if said { "http.user_agent" } else { "http.client_hints" };
    Some(Finding {
        code: "headless_user_agent",
        layers: &[Layer::Http],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 6.0,
        message: "The client names itself a headless browser.".to_owned(),
        evidence: vec![(place, "headless".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::check;

    #[test]
    fn a_headless_name_is_found_in_either_place() {
        let agent = CHROME.replace("Chrome/", "HeadlessChrome/");
        assert!(check(&chrome(&[("user-agent", &agent)])).is_some());
        assert!(
            check(&chrome(&[("sec-ch-ua", r#""HeadlessChrome";v="150", "Chromium";v="150""#)]))
                .is_some()
        );
    }

    #[test]
    fn a_browser_with_a_window_is_not_accused() {
        assert!(check(&chrome(&[])).is_none());
    }
}
