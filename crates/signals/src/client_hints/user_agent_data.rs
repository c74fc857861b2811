//! The hints that scripts read: `navigator.userAgentData` and its high-entropy values.

use super::{Architecture, Brands, ClientHints, FormFactors, Model, Platform, number};

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
        hints.platform = data.platform.map(|text| Platform::from_name(text.as_bytes()));
        hints.platform_version = data.platform_version.and_then(|text| number(text.as_bytes()));
        hints.architecture = data.architecture.map(|text| Architecture::from_name(text.as_bytes()));
        hints.bitness = data.bitness.and_then(|text| number(text.as_bytes()));
        hints.model = data.model.map(|text| Model::from_name(text.as_bytes()));
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
}
