//! The browser layer: what a script in the page saw. Owns the payload as the collector sends it,
//! and through `adapters` the payloads of other open collectors; whether its facts fit together is
//! a question for the checks.
//!
//! The payload was written by a page that may be hostile, or broken by an extension. A member of a
//! wrong type is therefore an issue and leaves the rest in use; only a `browser` that is not an
//! object is an error of the caller.

mod adapters;
pub mod automation;
pub mod codecs;
mod collected;
pub mod context;
pub mod environment;
pub mod errors;
pub mod gpu;
pub mod navigator;
pub mod probes;
pub mod screen;
mod section;
pub mod tampering;
mod tree;

use std::cell::RefCell;

use serde::{Deserialize, Deserializer, Serialize};

use super::issue::{Issue, IssueCode};
use automation::Automation;
use codecs::Codecs;
pub use collected::Collected;
use context::Contexts;
use environment::{Counts, Hashes, Media, Timezone};
use errors::Errors;
use gpu::Webgl;
use navigator::Navigator;
use probes::Probes;
use screen::Screen;
use section::Section;
use tampering::Tampering;
use tree::Tree;

/// The facts of one page view.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Browser {
    /// `navigator`.
    pub navigator: Navigator,
    /// Screen and window.
    pub screen: Screen,
    /// The graphics processor.
    pub webgl: Collected<Webgl>,
    /// Fonts that are installed, of those that the collector asks for.
    pub fonts: Collected<Vec<Box<str>>>,
    /// `navigator.plugins`, by name.
    pub plugins: Collected<Vec<Box<str>>>,
    /// Audio and video formats.
    pub codecs: Codecs,
    /// The time zone.
    pub timezone: Timezone,
    /// Media queries.
    pub media: Media,
    /// The bitmap of feature probes.
    pub probes: Option<Probes>,
    /// How errors and functions are written.
    pub errors: Errors,
    /// Numbers of devices, voices and others.
    pub counts: Counts,
    /// Whether `window.chrome` is there.
    pub chrome_object: Collected<bool>,
    /// Objects that one browser or one kind of web view puts in its pages, by their path.
    pub brand_objects: Collected<Vec<Box<str>>>,
    /// Functions and members that scripts changed.
    pub tampering: Tampering,
    /// Traces of automation tools.
    pub automation: Automation,
    /// The same facts in a worker and an iframe.
    pub contexts: Contexts,
    /// Hashes of canvas and audio.
    pub hashes: Hashes,
}

/// The payload as it came.
#[derive(Debug)]
pub struct BrowserEvidence(Tree);

impl<'de> Deserialize<'de> for BrowserEvidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tree::object(deserializer).map(Self)
    }
}

impl BrowserEvidence {
    /// The nonce that the collector was given, to be used once.
    #[must_use]
    pub fn nonce(&self) -> Option<&str> {
        match self.0.member("nonce") {
            Some(Tree::Text(nonce)) => Some(nonce),
            _ => None,
        }
    }

    /// When it was gathered, by the clock of the visitor, in milliseconds since 1970; zero is no
    /// time.
    #[must_use]
    pub fn collected_at(&self) -> Option<u64> {
        match self.0.member("collected_at") {
            Some(Tree::Number(milliseconds)) if *milliseconds > 0.0 => Some(*milliseconds as u64),
            _ => None,
        }
    }

    /// The facts, or `None` where there is nothing to go on.
    pub fn read(self, issues: &mut Vec<Issue>) -> Option<Browser> {
        let found = RefCell::new(Vec::new());
        let browser = {
            let root = Section::root(&self.0, &found);
            match root.text("schema").text() {
                None => Some(Browser::read(&root)),
                Some(schema) => adapters::read(schema, &root),
            }
        };
        let usable = browser.filter(|browser| *browser != Browser::default());
        if usable.is_none() {
            found.borrow_mut().push(Issue::new("browser", IssueCode::Empty));
        }
        issues.append(&mut found.into_inner());
        usable
    }
}

impl Browser {
    fn read(root: &Section<'_>) -> Self {
        root.skip(&["collector", "nonce", "collected_at", "duration_ms", "chrome_properties"]);
        Self {
            navigator: root
                .section("navigator")
                .map(|section| Navigator::read(&section))
                .or_default(),
            screen: root.section("screen").map(|section| Screen::read(&section)).or_default(),
            webgl: root.section("webgl").map(|section| Webgl::read(&section)),
            fonts: root.texts("fonts"),
            plugins: root.texts("plugins"),
            codecs: root.section("codecs").map(|section| Codecs::read(&section)).or_default(),
            timezone: root.section("timezone").map(|section| Timezone::read(&section)).or_default(),
            media: root.section("media").map(|section| Media::read(&section)).or_default(),
            probes: root.section("probes").map(|section| Probes::read(&section)).or_default(),
            errors: root.section("errors").map(|section| Errors::read(&section)).or_default(),
            counts: root.section("counts").map(|section| Counts::read(&section)).or_default(),
            chrome_object: root.flag("chrome_object"),
            brand_objects: root.texts("brand_objects"),
            tampering: root
                .section("tampering")
                .map(|section| Tampering::read(&section))
                .or_default(),
            automation: root
                .section("automation")
                .map(|section| Automation::read(&section))
                .or_default(),
            contexts: root.section("contexts").map(|section| Contexts::read(&section)).or_default(),
            hashes: root.section("hashes").map(|section| Hashes::read(&section)).or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
