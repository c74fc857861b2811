//! The user agent as a claim: which browser, version, system and device a text names. Owns the
//! reading of the text; whether the claim is true is a question for the checks.
//!
//! Written here because the libraries run hundreds of regular expressions over each text and decide
//! by a table of their own; this reads the text once, without allocation, to the service's labels.

use serde::Serialize;

mod browser;
mod crawler;
mod crawler_names;
mod device;
mod dictionary;
mod facts;
mod libraries;
mod os;
mod products;
mod words;

use crate::labels::{Browser, Device, Engine, Os};
use facts::Facts;
use products::Product;

/// What one user agent claims. `None` = the text names nothing that has a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct UserAgent {
    /// The browser that the text names.
    pub browser: Option<Browser>,
    /// The major version of `browser`.
    pub version: Option<u32>,
    /// The engine that the named browser is built on; `Engine::None` for an HTTP library.
    pub engine: Option<Engine>,
    /// The operating system.
    pub os: Option<Os>,
    /// The device class.
    pub device: Option<Device>,
    /// The text names a browser without a window (`HeadlessChrome`, `PhantomJS`).
    pub headless: bool,
    /// The text names a library that is made to send another client's hello.
    pub impersonator: bool,
}

/// Reads a user agent; never fails, in time linear in the length.
#[must_use]
pub fn parse(text: &str) -> UserAgent {
    let facts = Facts::read(text);
    let os = os::os(&facts);
    let (browser, version) = if crawler::is_crawler(&facts) {
        (Some(Browser::Crawler), None)
    } else if let Some(library) = facts.library.filter(|_| is_library(&facts)) {
        (Some(library), facts.library_version)
    } else {
        browser::browser(&facts, os)
    };
    UserAgent {
        browser,
        version,
        engine: browser::engine(&facts, browser, os),
        os,
        device: device::device(&facts, browser, os),
        headless: facts.has(Product::HeadlessChrome) || facts.has(Product::Headless),
        impersonator: facts.impersonator,
    }
}

/// The program itself is the library, and not a browser or a phone that names one.
fn is_library(facts: &Facts) -> bool {
    let other =
        facts.engine_named() || facts.has(Product::OtherPhone) || facts.has(Product::OtherBrowser);
    facts.library_leads || !other
}

#[cfg(test)]
mod tests;
