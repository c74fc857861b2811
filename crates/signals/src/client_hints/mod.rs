//! The client hints of a request, or `navigator.userAgentData` of a page: brands, platform, form.
//! Owns their reading into typed facts. Malformed hints are a fact (`malformed`), never an error;
//! whether the hints agree with anything else is a question for the checks.

use serde::Serialize;

mod arrangement;
mod brands;
mod structured_fields;

pub use brands::Brands;

use crate::labels::{Browser, Device, Os};
use structured_fields::{Text, read_boolean, read_list, read_string};

/// The content of the hints. `None` = the hint was not sent, or cannot be read (then `malformed`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ClientHints {
    /// `sec-ch-ua`.
    pub brands: Option<Brands>,
    /// `sec-ch-ua-full-version-list`.
    pub full_versions: Option<Brands>,
    /// `sec-ch-ua-mobile`.
    pub mobile: Option<bool>,
    /// `sec-ch-ua-platform`.
    pub platform: Option<Platform>,
    /// The major of `sec-ch-ua-platform-version`; Windows 11 is 13 and higher.
    pub platform_version: Option<u32>,
    /// `sec-ch-ua-arch`.
    pub architecture: Option<Architecture>,
    /// `sec-ch-ua-bitness`.
    pub bitness: Option<u32>,
    /// `sec-ch-ua-model`.
    pub model: Option<Model>,
    /// `sec-ch-ua-wow64`: a 32-bit browser on 64-bit Windows.
    pub wow64: Option<bool>,
    /// `sec-ch-ua-form-factors`.
    pub form_factors: Option<FormFactors>,
    /// How many hints were sent, readable or not.
    pub hint_count: u32,
    /// At least one hint does not follow its grammar, or was sent twice.
    pub malformed: bool,
}

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

/// Desktop browsers send an empty model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// An empty string, as desktops send.
    Empty,
    /// A model.
    Named,
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

/// The values of `navigator.userAgentData`; lists are pairs of brand and version.
#[derive(Debug, Clone, Copy, Default)]
pub struct UserAgentData<'a> {
    /// `brands`, as name and version.
    pub brands: Option<&'a [(&'a str, &'a str)]>,
    /// `fullVersionList`, as name and version.
    pub full_version_list: Option<&'a [(&'a str, &'a str)]>,
    /// `mobile`.
    pub mobile: Option<bool>,
    /// `platform`.
    pub platform: Option<&'a str>,
    /// `platformVersion`.
    pub platform_version: Option<&'a str>,
    /// `architecture`.
    pub architecture: Option<&'a str>,
    /// `bitness`.
    pub bitness: Option<&'a str>,
    /// `model`.
    pub model: Option<&'a str>,
    /// `wow64`.
    pub wow64: Option<bool>,
    /// `formFactors`.
    pub form_factors: Option<&'a [&'a str]>,
}

impl ClientHints {
    /// The hints among the headers of a request; `None` if there is none. Names in any case.
    #[must_use]
    pub fn from_headers<'a>(headers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let mut hints = Self::default();
        for (name, value) in headers {
            let hint = name.get(..9).filter(|start| start.eq_ignore_ascii_case("sec-ch-ua"));
            if hint.is_some() {
                hints.read_header(name.get(9..).unwrap_or(""), value);
            }
        }
        (hints.hint_count > 0).then_some(hints)
    }

    /// The hints of a page.
    #[must_use]
    pub fn from_user_agent_data(data: &UserAgentData<'_>) -> Self {
        let mut hints = Self::default();
        let mut versions_readable = true;
        let mut brands_of = |pairs: &[(&str, &str)]| {
            let (brands, readable) = Brands::from_pairs(pairs.iter().copied());
            versions_readable &= readable;
            brands
        };
        hints.brands = data.brands.map(&mut brands_of);
        hints.full_versions = data.full_version_list.map(&mut brands_of);
        // Blank data is unusable: `mobile` is then false on phones too, as in some web views and
        // in the pages of a driver that overrode the user agent alone.
        let blank =
            data.brands.is_some_and(<[_]>::is_empty) && data.platform.is_none_or(str::is_empty);
        hints.mobile = data.mobile.filter(|_| !blank);
        hints.wow64 = data.wow64;
        hints.platform = data.platform.map(|text| platform(text.as_bytes()));
        hints.platform_version = data.platform_version.and_then(|text| number(text.as_bytes()));
        hints.architecture = data.architecture.map(|text| architecture(text.as_bytes()));
        hints.bitness = data.bitness.and_then(|text| number(text.as_bytes()));
        hints.model = data.model.map(|text| model(text.as_bytes()));
        hints.form_factors = data.form_factors.map(|names| {
            let mut factors = FormFactors::default();
            for name in names {
                factors.add(name.as_bytes());
            }
            factors
        });
        hints.hint_count = [
            data.brands.is_some(),
            data.full_version_list.is_some(),
            data.mobile.is_some(),
            data.platform.is_some(),
            data.platform_version.is_some(),
            data.architecture.is_some(),
            data.bitness.is_some(),
            data.model.is_some(),
            data.wow64.is_some(),
            data.form_factors.is_some(),
        ]
        .iter()
        .map(|given| u32::from(*given))
        .sum();
        hints.malformed = !versions_readable;
        hints
    }

    /// The browser that the brands name, and its major.
    #[must_use]
    pub fn browser(&self) -> Option<(Browser, Option<u32>)> {
        self.brands.or(self.full_versions).and_then(|brands| brands.browser())
    }

    /// The operating system that the platform names.
    #[must_use]
    pub fn os(&self) -> Option<Os> {
        match self.platform? {
            Platform::Android => Some(Os::Android),
            Platform::ChromeOs => Some(Os::Chromeos),
            Platform::Ios => Some(Os::Ios),
            Platform::Linux => Some(Os::Linux),
            Platform::MacOs => Some(Os::Macos),
            Platform::Windows => Some(Os::Windows),
            Platform::Fuchsia | Platform::Other => None,
        }
    }

    /// The device, as far as the hints name one: the form factor if sent, else the mobile flag.
    #[must_use]
    pub fn device(&self) -> Option<Device> {
        if let Some(factors) = self.form_factors {
            if factors.tablet {
                return Some(Device::Tablet);
            }
            if factors.mobile {
                return Some(Device::Mobile);
            }
            if factors.desktop {
                return Some(Device::Desktop);
            }
            if factors != FormFactors::default() {
                return Some(Device::Other);
            }
        }
        match (self.mobile?, self.os()) {
            (true, _) => Some(Device::Mobile),
            // Android without the flag is a tablet, a desktop mode or a television.
            (false, Some(Os::Android | Os::Ios) | None) => None,
            (false, Some(_)) => Some(Device::Desktop),
        }
    }

    /// Reads the header `sec-ch-ua` + `hint`; hints of no meaning here are left alone.
    fn read_header(&mut self, hint: &str, value: &str) {
        const HINTS: [&str; 10] = [
            "",
            "-full-version-list",
            "-mobile",
            "-platform",
            "-platform-version",
            "-arch",
            "-bitness",
            "-model",
            "-wow64",
            "-form-factors",
        ];
        let Some(place) = HINTS.iter().position(|known| hint.eq_ignore_ascii_case(known)) else {
            return;
        };
        self.hint_count = self.hint_count.saturating_add(1);
        let text = || read_string(value);
        let readable = match place {
            0 => keep_brands(&mut self.brands, value),
            1 => keep_brands(&mut self.full_versions, value),
            2 => keep(&mut self.mobile, read_boolean(value)),
            3 => keep(&mut self.platform, text().map(|text| platform(text.as_bytes()))),
            // Linux sends an empty platform version.
            4 => match text() {
                Some(text) if text.as_bytes().is_empty() => true,
                text => {
                    keep(&mut self.platform_version, text.and_then(|text| number(text.as_bytes())))
                }
            },
            5 => keep(&mut self.architecture, text().map(|text| architecture(text.as_bytes()))),
            6 => match text() {
                Some(text) if text.as_bytes().is_empty() => true,
                text => keep(&mut self.bitness, text.and_then(|text| number(text.as_bytes()))),
            },
            7 => keep(&mut self.model, read_model(value)),
            8 => keep(&mut self.wow64, read_boolean(value)),
            _ => {
                let mut factors = FormFactors::default();
                let well_formed = read_list(value, |member| factors.add(member.text.as_bytes()));
                keep(&mut self.form_factors, Some(factors)) && well_formed
            }
        };
        self.malformed |= !readable;
    }
}

impl FormFactors {
    fn add(&mut self, name: &[u8]) {
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

/// The first value stays; `false` if it is missing or not the first.
fn keep<T>(slot: &mut Option<T>, read: Option<T>) -> bool {
    let first = slot.is_none();
    let readable = read.is_some();
    if first {
        *slot = read;
    }
    first && readable
}

fn keep_brands(slot: &mut Option<Brands>, value: &str) -> bool {
    let (brands, well_formed) = Brands::from_header(value);
    keep(slot, Some(brands)) && well_formed
}

fn platform(name: &[u8]) -> Platform {
    match name {
        b"Android" => Platform::Android,
        // Before Chrome 93 and in Chromium builds respectively.
        b"Chrome OS" | b"Chromium OS" | b"ChromeOS" => Platform::ChromeOs,
        b"Fuchsia" => Platform::Fuchsia,
        b"iOS" => Platform::Ios,
        b"Linux" => Platform::Linux,
        b"macOS" | b"Mac OS X" => Platform::MacOs,
        b"Windows" => Platform::Windows,
        _ => Platform::Other,
    }
}

fn architecture(name: &[u8]) -> Architecture {
    match name {
        b"arm" => Architecture::Arm,
        b"x86" => Architecture::X86,
        _ => Architecture::Other,
    }
}

fn model(name: &[u8]) -> Model {
    if name.is_empty() { Model::Empty } else { Model::Named }
}

fn read_model(value: &str) -> Option<Model> {
    read_string(value).map(|text: Text| model(text.as_bytes()))
}

fn number(text: &[u8]) -> Option<u32> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests;
