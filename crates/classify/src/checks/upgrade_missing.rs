//! Chromium and Firefox ask for a secure page with every page they load. A navigation under their
//! name that does not was put together by hand.

use super::{Check, Found, PointsTo, Stated, complete};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "upgrade_missing",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(4.0),
    doc: "Chromium or Firefox loads a page without `Upgrade-Insecure-Requests`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = complete(fingerprint)?;
    let (browser, engine) = claim(fingerprint, Place::Request)?.browser_and_engine()?;
    let asks = matches!(engine, Engine::Blink | Engine::Gecko);
    if !asks || request_habits::navigation_asks_for_upgrade(http)? {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims to be {browser}, which sends Upgrade-Insecure-Requests with every \
             page load; this one has none."
        ),
        vec![
            ("http.sec_fetch_mode", "navigate".to_owned()),
            ("http.user_agent", browser.to_string()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;

    #[test]
    fn a_chrome_that_loads_a_page_without_asking_is_found() {
        assert!(CHECK.finding(&chrome(&[("upgrade-insecure-requests", "")])).is_some());
    }

    #[test]
    fn a_script_and_a_safari_are_honest() {
        let fetch = [
            ("upgrade-insecure-requests", ""),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-dest", "empty"),
        ];
        assert!(CHECK.finding(&chrome(&fetch)).is_none() && CHECK.finding(&chrome(&[])).is_none());
        let safari =
            CHROME.replace("Chrome/150.0.0.0 Safari/537.36", "Version/18.4 Safari/605.1.15");
        assert!(
            CHECK
                .finding(&chrome(&[("upgrade-insecure-requests", ""), ("user-agent", &safari)]))
                .is_none()
        );
    }
}
