//! The values of single hints: platform, architecture, model and form factors, by the names of the
//! specification (wicg.github.io/ua-client-hints).

use serde::Serialize;

/// The platforms of the specification (wicg.github.io/ua-client-hints, `sec-ch-ua-platform`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// `Android`.
    Android,
    /// `Chrome OS`, `Chromium OS`.
    ChromeOs,
    /// `Fuchsia`.
    Fuchsia,
    /// `iOS`.
    Ios,
    /// `Linux`.
    Linux,
    /// `macOS`.
    MacOs,
    /// `Windows`.
    Windows,
    /// `Unknown`, the empty string, or a name of no specification.
    Other,
}

impl Platform {
    pub(super) fn from_name(name: &[u8]) -> Self {
        match name {
            b"Android" => Self::Android,
            // Before Chrome 93 and in Chromium builds respectively.
            b"Chrome OS" | b"Chromium OS" | b"ChromeOS" => Self::ChromeOs,
            b"Fuchsia" => Self::Fuchsia,
            b"iOS" => Self::Ios,
            b"Linux" => Self::Linux,
            b"macOS" | b"Mac OS X" => Self::MacOs,
            b"Windows" => Self::Windows,
            _ => Self::Other,
        }
    }
}

/// The processor's family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Architecture {
    /// `arm`.
    Arm,
    /// `x86`.
    X86,
    /// The empty string, as on Android, or another word.
    Other,
}

impl Architecture {
    pub(super) fn from_name(name: &[u8]) -> Self {
        match name {
            b"arm" => Self::Arm,
            b"x86" => Self::X86,
            _ => Self::Other,
        }
    }
}

/// Whether the device has a model; desktop browsers send an empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// An empty string, as desktops send.
    Empty,
    /// A model.
    Named,
}

impl Model {
    pub(super) fn from_name(name: &[u8]) -> Self {
        if name.is_empty() { Self::Empty } else { Self::Named }
    }
}

/// The form factors that `sec-ch-ua-form-factors` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FormFactors {
    /// `Desktop`.
    pub desktop: bool,
    /// `Automotive`.
    pub automotive: bool,
    /// `Mobile`.
    pub mobile: bool,
    /// `Tablet`.
    pub tablet: bool,
    /// `XR`.
    pub xr: bool,
    /// `EInk`.
    pub e_ink: bool,
    /// `Watch`.
    pub watch: bool,
    /// Another form factor.
    pub other: bool,
}

impl FormFactors {
    pub(super) fn add(&mut self, name: &[u8]) {
        match name {
            b"Desktop" => self.desktop = true,
            b"Automotive" => self.automotive = true,
            b"Mobile" => self.mobile = true,
            b"Tablet" => self.tablet = true,
            b"XR" => self.xr = true,
            b"EInk" => self.e_ink = true,
            b"Watch" => self.watch = true,
            _ => self.other = true,
        }
    }
}
