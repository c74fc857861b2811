//! `navigator.userAgentData` against the user agent, in the page itself: device emulation and user
//! agent overrides change the text and leave the data (Playwright's device descriptors do).

use super::super::{Finding, PointsTo};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Device, Layer, Os, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = browser.navigator.claim?;
    let data = browser.navigator.user_agent_data.value()?;
    let differing_os = said.os.zip(data.os()).filter(|(said, data)| {
        // A telephone that asks for the desktop's page says Linux in its user agent.
        said != data && (*said, *data) != (Os::Linux, Os::Android)
    });
    let counts = matches!(said.browser, Some(Browser::Chrome | Browser::Edge | Browser::Chromium));
    let chromium = data.brands.and_then(|brands| brands.chromium);
    let differing_major = said.version.zip(chromium).filter(|(said, data)| counts && said != data);
    let differing_device = said.device.zip(data.mobile).filter(|(device, mobile)| {
        matches!((device, mobile), (Device::Mobile, false) | (Device::Desktop, true))
    });
    let (kind, said, data) = if let Some((said, data)) = differing_os {
        (SpoofingKind::Os, said.to_string(), data.to_string())
    } else if let Some((said, data)) = differing_major {
        (SpoofingKind::UserAgentVersion, said.to_string(), data.to_string())
    } else if let Some((said, mobile)) = differing_device {
        (
            SpoofingKind::Device,
            said.to_string(),
            (if mobile { "mobile" } else { "not mobile" }).to_owned(),
        )
    } else {
        return None;
    };
    Some(Finding {
        code: "user_agent_data_differs",
        layers: &[Layer::Browser],
        points_to: PointsTo::Spoofing(kind),
        weight: 4.5,
        message: format!("The user agent says {said}, userAgentData says {data}."),
        evidence: vec![
            ("browser.navigator.user_agent", said),
            ("browser.navigator.user_agent_data", data),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::check;
    use serde_json::json;

    #[test]
    fn an_override_of_the_text_alone_is_found() {
        for old in [
            CHROME.replace("150", "148"),
            CHROME.replace("Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7"),
        ] {
            assert!(check(&chrome(&[("navigator.user_agent", json!(old))])).is_some());
        }
        assert!(check(&chrome(&[("navigator.user_agent_data.mobile", json!(true))])).is_some());
    }

    #[test]
    fn other_brands_and_desktop_sites_are_honest() {
        assert!(check(&chrome(&[])).is_none());
        let opera = format!("{CHROME} OPR/134.0.0.0");
        assert!(check(&chrome(&[("navigator.user_agent", json!(opera))])).is_none());
        let site = [
            (
                "navigator.user_agent",
                json!(CHROME.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64")),
            ),
            ("navigator.user_agent_data.platform", json!("Android")),
        ];
        assert!(check(&chrome(&site)).is_none());
    }
}
