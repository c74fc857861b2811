//! Chromium without a window names itself `HeadlessChrome`, in the user agent and in its brands,
//! unless it is overridden.

use super::{Check, Found, PointsTo, Stated};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "headless_user_agent",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(6.0),
    doc: "The user agent or the client hints name a headless browser.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
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
    Some(Found::new(
        "The user agent or the client hints name a headless browser.",
        vec![(place, "headless".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;

    #[test]
    fn a_headless_name_is_found_in_either_place() {
        let agent = CHROME.replace("Chrome/", "HeadlessChrome/");
        assert!(CHECK.finding(&chrome(&[("user-agent", &agent)])).is_some());
        assert!(
            CHECK
                .finding(&chrome(&[(
                    "sec-ch-ua",
                    r#""HeadlessChrome";v="150", "Chromium";v="150""#
                )]))
                .is_some()
        );
    }

    #[test]
    fn a_browser_with_a_window_is_not_accused() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
