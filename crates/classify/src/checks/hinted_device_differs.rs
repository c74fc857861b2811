//! The form of the user agent against `Sec-CH-UA-Mobile`: device emulation that changes the user
//! agent alone leaves the hint behind.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Device, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "hinted_device_differs",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Device)),
    weight: Stated::always(3.5),
    doc: "`Sec-CH-UA-Mobile` contradicts the user agent.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = fingerprint.http.as_ref()?;
    let said = claim(fingerprint, Place::Request)?.device?;
    let mobile = http.client_hints.as_ref()?.mobile?;
    // Tablets and desktop-site requests say either.
    let differs = matches!((said, mobile), (Device::Mobile, false) | (Device::Desktop, true));
    if !differs {
        return None;
    }
    let hinted = if mobile { "mobile" } else { "not mobile" };
    Some(Found::new(
        format!("The user agent says {said}, the client hints say {hinted}."),
        vec![("http.user_agent", said.to_string()), ("http.client_hints", hinted.to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;

    #[test]
    fn a_desktop_user_agent_with_a_mobile_hint_is_found() {
        assert!(CHECK.finding(&chrome(&[("sec-ch-ua-mobile", "?1")])).is_some());
    }

    #[test]
    fn a_desktop_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
