//! The renderer that WebGL names against the claimed system: Direct3D is Windows, Metal and Apple's
//! processors are Apple's, Mesa and the processors of telephones are neither. `WebKit` says `Apple
//! GPU` on every system, and browsers that hide it name a common one.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, Os, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "gpu_of_another_system",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::GpuContradictsOs)),
    weight: Stated::always(4.5),
    doc: "The WebGL renderer does not exist on the claimed operating system.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?.os.filter(|os| *os != Os::Unknown)?;
    let graphics = browser.webgl.value()?;
    let systems = graphics.systems()?;
    if systems.contains(&said) {
        return None;
    }
    let renderer = graphics.renderer.text().map(short).unwrap_or_default();
    Some(Found::new(
        format!(
            "The client claims to run on {said}; its graphics ({renderer}) do not exist there."
        ),
        vec![("browser.webgl.renderer", renderer)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn direct3d_under_another_system_is_found() {
        let mac =
            CHROME.replace("Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7");
        assert!(CHECK.finding(&chrome(&[("navigator.user_agent", json!(mac))])).is_some());
        let mesa = json!("ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)");
        assert!(CHECK.finding(&chrome(&[("webgl.renderer", mesa)])).is_some());
    }

    #[test]
    fn software_virtual_machines_and_webkit_are_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        for renderer in [
            "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
            "Apple GPU",
            "Mozilla",
            "VMware SVGA 3D",
        ] {
            assert!(
                CHECK.finding(&chrome(&[("webgl.renderer", json!(renderer))])).is_none(),
                "{renderer}"
            );
        }
    }
}
