//! The same questions asked in another place: a worker, and a frame that the page has just made.
//! A patch of the main page seldom reaches them.

use serde::Serialize;

use super::collected::Collected;
use super::navigator::pairs;
use super::section::Section;
use crate::client_hints::Brands;

/// What one other context answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Context {
    /// `navigator.userAgent`.
    pub user_agent: Collected<Box<str>>,
    /// `navigator.platform`.
    pub platform: Collected<Box<str>>,
    /// `navigator.hardwareConcurrency`.
    pub hardware_concurrency: Collected<u32>,
    /// `navigator.deviceMemory`, in GiB.
    pub device_memory: Collected<f64>,
    /// `navigator.language`.
    pub language: Collected<Box<str>>,
    /// `navigator.languages`.
    pub languages: Collected<Vec<Box<str>>>,
    /// `navigator.userAgentData.brands`.
    pub brands: Collected<Brands>,
    /// The time zone of `Intl`.
    pub timezone: Collected<Box<str>>,
    /// The unmasked renderer of WebGL.
    pub webgl_renderer: Collected<Box<str>>,
    /// `navigator.webdriver`.
    pub webdriver: Collected<bool>,
    /// In a frame: whether its window is its own.
    pub self_is_window: Collected<bool>,
}

impl Context {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["ua_data_platform", "function_to_string", "webgl_vendor", "chrome_object"]);
        section.skip(&["intl_timezone", "intl_locale"]);
        Self {
            user_agent: section.text("user_agent"),
            platform: section.text("platform"),
            hardware_concurrency: section.count("hardware_concurrency"),
            device_memory: section.number("device_memory"),
            language: section.text("language"),
            languages: section.texts("languages"),
            brands: section.member("brands", |tree| Some(Brands::from_pairs(pairs(tree)?).0)),
            timezone: section.text("timezone"),
            webgl_renderer: section.text("webgl_renderer"),
            webdriver: section.flag("webdriver"),
            self_is_window: section.flag("self_is_window"),
        }
    }
}

/// Every other context.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Contexts {
    /// The same in a worker.
    pub worker: Collected<Context>,
    /// The same in an iframe.
    pub iframe: Collected<Context>,
}

impl Contexts {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let read = |name| section.section(name).map(|section| Context::read(&section));
        Self { worker: read("worker"), iframe: read("iframe") }
    }
}
