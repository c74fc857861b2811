//! `navigator.vendor` is Google's in Blink, Apple's in `WebKit` and empty in Gecko
//! (html.spec.whatwg.org, "navigator compatibility mode"). Vendors that nobody knows are left
//! alone: some browsers put their own.

use super::super::{Finding, PointsTo};
use super::{claimed_engine, page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let claimed = claimed_engine(fingerprint)?;
    let shown = browser.navigator.vendor_engine()?;
    if shown == claimed {
        return None;
    }
    let vendor = browser.navigator.vendor.text().map(short).unwrap_or_default();
    Some(Finding {
        code: "vendor_of_another_engine",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 4.5,
        message: format!("The client claims {claimed}; its vendor is that of {shown}."),
        evidence: vec![("browser.navigator.vendor", vendor)],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn the_vendor_of_google_under_the_name_of_safari_is_found() {
        assert!(check(&safari_phone(&[("navigator.vendor", json!("Google Inc."))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&firefox(&[])).is_none());
        assert!(check(&safari_phone(&[])).is_none());
        // Whale, a Blink browser, names its own maker.
        assert!(check(&chrome(&[("navigator.vendor", json!("NAVER Corp."))])).is_none());
    }
}
