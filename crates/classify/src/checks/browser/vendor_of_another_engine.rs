//! `navigator.vendor` is Google's in Blink, Apple's in `WebKit` and empty in Gecko
//! (html.spec.whatwg.org, "navigator compatibility mode"). Unknown vendors are left
//! alone: some browsers have their own.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "vendor_of_another_engine",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(4.5),
    doc: "`navigator.vendor` has the value of another engine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let claimed = claim(fingerprint, Place::Page)?.browser_engine()?;
    let shown = browser.navigator.vendor_engine()?;
    if shown == claimed {
        return None;
    }
    let vendor = browser.navigator.vendor.text().map(short).unwrap_or_default();
    Some(Found::new(
        format!("The client claims the engine {claimed}; navigator.vendor is that of {shown}."),
        vec![("browser.navigator.vendor", vendor)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn the_vendor_of_google_under_the_name_of_safari_is_found() {
        assert!(
            CHECK.finding(&safari_phone(&[("navigator.vendor", json!("Google Inc."))])).is_some()
        );
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
        // Whale, a Blink browser, names its own maker.
        assert!(CHECK.finding(&chrome(&[("navigator.vendor", json!("NAVER Corp."))])).is_none());
    }
}
