//! A client whose user agent declares a crawler. A declaration is a claim like any other, but
//! nobody gains by a false one here: it only ever costs.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Browser, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let user_agent = fingerprint.http.as_ref()?.user_agent.as_ref()?;
    (user_agent.browser == Some(Browser::Crawler)).then(|| Finding {
        code: "declared_crawler",
        layers: &[Layer::Http],
        points_to: PointsTo::Automation(AutomationKind::DeclaredCrawler),
        weight: 6.0,
        message: "The user agent declares a crawler.".to_owned(),
        evidence: vec![("http.user_agent", "crawler".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, request};
    use super::check;

    #[test]
    fn a_declared_crawler_is_found() {
        let agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
        assert!(check(&request(&[("user-agent", agent)])).is_some());
    }

    #[test]
    fn a_browser_is_no_crawler() {
        assert!(check(&request(&[("user-agent", CHROME)])).is_none());
    }
}
