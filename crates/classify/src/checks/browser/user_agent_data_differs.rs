//! `navigator.userAgentData` against the user agent, in the page itself: device emulation and user
//! agent overrides change the text and leave the data (Playwright's device descriptors do).

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Device, Layer, Os, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "user_agent_data_differs",
    layers: &[Layer::Browser],
    points_to: Stated::usually(
        PointsTo::Spoofing(SpoofingKind::Os),
        &[
            PointsTo::Spoofing(SpoofingKind::UserAgentVersion),
            PointsTo::Spoofing(SpoofingKind::Device),
        ],
    ),
    weight: Stated::always(4.5),
    doc: "`navigator.userAgentData` contradicts the user agent that scripts see.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Scripts)?;
    let data = browser.navigator.user_agent_data.value()?;
    let differing_os = said.os.zip(data.os()).filter(|(said, data)| {
        // A telephone that asks for the desktop's page says Linux in its user agent.
        said != data && (*said, *data) != (Os::Linux, Os::Android)
    });
    let differing_major = said
        .version
        .zip(said.hinted_chromium)
        .filter(|(named, hinted)| said.must_match_hinted_version() && named != hinted);
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
    Some(
        Found::new(
            format!("The user agent says {said}, navigator.userAgentData says {data}."),
            vec![
                ("browser.navigator.user_agent", said),
                ("browser.navigator.user_agent_data", data),
            ],
        )
        .pointing_to(PointsTo::Spoofing(kind)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn an_override_of_the_text_alone_is_found() {
        for old in [
            CHROME.replace("150", "148"),
            CHROME.replace("Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7"),
        ] {
            assert!(CHECK.finding(&chrome(&[("navigator.user_agent", json!(old))])).is_some());
        }
        assert!(
            CHECK.finding(&chrome(&[("navigator.user_agent_data.mobile", json!(true))])).is_some()
        );
    }

    #[test]
    fn other_brands_and_desktop_sites_are_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        let opera = format!("{CHROME} OPR/134.0.0.0");
        assert!(CHECK.finding(&chrome(&[("navigator.user_agent", json!(opera))])).is_none());
        let site = [
            (
                "navigator.user_agent",
                json!(CHROME.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64")),
            ),
            ("navigator.user_agent_data.platform", json!("Android")),
        ];
        assert!(CHECK.finding(&chrome(&site)).is_none());
    }
}
