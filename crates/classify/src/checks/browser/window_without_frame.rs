//! A window on a desktop is larger on the outside than on the inside, and never of no size. Old
//! headless builds have none; so have windows that are still opening, hence the small weight.

use super::super::{Finding, PointsTo};
use super::{claim, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?;
    let (width, height) =
        (browser.screen.outer_width.value()?, browser.screen.outer_height.value()?);
    if said.device != Some(Device::Desktop) || (*width > 0 && *height > 0) {
        return None;
    }
    Some(Finding {
        code: "window_without_frame",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 1.5,
        message: "The window has no size on the outside.".to_owned(),
        evidence: vec![
            ("browser.screen.outer_width", width.to_string()),
            ("browser.screen.outer_height", height.to_string()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_window_of_no_size_is_found() {
        let finding = check(&chrome(&[("screen.outer_width", json!(0))])).unwrap();
        assert!(convicts(finding.weight).is_none());
    }

    #[test]
    fn a_telephone_without_an_outside_is_honest() {
        assert!(check(&safari_phone(&[("screen.outer_width", json!(0))])).is_none());
        assert!(check(&chrome(&[])).is_none());
    }
}
