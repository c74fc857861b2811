//! Contradictions, one per file: each looks at the facts of one client and says what does not fit.
//! Owns the findings and their weights; the verdict adds them up.
//!
//! A weight is a log-odds: how much more often the finding shows in a lying or driven client than
//! in an honest one. `docs/decisions/0004` says how often each fires on honest clients.

mod accept_language_missing;
mod ahead_of_version;
mod brotli_missing;
mod browser;
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

use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::{Http, HttpVersion};
use fingerprint_signals::labels::{
    AutomationKind, AutomationTool, Browser, Engine, Layer, Question, SpoofingKind,
};
use fingerprint_signals::tls::Tls;

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable `snake_case` code, the name of the check's file.
    pub code: &'static str,
    pub layers: &'static [Layer],
    pub points_to: PointsTo,
    /// Log-odds; positive pushes towards *detected*.
    pub weight: f32,
    /// Plain language, for a person.
    pub message: String,
    /// The facts that were compared, by their path.
    pub evidence: Vec<(&'static str, String)>,
}

/// What a finding speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointsTo {
    Automation(AutomationKind),
    /// The same, with the tool that gives itself away.
    AutomationTool(AutomationKind, AutomationTool),
    Spoofing(SpoofingKind),
}

impl PointsTo {
    #[must_use]
    pub const fn question(self) -> Question {
        match self {
            Self::Automation(_) | Self::AutomationTool(..) => Question::Automation,
            Self::Spoofing(_) => Question::Spoofing,
        }
    }
}

/// One contradiction looked for.
pub type Check = fn(&Fingerprint) -> Option<Finding>;

/// Every check of the network's layers; those of the page are in `browser`.
pub const CHECKS: &[Check] = &[
    accept_language_missing::check,
    ahead_of_version::check,
    brotli_missing::check,
    client_hints_of_another_engine::check,
    connection_missing::check,
    declared_crawler::check,
    declared_impersonator::check,
    fetch_metadata_missing::check,
    forged_edge_headers::check,
    grease_missing::check,
    header_order_contradicts_user_agent::check,
    headless_user_agent::check,
    hinted_brands_of_another_version::check,
    hinted_device_differs::check,
    hinted_platform_differs::check,
    hinted_version_differs::check,
    http2_contradicts_tls::check,
    http2_contradicts_user_agent::check,
    navigation_with_script_body::check,
    origin_missing::check,
    post_quantum_missing::check,
    pseudo_headers_contradict_settings::check,
    static_extension_order::check,
    tcp_contradicts_user_agent::check,
    tls_contradicts_user_agent::check,
    tls_of_a_browser_in_a_library::check,
    upgrade_missing::check,
];

/// The code of every check, read off the list above: each is the name of its file.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let registries = [include_str!("mod.rs"), include_str!("browser/mod.rs")];
    registries
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.trim().strip_suffix("::check,"))
}

/// Runs every check.
#[must_use]
pub fn findings(fingerprint: &Fingerprint) -> Vec<Finding> {
    CHECKS.iter().chain(browser::CHECKS).filter_map(|check| check(fingerprint)).collect()
}

/// The request, if its header fields are complete enough for something missing to mean something: a
/// caller who sends three picked fields proves nothing by the fourth.
fn complete(fingerprint: &Fingerprint) -> Option<&Http> {
    let http = fingerprint.http.as_ref()?;
    (http.ordered && http.user_agent.is_some() && http.names.len() >= 4).then_some(http)
}

/// A browser's name and major, where the user agent claims one that renders pages.
fn claimed_browser(http: &Http) -> Option<(Browser, u32)> {
    let user_agent = http.user_agent.as_ref()?;
    let browser = user_agent.browser?;
    // A web view's fields are its application's choice.
    let renders = match browser.engine() {
        Engine::Blink => browser != Browser::Webview,
        _ => matches!(browser, Browser::Firefox | Browser::Safari),
    };
    Some((browser, user_agent.version?)).filter(|_| renders)
}

/// The engine of the browser that the user agent claims, where it claims one of the three that are
/// told apart.
fn claimed_engine(fingerprint: &Fingerprint) -> Option<(Browser, Engine)> {
    let user_agent = fingerprint.http.as_ref()?.user_agent.as_ref()?;
    let (browser, engine) = (user_agent.browser?, user_agent.engine?);
    let is_browser = matches!(browser.engine(), Engine::Blink | Engine::Gecko | Engine::Webkit);
    let told_apart = matches!(engine, Engine::Blink | Engine::Gecko | Engine::Webkit);
    (is_browser && told_apart).then_some((browser, engine))
}

/// The major of Chromium that a Blink browser claims to be built on.
fn claimed_chromium(fingerprint: &Fingerprint) -> Option<u32> {
    let http = fingerprint.http.as_ref()?;
    let (browser, engine) = claimed_engine(fingerprint)?;
    let hinted = http.client_hints.and_then(|hints| hints.brands?.chromium);
    // Opera, Samsung Internet and others count by themselves.
    let own =
        matches!(browser, Browser::Chrome | Browser::Edge | Browser::Chromium | Browser::Webview);
    let said = http.user_agent.as_ref()?.version.filter(|_| own);
    said.or(hinted).filter(|_| engine == Engine::Blink)
}

/// A hello that could be Chromium's: nothing in it is another library's. What is another's is for
/// `tls_contradicts_user_agent`, and not to be counted twice.
fn hello_like_chromium(fingerprint: &Fingerprint) -> Option<&Tls> {
    let tls = fingerprint.tls.as_ref()?;
    matches!(engines::tls(tls), Some(Engine::Blink) | None).then_some(tls)
}

/// What an engine's bytes are said to be, in a message.
const fn made_by(engine: Engine) -> &'static str {
    match engine {
        Engine::Blink => "Chromium",
        Engine::Gecko => "Firefox",
        Engine::Webkit => "Safari",
        Engine::Trident => "Internet Explorer",
        Engine::None => "an HTTP library",
        Engine::Unknown => "an unknown program",
    }
}

/// HTTP/2 and HTTP/3 are spoken by browsers over TLS only.
const fn is_secure(http: &Http) -> bool {
    matches!(http.version, Some(HttpVersion::H2 | HttpVersion::H3))
}

#[cfg(test)]
mod examples {
    //! Requests that the checks' own tests vary.

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use crate::contract::request::Request;
    use fingerprint_signals::Fingerprint;

    pub(super) const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                              Chrome/150.0.0.0 Safari/537.36";
    pub(super) const FIREFOX: &str =
        "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

    /// Chromium 156, captured.
    pub(super) const CHROMIUM_HELLO: &[u8] =
        include_bytes!("../../../../tests/golden/hello/chromium_form_post_quantum.bin");
    pub(super) const PYTHON_HELLO: &[u8] =
        include_bytes!("../../../../tests/golden/hello/python_urllib.bin");
    pub(super) const CHROMIUM_HTTP2: &str = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
    pub(super) const FIREFOX_HTTP2: &str = "1:65536;2:0;4:131072;5:16384|12517377|0|m,p,a,s";

    /// An HTTP/2 request with these fields, in order.
    pub(super) fn request(fields: &[(&str, &str)]) -> Fingerprint {
        read(&serde_json::json!({"http": {"version": "h2", "headers": fields}}))
    }

    /// A user agent beside evidence of other layers.
    pub(super) fn claim(user_agent: &str, mut layers: serde_json::Value) -> Fingerprint {
        layers["http"] =
            serde_json::json!({"version": "h2", "headers": [["user-agent", user_agent]]});
        read(&layers)
    }

    pub(super) fn hello(bytes: &[u8]) -> serde_json::Value {
        serde_json::json!({"client_hello": STANDARD.encode(bytes)})
    }

    /// What is read of a request's body, which must be flawless.
    pub(super) fn read(body: &serde_json::Value) -> Fingerprint {
        let mut issues = Vec::new();
        let read = Request::from_json(body.to_string().as_bytes())
            .unwrap()
            .into_parts()
            .1
            .read(&mut issues);
        assert_eq!(issues, [], "{body}");
        read
    }

    /// A navigation of Chrome 150 on Windows, with some fields replaced or, where empty, left out.
    pub(super) fn chrome(changes: &[(&str, &str)]) -> Fingerprint {
        let fields = [
            ("sec-ch-ua", r#""Not;A=Brand";v="8", "Chromium";v="150", "Google Chrome";v="150""#),
            ("sec-ch-ua-mobile", "?0"),
            ("sec-ch-ua-platform", "\"Windows\""),
            ("upgrade-insecure-requests", "1"),
            ("user-agent", CHROME),
            ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("sec-fetch-site", "none"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-user", "?1"),
            ("sec-fetch-dest", "document"),
            ("accept-encoding", "gzip, deflate, br, zstd"),
            ("accept-language", "en-US,en;q=0.9"),
        ];
        let changed = fields.iter().map(|(name, value)| {
            (
                *name,
                changes
                    .iter()
                    .find(|(changed, _)| changed == name)
                    .map_or(*value, |(_, value)| *value),
            )
        });
        request(&changed.filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
    }
}

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
