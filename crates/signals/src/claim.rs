//! What a client claims to be: the user agent, made precise by the client hints. Owns the choice
//! between the two; that they contradict each other or the evidence is a question for the checks.

use super::client_hints::ClientHints;
use super::user_agent::UserAgent;
use crate::labels::{Browser, Device, Engine, Os};
use serde::{Deserialize, Serialize};

/// The claim; `None` = nothing claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The claimed browser.
    pub browser: Option<Browser>,
    /// The major version of `browser`.
    pub version: Option<u32>,
    /// The claimed operating system.
    pub os: Option<Os>,
    /// The claimed device class.
    pub device: Option<Device>,
    /// What decided `browser`.
    pub source: ClaimSource,
}

/// Which evidence the claimed browser comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimSource {
    /// The user agent.
    UserAgent,
    /// The client hints.
    ClientHints,
}

impl Claim {
    /// The claim of a user agent and of client hints.
    #[must_use]
    pub fn new(user_agent: Option<&UserAgent>, hints: Option<&ClientHints>) -> Self {
        let said = user_agent.copied().unwrap_or_default();
        let hinted =
            hints.and_then(ClientHints::browser).filter(|(brand, _)| refines(&said, *brand));
        let (browser, version, source) = match hinted {
            Some((brand, major)) => {
                // The user agent then names the brand's version as well.
                let version = if brand.counts_with_engine() {
                    said.version.or(major)
                } else {
                    major.or(said.version)
                };
                (Some(brand), version, ClaimSource::ClientHints)
            }
            None => (said.browser, said.version, ClaimSource::UserAgent),
        };
        Self {
            browser,
            version,
            os: said.os.or_else(|| hints.and_then(ClientHints::os)),
            device: said.device.or_else(|| hints.and_then(ClientHints::device)),
            source,
        }
    }
}

/// Whether the brand is more precise than the user agent. Brave, Vivaldi and others hide behind the
/// user agent of Chrome, and builds of Chromium have no other; what the user agent names itself
/// stays.
fn refines(said: &UserAgent, brand: Browser) -> bool {
    match said.browser {
        None => true,
        Some(Browser::Chrome) => said.engine == Some(Engine::Blink) && brand != Browser::Chrome,
        Some(Browser::Chromium) => !matches!(brand, Browser::Chrome | Browser::Chromium),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::user_agent::parse;
    use super::*;

    const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                          Chrome/150.0.0.0 Safari/537.36";

    fn hints(brand: &str) -> ClientHints {
        let brands = format!(r#""Chromium";v="150", "{brand}";v="151", "Not)A;Brand";v="24""#);
        ClientHints::from_headers([
            ("sec-ch-ua", brands.as_str()),
            ("sec-ch-ua-platform", "\"Linux\""),
        ])
        .unwrap()
    }

    #[test]
    fn a_brand_behind_a_chrome_user_agent_is_the_claim() {
        for (brand, browser, version) in [
            ("Brave", Browser::Brave, 150),
            ("Microsoft Edge", Browser::Edge, 150),
            ("Vivaldi", Browser::Vivaldi, 151),
            ("Opera", Browser::Opera, 151),
            ("Yandex", Browser::Yandex, 151),
        ] {
            let claim = Claim::new(Some(&parse(CHROME)), Some(&hints(brand)));
            assert_eq!((claim.browser, claim.version), (Some(browser), Some(version)), "{brand}");
            assert_eq!(claim.source, ClaimSource::ClientHints);
        }
    }

    #[test]
    fn hints_that_name_chrome_leave_the_user_agent_in_charge() {
        let claim = Claim::new(Some(&parse(CHROME)), Some(&hints("Google Chrome")));
        assert_eq!((claim.browser, claim.version), (Some(Browser::Chrome), Some(150)));
        assert_eq!((claim.os, claim.source), (Some(Os::Windows), ClaimSource::UserAgent));
    }

    #[test]
    fn chromium_alone_is_chromium() {
        let chromium = ClientHints::from_headers([("sec-ch-ua", r#""Chromium";v="150""#)]).unwrap();
        assert_eq!(
            Claim::new(Some(&parse(CHROME)), Some(&chromium)).browser,
            Some(Browser::Chromium)
        );
    }

    #[test]
    fn hints_do_not_refine_another_engine() {
        let firefox =
            parse("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0");
        let claim = Claim::new(Some(&firefox), Some(&hints("Brave")));
        assert_eq!((claim.browser, claim.source), (Some(Browser::Firefox), ClaimSource::UserAgent));
    }

    #[test]
    fn hints_alone_are_a_claim() {
        let claim = Claim::new(None, Some(&hints("Brave")));
        assert_eq!((claim.browser, claim.os), (Some(Browser::Brave), Some(Os::Linux)));
        assert_eq!(claim.source, ClaimSource::ClientHints);
    }

    #[test]
    fn nothing_said_is_nothing_claimed() {
        let claim = Claim::new(None, None);
        assert_eq!(
            (claim.browser, claim.version, claim.os, claim.device),
            (None, None, None, None)
        );
    }

    #[test]
    fn the_source_is_written_as_in_the_answer() {
        assert_eq!(serde_json::to_string(&ClaimSource::ClientHints).unwrap(), "\"client_hints\"");
    }
}
