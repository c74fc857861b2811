//! What `navigator` reports: the claim as scripts see it, and the small differences between engines
//! apart.

use serde::Serialize;

use super::collected::Collected;
use super::section::Section;
use super::tree::Tree;
use crate::client_hints::{ClientHints, UserAgentData};
use crate::labels::{Engine, Os};
use crate::user_agent::{self, UserAgent};

/// The facts of `navigator`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Navigator {
    /// `navigator.userAgent`.
    pub user_agent: Collected<Box<str>>,
    /// The user agent, read.
    pub claim: Option<UserAgent>,
    /// `navigator.platform`.
    pub platform: Collected<Box<str>>,
    /// `navigator.vendor`.
    pub vendor: Collected<Box<str>>,
    /// `navigator.productSub`.
    pub product_sub: Collected<Box<str>>,
    /// `navigator.appVersion`.
    pub app_version: Collected<Box<str>>,
    /// Firefox only: the system and its processor.
    pub oscpu: Collected<Box<str>>,
    /// Firefox only: the date of its build.
    pub build_id: Collected<Box<str>>,
    /// `navigator.language`.
    pub language: Collected<Box<str>>,
    /// `navigator.languages`.
    pub languages: Collected<Vec<Box<str>>>,
    /// `navigator.hardwareConcurrency`.
    pub hardware_concurrency: Collected<u32>,
    /// Gigabytes, rounded by the browser.
    pub device_memory: Collected<f64>,
    /// `navigator.maxTouchPoints`.
    pub max_touch_points: Collected<u32>,
    /// `navigator.webdriver`.
    pub webdriver: Collected<bool>,
    /// `navigator.pdfViewerEnabled`.
    pub pdf_viewer_enabled: Collected<bool>,
    /// `navigator.cookieEnabled`.
    pub cookie_enabled: Collected<bool>,
    /// `navigator.doNotTrack`.
    pub do_not_track: Collected<Box<str>>,
    /// `navigator.userAgentData`.
    pub user_agent_data: Collected<ClientHints>,
}

impl Navigator {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["global_privacy_control", "connection_rtt"]);
        let user_agent = section.text("user_agent");
        Self {
            claim: user_agent.text().map(user_agent::parse),
            user_agent,
            platform: section.text("platform"),
            vendor: section.text("vendor"),
            product_sub: section.text("product_sub"),
            app_version: section.text("app_version"),
            oscpu: section.text("oscpu"),
            build_id: section.text("build_id"),
            language: section.text("language"),
            languages: section.texts("languages"),
            hardware_concurrency: section.count("hardware_concurrency"),
            device_memory: section.number("device_memory"),
            max_touch_points: section.count("max_touch_points"),
            webdriver: section.flag("webdriver"),
            pdf_viewer_enabled: section.flag("pdf_viewer_enabled"),
            cookie_enabled: section.flag("cookie_enabled"),
            do_not_track: section.text("do_not_track"),
            user_agent_data: section.section("user_agent_data").map(|data| hints(&data)),
        }
    }

    /// The engine whose `vendor` this is (html.spec.whatwg.org, "navigator compatibility mode").
    #[must_use]
    pub fn vendor_engine(&self) -> Option<Engine> {
        Some(match self.vendor.text()? {
            "Google Inc." => Engine::Blink,
            "Apple Computer, Inc." => Engine::Webkit,
            "" => Engine::Gecko,
            _ => return None,
        })
    }

    /// The system that `platform` names. It does not distinguish Linux from Android.
    #[must_use]
    pub fn platform_os(&self) -> Option<Os> {
        platform_os(self.platform.text()?)
    }
}

/// The system that a `navigator.platform` names.
#[must_use]
pub fn platform_os(platform: &str) -> Option<Os> {
    Some(match platform {
        "Win32" | "Win64" | "Windows" => Os::Windows,
        "MacIntel" | "MacPPC" | "Macintosh" => Os::Macos,
        "iPhone" | "iPad" | "iPod" => Os::Ios,
        "Android" => Os::Android,
        other if other.starts_with("Linux") => Os::Linux,
        _ => return None,
    })
}

/// `navigator.userAgentData` as the client hints it is the script's side of.
pub(super) fn hints(data: &Section<'_>) -> ClientHints {
    data.skip(&["form_factors"]);
    let brands = data.member("brands", pairs);
    let full_versions = data.member("full_version_list", pairs);
    let texts: Vec<Collected<Box<str>>> =
        ["platform", "platform_version", "architecture", "bitness", "model"]
            .map(|name| data.text(name))
            .into();
    let text = |place: usize| texts.get(place).and_then(Collected::text);
    ClientHints::from_user_agent_data(&UserAgentData {
        brands: brands.value().map(Vec::as_slice),
        full_version_list: full_versions.value().map(Vec::as_slice),
        mobile: data.flag("mobile").value().copied(),
        platform: text(0),
        platform_version: text(1),
        architecture: text(2),
        bitness: text(3),
        model: text(4),
        wow64: data.flag("wow64").value().copied(),
        form_factors: None,
    })
}

/// `[["Chromium", "150"]]`, or the objects that the browser itself hands out.
pub(super) fn pairs(tree: &Tree) -> Option<Vec<(&str, &str)>> {
    let Tree::List(items) = tree else { return None };
    items.iter().map(pair).collect()
}

fn pair(item: &Tree) -> Option<(&str, &str)> {
    let (brand, version) = match item {
        Tree::List(pair) => (pair.first()?, pair.get(1)?),
        Tree::Object(_) => (item.member("brand")?, item.member("version")?),
        _ => return None,
    };
    match (brand, version) {
        (Tree::Text(brand), Tree::Text(version)) => Some((brand, version)),
        _ => None,
    }
}
