//! Fetch metadata (`Sec-Fetch-*`) and the header fields that go with a navigation. Owns reading
//! them; which browsers must send them is a question for the checks.

use serde::Serialize;

/// What kind of request the browser declares (w3.org/TR/fetch-metadata).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FetchMetadata {
    /// `sec-fetch-site`.
    pub site: Option<Site>,
    /// `sec-fetch-mode`.
    pub mode: Option<Mode>,
    /// `Sec-Fetch-User: ?1`.
    pub user: bool,
    /// `Sec-Fetch-Dest: document`.
    pub to_document: bool,
}

/// Values of `sec-fetch-site`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Site {
    /// `none`: the user's own request.
    None,
    /// `same-origin`.
    SameOrigin,
    /// `same-site`.
    SameSite,
    /// `cross-site`.
    CrossSite,
    /// Another value.
    Other,
}

/// Values of `sec-fetch-mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// `navigate`.
    Navigate,
    /// `cors`.
    Cors,
    /// `no-cors`.
    NoCors,
    /// Another value.
    Other,
}

impl FetchMetadata {
    /// `None` where no such field was sent.
    pub fn read<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let (site, mode, destination) =
            (value("sec-fetch-site"), value("sec-fetch-mode"), value("sec-fetch-dest"));
        if site.is_none() && mode.is_none() && destination.is_none() {
            return None;
        }
        Some(Self {
            site: site.map(|text| match text {
                "none" => Site::None,
                "same-origin" => Site::SameOrigin,
                "same-site" => Site::SameSite,
                "cross-site" => Site::CrossSite,
                _ => Site::Other,
            }),
            mode: mode.map(|text| match text {
                "navigate" => Mode::Navigate,
                "cors" => Mode::Cors,
                "no-cors" => Mode::NoCors,
                _ => Mode::Other,
            }),
            user: value("sec-fetch-user") == Some("?1"),
            to_document: destination == Some("document"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_navigation_and_a_fetch_differ() {
        let navigation = FetchMetadata::read(|name| match name {
            "sec-fetch-site" => Some("none"),
            "sec-fetch-mode" => Some("navigate"),
            "sec-fetch-user" => Some("?1"),
            "sec-fetch-dest" => Some("document"),
            _ => None,
        })
        .unwrap();
        assert_eq!(
            (navigation.mode, navigation.user, navigation.to_document),
            (Some(Mode::Navigate), true, true)
        );
    }

    #[test]
    fn without_fields_metadata_is_missing() {
        assert_eq!(FetchMetadata::read(|_| None), None);
    }
}
