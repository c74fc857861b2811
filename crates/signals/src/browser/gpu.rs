//! The graphics processor that WebGL names: its family and the systems it can run on. Owns the
//! reading of the text; whether it fits the claim is a question for the checks.

use serde::Serialize;

use super::collected::Collected;
use super::section::Section;
use crate::labels::Os;

/// What WebGL names.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Webgl {
    /// The unmasked vendor.
    pub vendor: Collected<Box<str>>,
    /// The unmasked renderer.
    pub renderer: Collected<Box<str>>,
}

/// Families of graphics processors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Intel.
    Intel,
    /// NVIDIA.
    Nvidia,
    /// AMD.
    Amd,
    /// Apple.
    Apple,
    /// Qualcomm Adreno.
    Adreno,
    /// Arm Mali.
    Mali,
    /// Imagination `PowerVR`.
    PowerVr,
    /// Rendered by the processor, as machines without a graphics card do.
    Software,
    /// Shown by a virtual machine.
    Virtual,
    /// Another family.
    Other,
}

/// Words of a renderer and the family that they name, in lower case; the first that is found
/// counts.
const FAMILIES: &[(&str, Family)] = &[
    ("swiftshader", Family::Software),
    ("llvmpipe", Family::Software),
    ("softpipe", Family::Software),
    ("basic render", Family::Software),
    ("vmware", Family::Virtual),
    ("svga3d", Family::Virtual),
    ("virtualbox", Family::Virtual),
    ("parallels", Family::Virtual),
    ("virgl", Family::Virtual),
    ("apple", Family::Apple),
    ("adreno", Family::Adreno),
    ("mali", Family::Mali),
    ("powervr", Family::PowerVr),
    ("nvidia", Family::Nvidia),
    ("geforce", Family::Nvidia),
    ("radeon", Family::Amd),
    ("amd", Family::Amd),
    ("intel", Family::Intel),
];

impl Webgl {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["masked_vendor", "masked_renderer", "extension_count", "max_texture_size"]);
        Self { vendor: section.text("vendor"), renderer: section.text("renderer") }
    }

    /// The family that the renderer names.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        Some(family(self.renderer.text()?))
    }

    /// The systems on which this renderer can be, where that is known.
    #[must_use]
    pub fn systems(&self) -> Option<&'static [Os]> {
        systems(self.renderer.text()?)
    }
}

/// The family of a renderer's text.
#[must_use]
pub fn family(renderer: &str) -> Family {
    let renderer = renderer.to_ascii_lowercase();
    FAMILIES
        .iter()
        .find(|(word, _)| renderer.contains(word))
        .map_or(Family::Other, |(_, family)| *family)
}

/// Direct3D exists on Windows alone, Metal and Apple's processors on Apple's systems, Mesa on none
/// of the two. Mobile processors are in phones, `ChromeOS` and Windows on ARM, where Direct3D
/// tells; a Mac has none.
fn systems(renderer: &str) -> Option<&'static [Os]> {
    const APPLE: &[Os] = &[Os::Macos, Os::Ios];
    const MESA: &[Os] = &[Os::Linux, Os::Android, Os::Chromeos];
    // Windows Subsystem for Linux names `D3D12` and never the long word.
    if renderer.contains("Direct3D") {
        return Some(&[Os::Windows]);
    }
    // The name that WebKit gives on every system, WebKitGTK on Linux included.
    if renderer == "Apple GPU" {
        return None;
    }
    // SwiftShader never names `Metal`, and runs on every system.
    if family(renderer) == Family::Software {
        return None;
    }
    if renderer.contains("Metal") || family(renderer) == Family::Apple {
        return Some(APPLE);
    }
    if renderer.contains("Mesa") {
        return Some(MESA);
    }
    matches!(family(renderer), Family::Mali | Family::Adreno).then_some(MESA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderers_name_family_and_system() {
        for (renderer, expected, windows) in [
            (
                "ANGLE (AMD, AMD Radeon(TM) Vega 8 Graphics Direct3D11 vs_5_0 ps_5_0, D3D11-30)",
                Family::Amd,
                Some(true),
            ),
            (
                "ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)",
                Family::Apple,
                Some(false),
            ),
            (
                "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)",
                Family::Intel,
                Some(false),
            ),
            ("Adreno (TM) 640", Family::Adreno, Some(false)),
            ("ANGLE (Qualcomm, Adreno X1-85 Direct3D11 vs_5_0 ps_5_0)", Family::Adreno, Some(true)),
            (
                "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
                Family::Software,
                None,
            ),
            ("D3D12 (NVIDIA GeForce RTX 3080)", Family::Nvidia, None),
            ("Mozilla", Family::Other, None),
            ("Apple GPU", Family::Apple, None),
        ] {
            assert_eq!(family(renderer), expected, "{renderer}");
            assert_eq!(
                systems(renderer).map(|on| on.contains(&Os::Windows)),
                windows,
                "{renderer}"
            );
        }
    }
}
