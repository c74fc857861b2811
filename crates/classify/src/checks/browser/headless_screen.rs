//! Headless Chromium has a screen of 800 by 600 unless told otherwise, with no bar of a desktop on
//! it. Nobody sells such screens; virtual machines have them.

use super::super::{Finding, PointsTo};
use super::{claim, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?;
    if said.device != Some(Device::Desktop) || browser.screen.size()? != (800, 600) {
        return None;
    }
    Some(Finding {
        code: "headless_screen",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 1.5,
        message: "The screen has the size that headless browsers have by default.".to_owned(),
        evidence: vec![("browser.screen", "800x600".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn the_default_screen_is_noted_and_convicts_nobody() {
        let finding =
            check(&chrome(&[("screen.width", json!(800)), ("screen.height", json!(600))])).unwrap();
        assert!(convicts(finding.weight).is_none());
    }

    #[test]
    fn a_small_telephone_is_honest() {
        let small = [("screen.width", json!(800)), ("screen.height", json!(600))];
        assert!(check(&safari_phone(&small)).is_none());
        assert!(check(&chrome(&[])).is_none());
    }
}
