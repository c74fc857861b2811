//! The display that Chromium emulates where there is none: 800 by 600, no bar of a desktop
//! on it, and nothing to point with, neither mouse nor pen nor finger. Each by itself is only
//! unusual (`headless_screen`, `no_pointer`); an attended machine differs in at least one of
//! them: an old virtual machine has a mouse, a terminal without a mouse has a touch
//! screen.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::errors::StackStyle;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

const EMULATED_DISPLAY: (u32, u32) = (800, 600);

pub(super) const CHECK: Check = Check {
    code: "headless_display",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(4.0),
    doc: "The display is the one that Chromium emulates when there is none, and there is no \
          pointing device.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (screen, media) = (&browser.screen, &browser.media);
    let drawn = screen.size()? == EMULATED_DISPLAY
        && screen.avail_height.value().is_none_or(|height| *height == EMULATED_DISPLAY.1)
        && browser.errors.stack_style.value() == Some(&StackStyle::V8);
    let untouched = media.pointer.text()? == "none"
        && !*media.hover.value()?
        && media.any_pointer.text().is_none_or(|pointer| pointer == "none")
        && browser.navigator.max_touch_points.value().is_none_or(|points| *points == 0);
    if !(drawn && untouched) || claim(fingerprint, Place::Page)?.device != Some(Device::Desktop) {
        return None;
    }
    Some(Found::new(
        "The display is the one that Chromium emulates when there is none, and there is no \
         pointing device.",
        vec![
            ("browser.screen", "800x600".to_owned()),
            ("browser.media.pointer", "none".to_owned()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, safari_phone};
    use super::CHECK;
    use serde_json::{Value, json};

    fn headless() -> Vec<(&'static str, Value)> {
        vec![
            ("screen.width", json!(800)),
            ("screen.height", json!(600)),
            ("media.pointer", json!("none")),
            ("media.hover", json!(false)),
        ]
    }

    #[test]
    fn a_display_of_its_own_is_found() {
        let finding = CHECK.finding(&chrome(&headless())).unwrap();
        assert!(decides(finding.weight).is_some());
    }

    #[test]
    fn attended_machines_are_honest() {
        for honest in [
            // A virtual machine that was just installed, with its mouse.
            ("media.pointer", json!("fine")),
            // A till with a touch screen.
            ("media.any_pointer", json!("coarse")),
            ("navigator.max_touch_points", json!(10)),
            // A desktop with a bar on it.
            ("screen.avail_height", json!(560)),
            ("screen.width", json!(1024)),
        ] {
            let mut fields = headless();
            fields.push(honest);
            assert!(CHECK.finding(&chrome(&fields)).is_none(), "{:?}", fields.last());
        }
        assert!(CHECK.finding(&safari_phone(&headless())).is_none());
    }
}
