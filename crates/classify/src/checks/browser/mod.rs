//! Contradictions in what a page shows of its browser, one per file. What is unusual but honest,
//! such as a virtual machine, a web view or a browser that hides its user, never convicts by
//! itself: its weight stays below what the prior asks for.

mod chrome_object_missing;
mod devtools_protocol;
mod driver_traces;
mod emulated_viewport;
mod eval_length_of_another_engine;
mod first_language_differs;
mod gpu_of_another_system;
mod headless_display;
mod headless_font;
mod headless_screen;
mod headless_script;
mod hints_of_another_request;
mod history_unlimited;
mod iframe_contradicts_main;
mod impossible_hardware;
mod languages_empty;
mod languages_of_another_request;
mod native_functions_replaced;
mod no_pointer;
mod objects_of_another_engine;
mod permissions_disagree;
mod phone_without_touch;
mod platform_of_another_system;
mod plugins_missing;
mod probes_of_a_desktop;
mod probes_of_another_engine;
mod probes_of_another_version;
mod product_sub_of_another_engine;
mod software_rendering;
mod stack_of_another_engine;
mod timezone_contradicts_language;
mod user_agent_data_blank;
mod user_agent_data_differs;
mod user_agent_of_another_request;
mod vendor_of_another_engine;
mod webdriver_flag;
mod webdriver_hidden;
mod webdriver_redefined;
mod window_without_frame;
mod worker_contradicts_main;

mod cross_realm;

use cross_realm::differing;

use super::Check;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::Browser;
use fingerprint_signals::browser::Collected;
use fingerprint_signals::browser::context::Context;
use fingerprint_signals::browser::gpu::Family;
use fingerprint_signals::browser::probes::Platform;
use fingerprint_signals::client_hints::ClientHints;
use fingerprint_signals::http::negotiation::Primary;
use fingerprint_signals::labels::{Browser as Label, Engine};
use fingerprint_signals::user_agent::{self, UserAgent};

/// Every check of the page.
pub(super) const CHECKS: &[Check] = &[
    chrome_object_missing::check,
    devtools_protocol::check,
    driver_traces::check,
    emulated_viewport::check,
    eval_length_of_another_engine::check,
    first_language_differs::check,
    gpu_of_another_system::check,
    headless_display::check,
    headless_font::check,
    headless_screen::check,
    headless_script::check,
    hints_of_another_request::check,
    history_unlimited::check,
    iframe_contradicts_main::check,
    impossible_hardware::check,
    languages_empty::check,
    languages_of_another_request::check,
    native_functions_replaced::check,
    no_pointer::check,
    objects_of_another_engine::check,
    permissions_disagree::check,
    phone_without_touch::check,
    platform_of_another_system::check,
    plugins_missing::check,
    probes_of_a_desktop::check,
    probes_of_another_engine::check,
    probes_of_another_version::check,
    product_sub_of_another_engine::check,
    software_rendering::check,
    stack_of_another_engine::check,
    timezone_contradicts_language::check,
    user_agent_data_blank::check,
    user_agent_data_differs::check,
    user_agent_of_another_request::check,
    vendor_of_another_engine::check,
    webdriver_flag::check,
    webdriver_hidden::check,
    webdriver_redefined::check,
    window_without_frame::check,
    worker_contradicts_main::check,
];

/// Longest text of a client that a finding quotes.
const MAX_QUOTE_CHARS: usize = 96;

fn page(fingerprint: &Fingerprint) -> Option<&Browser> {
    fingerprint.browser.as_ref()
}

/// The user agent that scripts see; where none was collected, that of the request.
fn claim(fingerprint: &Fingerprint) -> Option<UserAgent> {
    let http = || fingerprint.http.as_ref().and_then(|http| http.user_agent);
    page(fingerprint)?.navigator.claim.or_else(http)
}

/// The engine that the user agent claims, on the system that it claims.
fn claimed_engine(fingerprint: &Fingerprint) -> Option<Engine> {
    let engine = claim(fingerprint)?.engine?;
    matches!(engine, Engine::Blink | Engine::Gecko | Engine::Webkit).then_some(engine)
}

/// A Chromium of the last years by its own word: it has what Chromium has had since 2021.
fn is_recent(claim: &UserAgent) -> bool {
    let counts = matches!(claim.browser, Some(Label::Chrome | Label::Edge | Label::Chromium));
    counts
        && claim.engine == Some(Engine::Blink)
        && claim.version.is_some_and(|version| version >= 94)
}

/// A machine that nobody sits at, as far as it shows: neither graphics card nor microphone, camera
/// or voice. Servers that drive browsers are; so are some virtual machines of people.
fn is_bare(browser: &Browser) -> bool {
    let drawn = browser.webgl.value().is_none_or(|webgl| {
        webgl.renderer.text().is_none()
            || matches!(webgl.family(), Some(Family::Software | Family::Virtual))
    });
    let none = |count: Option<&u32>| count == Some(&0);
    drawn && none(browser.counts.media_devices.value()) && none(browser.counts.voices.value())
}

/// A client's text, short enough to be quoted.
fn short(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(MAX_QUOTE_CHARS).collect()
}

#[cfg(test)]
mod examples;
