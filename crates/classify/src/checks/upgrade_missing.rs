//! Chromium and Firefox ask for a secure page with every page they load. A navigation under their
//! name that does not was put together by hand.

use super::{Finding, PointsTo, claimed_engine, complete};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = complete(fingerprint)?;
    let (browser, engine) = claimed_engine(fingerprint)?;
    let asks = matches!(engine, Engine::Blink | Engine::Gecko);
    if !asks || request_habits::navigation_asks_for_upgrade(http)? {
        return None;
    }
    Some(Finding {
        code: "upgrade_missing",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: 4.0,
        message: format!(
            "The client says it is {browser}, which asks for a secure page with every navigation; this one does not."
        ),
        evidence: vec![
            ("http.sec_fetch_mode", "navigate".to_owned()),
            ("http.user_agent", browser.to_string()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::check;

    #[test]
    fn a_chrome_that_loads_a_page_without_asking_is_found() {
        assert!(check(&chrome(&[("upgrade-insecure-requests", "")])).is_some());
    }

    #[test]
    fn a_script_and_a_safari_are_honest() {
        let fetch = [
            ("upgrade-insecure-requests", ""),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-dest", "empty"),
        ];
        assert!(check(&chrome(&fetch)).is_none() && check(&chrome(&[])).is_none());
        let safari =
            CHROME.replace("Chrome/150.0.0.0 Safari/537.36", "Version/18.4 Safari/605.1.15");
        assert!(
            check(&chrome(&[("upgrade-insecure-requests", ""), ("user-agent", &safari)])).is_none()
        );
    }
}
