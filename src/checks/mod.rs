//! Contradictions, one per file: each looks at the facts of one client and says what does not fit.
//! Owns the findings and their weights; the verdict adds them up.
//!
//! A weight is a log-odds: how much more often the finding shows in a lying or driven client than
//! in an honest one. `docs/decisions/0004` says how often each fires on honest clients.

mod accept_language_missing;
mod brotli_missing;
mod browser;
mod client_hints_of_another_engine;
mod declared_crawler;
mod fetch_metadata_missing;
mod headless_user_agent;
mod hinted_device_differs;
mod hinted_platform_differs;
mod hinted_version_differs;

use crate::labels::{AutomationKind, AutomationTool, Browser, Layer, Question, SpoofingKind};
use crate::signals::Fingerprint;
use crate::signals::http::{Http, HttpVersion};

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
    brotli_missing::check,
    client_hints_of_another_engine::check,
    declared_crawler::check,
    fetch_metadata_missing::check,
    headless_user_agent::check,
    hinted_device_differs::check,
    hinted_platform_differs::check,
    hinted_version_differs::check,
];

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
    let renders = matches!(
        browser,
        Browser::Chrome
            | Browser::Edge
            | Browser::Opera
            | Browser::SamsungInternet
            | Browser::Brave
            | Browser::Vivaldi
            | Browser::Yandex
            | Browser::Chromium
            | Browser::Firefox
            | Browser::Safari
    );
    Some((browser, user_agent.version?)).filter(|_| renders)
}

/// HTTP/2 and HTTP/3 are spoken by browsers over TLS only.
const fn is_secure(http: &Http) -> bool {
    matches!(http.version, Some(HttpVersion::H2 | HttpVersion::H3))
}

#[cfg(test)]
mod examples {
    //! Requests that the checks' own tests vary.

    use crate::request::Request;
    use crate::signals::Fingerprint;

    pub const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                              Chrome/150.0.0.0 Safari/537.36";
    pub const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

    /// An HTTP/2 request with these fields, in order.
    pub fn request(fields: &[(&str, &str)]) -> Fingerprint {
        let body = serde_json::json!({"http": {"version": "h2", "headers": fields}});
        Request::from_json(body.to_string().as_bytes()).unwrap().into_parts().1.read(&mut Vec::new())
    }

    /// A navigation of Chrome 150 on Windows, with some fields replaced or, where empty, left out.
    pub fn chrome(changes: &[(&str, &str)]) -> Fingerprint {
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
            (*name, changes.iter().find(|(changed, _)| changed == name).map_or(*value, |(_, value)| *value))
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
