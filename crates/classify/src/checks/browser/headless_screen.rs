//! Headless Chromium has a screen of 800 by 600 by default, without a desktop's task bar. Such
//! screens are not sold; virtual machines have them.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) const CHECK: Check = Check {
    code: "headless_screen",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(1.5),
    doc: "A desktop with a screen of 800 by 600.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?;
    if said.device != Some(Device::Desktop) || browser.screen.size()? != (800, 600) {
        return None;
    }
    Some(Found::new(
        "The screen has the default size of headless browsers, 800 by 600.",
        vec![("browser.screen", "800x600".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn the_default_screen_is_noted_and_decides_nothing() {
        let finding = CHECK
            .finding(&chrome(&[("screen.width", json!(800)), ("screen.height", json!(600))]))
            .unwrap();
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn a_small_telephone_is_honest() {
        let small = [("screen.width", json!(800)), ("screen.height", json!(600))];
        assert!(CHECK.finding(&safari_phone(&small)).is_none());
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
