//! The form of the user agent against `Sec-CH-UA-Mobile`: device emulation that changes the user
//! agent alone leaves the hint behind.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Device, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = fingerprint.http.as_ref()?;
    let said = http.user_agent.as_ref()?.device?;
    let mobile = http.client_hints.as_ref()?.mobile?;
    // Tablets and desktop-site requests say either.
    let differs = matches!((said, mobile), (Device::Mobile, false) | (Device::Desktop, true));
    if !differs {
        return None;
    }
    let hinted = if mobile { "mobile" } else { "not mobile" };
    Some(Finding {
        code: "hinted_device_differs",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::Device),
        weight: 3.5,
        message: format!("The user agent says {said}, the client hints say {hinted}."),
        evidence: vec![
            ("http.user_agent", said.to_string()),
            ("http.client_hints", hinted.to_owned()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;

    #[test]
    fn a_desktop_user_agent_with_a_mobile_hint_is_found() {
        assert!(check(&chrome(&[("sec-ch-ua-mobile", "?1")])).is_some());
    }

    #[test]
    fn a_desktop_is_honest() {
        assert!(check(&chrome(&[])).is_none());
    }
}
