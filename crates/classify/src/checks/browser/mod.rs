//! Contradictions in what a page reports of its browser, one per file. What is unusual but honest,
//! such as a virtual machine, a web view or a browser that protects its user's privacy, never
//! decides by itself: its weight is below the prior.

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
use fingerprint_signals::labels::Browser as Label;
use fingerprint_signals::user_agent;

/// The checks of the page.
pub(super) static PAGE_CHECKS: &[Check] = &[
    chrome_object_missing::CHECK,
    devtools_protocol::CHECK,
    driver_traces::CHECK,
    emulated_viewport::CHECK,
    eval_length_of_another_engine::CHECK,
    first_language_differs::CHECK,
    gpu_of_another_system::CHECK,
    headless_display::CHECK,
    headless_font::CHECK,
    headless_screen::CHECK,
    headless_script::CHECK,
    hints_of_another_request::CHECK,
    history_unlimited::CHECK,
    iframe_contradicts_main::CHECK,
    impossible_hardware::CHECK,
    languages_empty::CHECK,
    languages_of_another_request::CHECK,
    native_functions_replaced::CHECK,
    no_pointer::CHECK,
    objects_of_another_engine::CHECK,
    permissions_disagree::CHECK,
    phone_without_touch::CHECK,
    platform_of_another_system::CHECK,
    plugins_missing::CHECK,
    probes_of_a_desktop::CHECK,
    probes_of_another_engine::CHECK,
    probes_of_another_version::CHECK,
    product_sub_of_another_engine::CHECK,
    software_rendering::CHECK,
    stack_of_another_engine::CHECK,
    timezone_contradicts_language::CHECK,
    user_agent_data_blank::CHECK,
    user_agent_data_differs::CHECK,
    user_agent_of_another_request::CHECK,
    vendor_of_another_engine::CHECK,
    webdriver_flag::CHECK,
    webdriver_hidden::CHECK,
    webdriver_redefined::CHECK,
    window_without_frame::CHECK,
    worker_contradicts_main::CHECK,
];

/// Longest text of a client that a finding quotes.
const MAX_QUOTE_CHARS: usize = 96;

fn page(fingerprint: &Fingerprint) -> Option<&Browser> {
    fingerprint.browser.as_ref()
}

/// A machine that looks unattended: neither graphics card nor microphone, camera or voices. Most
/// servers that drive browsers are such, and some virtual machines of people.
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
