//! A telephone has a touch screen. Televisions, cars and desktops that run Android do not
//! claim to be phones and are not checked.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Device, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "phone_without_touch",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Device)),
    weight: Stated::always(3.0),
    doc: "A phone without a touch screen.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Scripts)?;
    let no_touch = browser.navigator.max_touch_points.value()? == &0;
    if said.device != Some(Device::Mobile) || !no_touch {
        return None;
    }
    Some(Found::new(
        "The client claims to be a phone, but has no touch screen.",
        vec![("browser.navigator.max_touch_points", "0".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_telephone_without_touch_is_found() {
        assert!(
            CHECK.finding(&safari_phone(&[("navigator.max_touch_points", json!(0))])).is_some()
        );
    }

    #[test]
    fn desktops_and_telephones_are_honest() {
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&chrome(&[("navigator.max_touch_points", json!(10))])).is_none());
    }
}
