//! The renderer that WebGL names against the claimed system: Direct3D is Windows, Metal and Apple's
//! processors are Apple's, Mesa and the processors of telephones are neither. `WebKit` says `Apple
//! GPU` on every system, and browsers that hide it name a common one.

use super::super::{Finding, PointsTo};
use super::{claim, page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, Os, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?.os.filter(|os| *os != Os::Unknown)?;
    let graphics = browser.webgl.value()?;
    let systems = graphics.systems()?;
    if systems.contains(&said) {
        return None;
    }
    let renderer = graphics.renderer.text().map(short).unwrap_or_default();
    Some(Finding {
        code: "gpu_of_another_system",
        layers: &[Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::GpuContradictsOs),
        weight: 4.5,
        message: format!(
            "The client says it runs on {said}; its graphics ({renderer}) do not exist there."
        ),
        evidence: vec![("browser.webgl.renderer", renderer)],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::check;
    use serde_json::json;

    #[test]
    fn direct3d_under_another_system_is_found() {
        let mac =
            CHROME.replace("Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7");
        assert!(check(&chrome(&[("navigator.user_agent", json!(mac))])).is_some());
        let mesa = json!("ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)");
        assert!(check(&chrome(&[("webgl.renderer", mesa)])).is_some());
    }

    #[test]
    fn software_virtual_machines_and_webkit_are_honest() {
        assert!(check(&chrome(&[])).is_none());
        for renderer in [
            "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
            "Apple GPU",
            "Mozilla",
            "VMware SVGA 3D",
        ] {
            assert!(check(&chrome(&[("webgl.renderer", json!(renderer))])).is_none(), "{renderer}");
        }
    }
}
