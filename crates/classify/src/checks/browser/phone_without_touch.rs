//! A telephone has a touch screen. Televisions, cars and desktops that run Android are no
//! telephones by their own user agent and are not looked at.

use super::super::{Finding, PointsTo};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Device, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = browser.navigator.claim?;
    let no_touch = browser.navigator.max_touch_points.value()? == &0;
    if said.device != Some(Device::Mobile) || !no_touch {
        return None;
    }
    Some(Finding {
        code: "phone_without_touch",
        layers: &[Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::Device),
        weight: 3.0,
        message: "The client says it is a telephone, and has no touch screen.".to_owned(),
        evidence: vec![("browser.navigator.max_touch_points", "0".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_telephone_without_touch_is_found() {
        assert!(check(&safari_phone(&[("navigator.max_touch_points", json!(0))])).is_some());
    }

    #[test]
    fn desktops_and_telephones_are_honest() {
        assert!(check(&safari_phone(&[])).is_none());
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&chrome(&[("navigator.max_touch_points", json!(10))])).is_none());
    }
}
