//! Contradictions, one per file: each looks at the facts of one client and says what does not fit.
//! Owns the findings and their weights; the verdict adds them up.
//!
//! A weight is a log-odds: how much more often the finding shows in a lying or driven client than
//! in an honest one. `docs/decisions/0004` says how often each fires on honest clients.

mod accept_language_missing;
mod ahead_of_version;
mod brotli_missing;
mod browser;
mod check;
mod client_hints_of_another_engine;
mod connection_missing;
mod declared_crawler;
mod declared_impersonator;
mod fetch_metadata_missing;
mod forged_edge_headers;
mod grease_missing;
mod header_order_contradicts_user_agent;
mod headless_user_agent;
mod hinted_brands_of_another_version;
mod hinted_device_differs;
mod hinted_platform_differs;
mod hinted_version_differs;
mod http2_contradicts_tls;
mod http2_contradicts_user_agent;
mod navigation_with_script_body;
mod origin_missing;
mod post_quantum_missing;
mod pseudo_headers_contradict_settings;
mod static_extension_order;
mod tcp_contradicts_user_agent;
mod tls_contradicts_user_agent;
mod tls_of_a_browser_in_a_library;
mod upgrade_missing;

pub use check::{Check, Finding, PointsTo, Stated};

use check::Found;

use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::{Http, HttpVersion};
use fingerprint_signals::labels::Engine;
use fingerprint_signals::tls::Tls;

/// The checks of the network's layers; those of the page are in `browser`.
static NETWORK_CHECKS: &[Check] = &[
    accept_language_missing::CHECK,
    ahead_of_version::CHECK,
    brotli_missing::CHECK,
    client_hints_of_another_engine::CHECK,
    connection_missing::CHECK,
    declared_crawler::CHECK,
    declared_impersonator::CHECK,
    fetch_metadata_missing::CHECK,
    forged_edge_headers::CHECK,
    grease_missing::CHECK,
    header_order_contradicts_user_agent::CHECK,
    headless_user_agent::CHECK,
    hinted_brands_of_another_version::CHECK,
    hinted_device_differs::CHECK,
    hinted_platform_differs::CHECK,
    hinted_version_differs::CHECK,
    http2_contradicts_tls::CHECK,
    http2_contradicts_user_agent::CHECK,
    navigation_with_script_body::CHECK,
    origin_missing::CHECK,
    post_quantum_missing::CHECK,
    pseudo_headers_contradict_settings::CHECK,
    static_extension_order::CHECK,
    tcp_contradicts_user_agent::CHECK,
    tls_contradicts_user_agent::CHECK,
    tls_of_a_browser_in_a_library::CHECK,
    upgrade_missing::CHECK,
];

/// Every check, in the order in which they run.
pub fn all() -> impl Iterator<Item = &'static Check> {
    NETWORK_CHECKS.iter().chain(browser::PAGE_CHECKS)
}

/// Runs every check.
#[must_use]
pub fn findings(fingerprint: &Fingerprint) -> Vec<Finding> {
    all().filter_map(|check| check.finding(fingerprint)).collect()
}

/// The request, if its header fields are complete enough for something missing to mean something: a
/// caller who sends three chosen fields proves nothing by the missing fourth.
fn complete(fingerprint: &Fingerprint) -> Option<&Http> {
    let http = fingerprint.http.as_ref()?;
    (http.ordered && http.user_agent.is_some() && http.names.len() >= 4).then_some(http)
}

/// A hello that could be Chromium's: nothing in it is another library's. What is another's is for
/// `tls_contradicts_user_agent`, and not to be counted twice.
fn hello_like_chromium(fingerprint: &Fingerprint) -> Option<&Tls> {
    let tls = fingerprint.tls.as_ref()?;
    matches!(engines::tls(tls), Some(Engine::Blink) | None).then_some(tls)
}

/// HTTP/2 and HTTP/3 are spoken by browsers over TLS only.
const fn is_secure(http: &Http) -> bool {
    matches!(http.version, Some(HttpVersion::H2 | HttpVersion::H3))
}

#[cfg(test)]
pub(crate) mod examples;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_honest_navigation_raises_nothing() {
        assert_eq!(findings(&examples::chrome(&[])), []);
    }

    #[test]
    fn a_client_without_layers_raises_nothing() {
        assert_eq!(findings(&Fingerprint::default()), []);
    }
}
