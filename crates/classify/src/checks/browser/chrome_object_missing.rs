//! Chrome on a desktop has `window.chrome`; headless Chromium of the old kind and many imitations
//! have not. Web views and browsers on telephones are not asked.

use super::super::{Finding, PointsTo};
use super::{claim, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Browser, Device, Engine, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?;
    let has_one = matches!(said.browser, Some(Browser::Chrome | Browser::Edge))
        && said.engine == Some(Engine::Blink);
    if !has_one
        || said.device != Some(Device::Desktop)
        || browser.chrome_object.value() != Some(&false)
    {
        return None;
    }
    Some(Finding {
        code: "chrome_object_missing",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 3.0,
        message:
            "The client says it is Chrome on a desktop, and lacks the object that Chrome gives every page."
                .to_owned(),
        evidence: vec![("browser.chrome_object", "false".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, firefox};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_chrome_without_its_object_is_found() {
        assert!(check(&chrome(&[("chrome_object", json!(false))])).is_some());
    }

    #[test]
    fn a_web_view_and_a_firefox_are_honest() {
        let view = CHROME.replace("Windows NT 10.0; Win64; x64", "Linux; Android 15; Pixel 9; wv");
        assert!(
            check(&chrome(&[
                ("chrome_object", json!(false)),
                ("navigator.user_agent", json!(view))
            ]))
            .is_none()
        );
        assert!(check(&firefox(&[])).is_none());
    }
}
