//! A window on a desktop is larger on the outside than on the inside, and never of no size. Old
//! headless builds have none; so have windows that are still opening, hence the small weight.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) const CHECK: Check = Check {
    code: "window_without_frame",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(1.5),
    doc: "The window's outer size is zero.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?;
    let (width, height) =
        (browser.screen.outer_width.value()?, browser.screen.outer_height.value()?);
    if said.device != Some(Device::Desktop) || (*width > 0 && *height > 0) {
        return None;
    }
    Some(Found::new(
        "The outer size of the window is zero.",
        vec![
            ("browser.screen.outer_width", width.to_string()),
            ("browser.screen.outer_height", height.to_string()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_window_of_no_size_is_found() {
        let finding = CHECK.finding(&chrome(&[("screen.outer_width", json!(0))])).unwrap();
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn a_telephone_without_an_outside_is_honest() {
        assert!(CHECK.finding(&safari_phone(&[("screen.outer_width", json!(0))])).is_none());
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
