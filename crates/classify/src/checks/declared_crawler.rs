//! A client whose user agent declares a crawler. A declaration is a claim like any other, but a
//! false one has no advantage for the client.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Browser, Layer};

pub(super) const CHECK: Check = Check {
    code: "declared_crawler",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::DeclaredCrawler)),
    weight: Stated::always(6.0),
    doc: "The user agent names a crawler.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    (claim(fingerprint, Place::Request)?.browser == Some(Browser::Crawler)).then(|| {
        Found::new(
            "The user agent declares a crawler.",
            vec![("http.user_agent", "crawler".to_owned())],
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, request};
    use super::CHECK;

    #[test]
    fn a_declared_crawler_is_found() {
        let agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
        assert!(CHECK.finding(&request(&[("user-agent", agent)])).is_some());
    }

    #[test]
    fn a_browser_is_not_a_crawler() {
        assert!(CHECK.finding(&request(&[("user-agent", CHROME)])).is_none());
    }
}
