//! The client hints of a request, or `navigator.userAgentData` of a page: brands, platform, form.
//! Owns their reading into typed facts. Malformed hints are a fact (`malformed`), never an error;
//! whether the hints agree with anything else is a question for the checks.

use serde::Serialize;

mod arrangement;
mod brands;
mod structured_fields;
mod user_agent_data;
mod values;

pub use brands::Brands;
pub use user_agent_data::UserAgentData;
pub use values::{Architecture, FormFactors, Model, Platform};

use crate::labels::{Browser, Device, Os};
use structured_fields::{read_boolean, read_list, read_string};

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
            3 => keep(&mut self.platform, text().map(|text| Platform::from_name(text.as_bytes()))),
            // Linux sends an empty platform version.
            4 => match text() {
                Some(text) if text.as_bytes().is_empty() => true,
                text => {
                    keep(&mut self.platform_version, text.and_then(|text| number(text.as_bytes())))
                }
            },
            5 => keep(
                &mut self.architecture,
                text().map(|text| Architecture::from_name(text.as_bytes())),
            ),
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

fn read_model(value: &str) -> Option<Model> {
    read_string(value).map(|text| Model::from_name(text.as_bytes()))
}

fn number(text: &[u8]) -> Option<u32> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests;
