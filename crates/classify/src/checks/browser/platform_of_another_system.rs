//! `navigator.platform` against the system of the user agent. Android says Linux, as it is; an iPad
//! in desktop mode says Mac in both places; a telephone that asks for the desktop's page says Linux
//! in both.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, Os, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "platform_of_another_system",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Os)),
    weight: Stated::always(4.5),
    doc: "`navigator.platform` belongs to another operating system.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Scripts)?.os?;
    let platform = browser.navigator.platform_os()?;
    let fits = match said {
        Os::Linux | Os::Chromeos => matches!(platform, Os::Linux | Os::Android),
        Os::Android => matches!(platform, Os::Android | Os::Linux),
        Os::Unknown => true,
        // An iPad that runs an application of the telephone says iPhone, and Mac in desktop mode.
        Os::Ios => matches!(platform, Os::Ios | Os::Macos),
        other => platform == other,
    };
    if fits {
        return None;
    }
    let shown = browser.navigator.platform.text().map(short).unwrap_or_default();
    Some(Found::new(
        format!("The user agent says {said}, navigator.platform says {shown}."),
        vec![("browser.navigator.platform", shown)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, firefox, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_windows_on_linux_is_found() {
        assert!(CHECK.finding(&chrome(&[("navigator.platform", json!("Linux x86_64"))])).is_some());
    }

    #[test]
    fn telephones_and_hidden_systems_are_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        let phone = CHROME.replace("Windows NT 10.0; Win64; x64", "Linux; Android 10; K");
        assert!(
            CHECK
                .finding(&chrome(&[
                    ("navigator.user_agent", json!(phone)),
                    ("navigator.platform", json!("Linux armv81"))
                ]))
                .is_none()
        );
        let ipad = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
        assert!(
            CHECK
                .finding(&safari_phone(&[
                    ("navigator.user_agent", json!(ipad)),
                    ("navigator.platform", json!("MacIntel"))
                ]))
                .is_none()
        );
    }
}
