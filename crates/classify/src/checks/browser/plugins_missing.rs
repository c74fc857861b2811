//! Chromium on a desktop lists five PDF plugins since version 94, unless a policy turns the viewer
//! off. Imitations often list none.

use super::super::{Finding, PointsTo};
use super::{claim, is_recent, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Device, Engine, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?;
    let lists = said.engine == Some(Engine::Blink)
        && said.device == Some(Device::Desktop)
        && is_recent(&said);
    let disabled = browser.navigator.pdf_viewer_enabled.value() == Some(&false);
    if !lists || disabled || !browser.plugins.value()?.is_empty() {
        return None;
    }
    Some(Finding {
        code: "plugins_missing",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::Headless),
        weight: 1.0,
        message: "The client says it is a Chromium on a desktop, and lists no plugins.".to_owned(),
        evidence: vec![("browser.plugins", "0".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_chromium_without_plugins_is_found() {
        let finding = check(&chrome(&[("plugins", json!([]))])).unwrap();
        assert!(convicts(finding.weight).is_none());
    }

    #[test]
    fn a_viewer_that_was_turned_off_is_honest() {
        let off = [("plugins", json!([])), ("navigator.pdf_viewer_enabled", json!(false))];
        assert!(check(&chrome(&off)).is_none());
        assert!(check(&safari_phone(&[("plugins", json!([]))])).is_none());
    }
}
