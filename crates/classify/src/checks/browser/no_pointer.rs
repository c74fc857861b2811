//! A desktop that can neither point nor hover has no mouse, no pen and no touch screen: a machine
//! without anybody in front of it, or one that is used by keyboard alone.

use super::super::{Finding, PointsTo};
use super::{claim, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?;
    let (pointer, hover) = (browser.media.pointer.text()?, browser.media.hover.value()?);
    if said.device != Some(Device::Desktop) || pointer != "none" || *hover {
        return None;
    }
    Some(Finding {
        code: "no_pointer",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 1.5,
        message: "The machine has nothing to point with.".to_owned(),
        evidence: vec![("browser.media.pointer", "none".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_machine_without_a_mouse_is_noted_and_convicts_nobody() {
        let fields = [("media.pointer", json!("none")), ("media.hover", json!(false))];
        let finding = check(&chrome(&fields)).unwrap();
        assert!(convicts(finding.weight).is_none());
    }

    #[test]
    fn a_touch_screen_is_honest() {
        let touch = [("media.pointer", json!("coarse")), ("media.hover", json!(false))];
        assert!(check(&chrome(&touch)).is_none());
    }
}
