//! A desktop that can neither point nor hover has no mouse, no pen and no touch screen: a machine
//! without anybody in front of it, or one that is used by keyboard alone.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) const CHECK: Check = Check {
    code: "no_pointer",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(1.5),
    doc: "A desktop without a pointing device.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?;
    let (pointer, hover) = (browser.media.pointer.text()?, browser.media.hover.value()?);
    if said.device != Some(Device::Desktop) || pointer != "none" || *hover {
        return None;
    }
    Some(Found::new(
        "The machine has no pointing device.",
        vec![("browser.media.pointer", "none".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_machine_without_a_mouse_is_noted_and_decides_nothing() {
        let fields = [("media.pointer", json!("none")), ("media.hover", json!(false))];
        let finding = CHECK.finding(&chrome(&fields)).unwrap();
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn a_touch_screen_is_honest() {
        let touch = [("media.pointer", json!("coarse")), ("media.hover", json!(false))];
        assert!(CHECK.finding(&chrome(&touch)).is_none());
    }
}
