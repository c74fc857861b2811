//! Chrome on a desktop has `window.chrome`; headless Chromium of the old kind and many imitations
//! have not. Web views and browsers on telephones are not asked.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Browser, Device, Engine, Layer};

pub(super) const CHECK: Check = Check {
    code: "chrome_object_missing",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(3.0),
    doc: "A desktop Chrome without `window.chrome`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?;
    let has_one = matches!(said.browser, Some(Browser::Chrome | Browser::Edge))
        && said.engine == Some(Engine::Blink);
    if !has_one
        || said.device != Some(Device::Desktop)
        || browser.chrome_object.value() != Some(&false)
    {
        return None;
    }
    Some(Found::new(
        "The client claims to be Chrome on a desktop, but the page has no window.chrome.",
        vec![("browser.chrome_object", "false".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, firefox};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_chrome_without_its_object_is_found() {
        assert!(CHECK.finding(&chrome(&[("chrome_object", json!(false))])).is_some());
    }

    #[test]
    fn a_web_view_and_a_firefox_are_honest() {
        let view = CHROME.replace("Windows NT 10.0; Win64; x64", "Linux; Android 15; Pixel 9; wv");
        assert!(
            CHECK
                .finding(&chrome(&[
                    ("chrome_object", json!(false)),
                    ("navigator.user_agent", json!(view))
                ]))
                .is_none()
        );
        assert!(CHECK.finding(&firefox(&[])).is_none());
    }
}
