//! Chromium on a desktop lists five PDF plugins since version 94, unless a policy turns the viewer
//! off. Imitations often list none.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Layer};

pub(super) const CHECK: Check = Check {
    code: "plugins_missing",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(1.0),
    doc: "A desktop Chromium that lists no plugins.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?;
    let lists = said.device == Some(Device::Desktop) && said.is_recent_chromium();
    let disabled = browser.navigator.pdf_viewer_enabled.value() == Some(&false);
    if !lists || disabled || !browser.plugins.value()?.is_empty() {
        return None;
    }
    Some(Found::new(
        "The client claims to be Chromium on a desktop, but lists no plugins.",
        vec![("browser.plugins", "0".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_chromium_without_plugins_is_found() {
        let finding = CHECK.finding(&chrome(&[("plugins", json!([]))])).unwrap();
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn a_viewer_that_was_turned_off_is_honest() {
        let off = [("plugins", json!([])), ("navigator.pdf_viewer_enabled", json!(false))];
        assert!(CHECK.finding(&chrome(&off)).is_none());
        assert!(CHECK.finding(&safari_phone(&[("plugins", json!([]))])).is_none());
    }
}
