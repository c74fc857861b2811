//! Graphics drawn by the processor, or shown by a virtual machine. Most machines of drivers have no
//! graphics card; many honest ones have not either.

use super::super::{Check, Found, PointsTo, Stated};
use super::{Family, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "software_rendering",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(0.7),
    doc: "Graphics are rendered without a graphics card, or by a virtual machine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let family = browser.webgl.value()?.family()?;
    if !matches!(family, Family::Software | Family::Virtual) {
        return None;
    }
    Some(Found::new(
        "Graphics are rendered without a graphics card, as on most servers and some virtual \
         machines.",
        vec![("browser.webgl.renderer", format!("{family:?}").to_lowercase())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn swiftshader_is_noted_and_decides_nothing() {
        let finding = CHECK
            .finding(&chrome(&[("webgl.renderer", json!("ANGLE (Google, SwiftShader driver)"))]))
            .unwrap();
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn a_graphics_card_is_not_noted() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
