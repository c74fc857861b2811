//! What a client claims to be: read in one place, for checks, features and the verdict alike. Owns
//! which part of a user agent says what of an engine; whether the claim is true is theirs to judge.

use crate::contract::answer::Claimed;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::client_hints::ClientHints;
use fingerprint_signals::labels::{Browser, Device, Engine, Os};
use fingerprint_signals::user_agent::UserAgent;

/// Where a claim is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The request's header fields.
    Request,
    /// What the page's scripts see.
    Scripts,
    /// What the page's scripts see, else the request's header fields; for clients with a page.
    Page,
}

/// What a user agent names, and the version of Chromium that the client hints beside it name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) browser: Option<Browser>,
    /// The major of `browser`.
    pub(crate) version: Option<u32>,
    /// The engine of `browser` on the claimed system.
    pub(crate) engine: Option<Engine>,
    pub(crate) os: Option<Os>,
    pub(crate) device: Option<Device>,
    pub(crate) hinted_chromium: Option<u32>,
}

/// Which brands' majors are read as their engine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// Those of [`Browser::counts_with_engine`].
    Declared,
    /// The same without Brave, as the columns of the models in use were defined when these were
    /// trained: a changed formula needs a column of another name (docs/decisions/0021).
    AsTrained,
}

/// The first Chromium of which `is_recent_chromium` knows what every build has.
const FIRST_RECENT_CHROMIUM: u32 = 94;

/// What the client claims in this place; `None` where it names nothing.
pub(crate) fn claim(fingerprint: &Fingerprint, place: Place) -> Option<Claim> {
    let request = || fingerprint.http.as_ref().and_then(|http| http.user_agent);
    let navigator = || fingerprint.browser.as_ref().map(|browser| &browser.navigator);
    let (said, hints): (UserAgent, Option<ClientHints>) = match place {
        Place::Request => (request()?, fingerprint.http.as_ref()?.client_hints),
        Place::Scripts => (navigator()?.claim?, navigator()?.user_agent_data.value().copied()),
        Place::Page => {
            let navigator = navigator()?;
            (navigator.claim.or_else(request)?, navigator.user_agent_data.value().copied())
        }
    };
    Some(Claim {
        browser: said.browser,
        version: said.version,
        engine: said.engine,
        os: said.os,
        device: said.device,
        hinted_chromium: hints.and_then(|hints| hints.brands?.chromium),
    })
}

/// The claim as an answer states it: the user agent, refined by the client hints.
pub(crate) fn in_answer(fingerprint: &Fingerprint) -> Claimed {
    let claim = fingerprint.claim();
    let claim = claim.as_ref();
    Claimed {
        browser: claim.and_then(|claim| claim.browser).unwrap_or(Browser::Unknown),
        version: claim.and_then(|claim| claim.version),
        os: claim.and_then(|claim| claim.os).unwrap_or(Os::Unknown),
        device: claim.and_then(|claim| claim.device).unwrap_or(Device::Unknown),
        source: claim.map(|claim| claim.source),
    }
}

impl Claim {
    /// The claimed engine, where it is one that current browsers have.
    pub(crate) fn browser_engine(&self) -> Option<Engine> {
        self.engine.filter(|engine| is_of_browsers(*engine))
    }

    /// The browser and its engine, where both are those of a current browser: no crawler that
    /// names an engine, and no library.
    pub(crate) fn browser_and_engine(&self) -> Option<(Browser, Engine)> {
        let browser = self.browser.filter(|browser| is_of_browsers(browser.engine()))?;
        Some((browser, self.browser_engine()?))
    }

    /// The browser and its major, where its header fields are its maker's: those of a web view
    /// are the choice of the application around it.
    pub(crate) fn release(&self) -> Option<(Browser, u32)> {
        let browser = self.browser?;
        let own_fields = match browser.engine() {
            Engine::Blink => browser != Browser::Webview,
            _ => matches!(browser, Browser::Firefox | Browser::Safari),
        };
        Some((browser, self.version?)).filter(|_| own_fields)
    }

    /// The major of the engine itself: the browser's own where it counts with its engine, else the
    /// one in the client hints.
    pub(crate) fn engine_major(&self, counting: Counting) -> Option<u32> {
        let engine = self.engine?;
        // On iOS a Chrome or Firefox has WebKit inside, and a count of its own.
        let counts = |browser: Browser| {
            browser.engine() == engine
                && browser.counts_with_engine()
                && (counting == Counting::Declared || browser != Browser::Brave)
        };
        if self.browser.is_some_and(counts) {
            self.version
        } else {
            self.hinted_chromium.filter(|_| engine == Engine::Blink)
        }
    }

    /// The Chromium that the claimed browser is built on.
    pub(crate) fn chromium_major(&self) -> Option<u32> {
        let (_, engine) = self.browser_and_engine()?;
        self.engine_major(Counting::Declared).filter(|_| engine == Engine::Blink)
    }

    /// Whether the browser's version must be that of the Chromium in its client hints. A web view's
    /// user agent is its application's choice and may be older.
    pub(crate) fn must_match_hinted_version(&self) -> bool {
        self.browser.is_some_and(|browser| {
            browser.engine() == Engine::Blink
                && browser.counts_with_engine()
                && browser != Browser::Webview
        })
    }

    /// A Chromium with what all of them have had since 2021.
    pub(crate) fn is_recent_chromium(&self) -> bool {
        self.engine == Some(Engine::Blink)
            && self.must_match_hinted_version()
            && self.version.is_some_and(|version| version >= FIRST_RECENT_CHROMIUM)
    }
}

const fn is_of_browsers(engine: Engine) -> bool {
    matches!(engine, Engine::Blink | Engine::Gecko | Engine::Webkit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::examples::{CHROME, FIREFOX, read, request};
    use serde_json::json;

    fn claimed(user_agent: &str) -> Claim {
        claim(&request(&[("user-agent", user_agent)]), Place::Request).unwrap()
    }

    #[test]
    fn a_browser_that_counts_with_its_engine_claims_its_major() {
        assert_eq!(claimed(CHROME).engine_major(Counting::Declared), Some(150));
        assert_eq!(claimed(FIREFOX).engine_major(Counting::Declared), Some(153));
        let brave = claimed(&format!("{CHROME} Brave/150"));
        assert_eq!(brave.engine_major(Counting::Declared), Some(150));
        assert_eq!(brave.engine_major(Counting::AsTrained), None);
    }

    #[test]
    fn another_browser_claims_the_chromium_of_its_hints_or_none() {
        let opera = format!("{CHROME} OPR/134.0.0.0");
        assert_eq!(claimed(&opera).engine_major(Counting::Declared), None);
        let hinted = request(&[
            ("user-agent", &opera),
            ("sec-ch-ua", r#""Opera";v="134", "Chromium";v="150", "Not;A=Brand";v="8""#),
        ]);
        let hinted = claim(&hinted, Place::Request).unwrap();
        assert_eq!(hinted.engine_major(Counting::Declared), Some(150));
        assert!(!hinted.must_match_hinted_version());
    }

    #[test]
    fn a_chrome_on_ios_claims_no_major_of_webkit() {
        let chrome = claimed(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 \
             (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1",
        );
        assert_eq!(chrome.engine_major(Counting::Declared), None);
        assert_eq!(chrome.browser_and_engine(), Some((Browser::Chrome, Engine::Webkit)));
    }

    #[test]
    fn scripts_come_before_the_request_and_the_request_stands_in_for_them() {
        let both = read(&json!({
            "http": {"headers": [["user-agent", FIREFOX]]},
            "browser": {"navigator": {"user_agent": CHROME}},
        }));
        let browser = |place| claim(&both, place).and_then(|claim| claim.browser);
        assert_eq!(browser(Place::Request), Some(Browser::Firefox));
        assert_eq!(browser(Place::Scripts), Some(Browser::Chrome));
        assert_eq!(browser(Place::Page), Some(Browser::Chrome));
        let silent = read(&json!({
            "http": {"headers": [["user-agent", FIREFOX]]},
            "browser": {"navigator": {"language": "en"}},
        }));
        assert!(claim(&silent, Place::Scripts).is_none());
        let stand_in = claim(&silent, Place::Page).unwrap();
        assert_eq!(stand_in.browser, Some(Browser::Firefox));
        assert!(claim(&request(&[("user-agent", CHROME)]), Place::Page).is_none());
    }

    #[test]
    fn a_library_is_no_browser_and_a_web_view_has_no_fields_of_its_own() {
        assert_eq!(claimed("curl/8.5.0").browser_engine(), None);
        let view = "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like \
                    Gecko) Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36";
        assert_eq!(claimed(view).browser, Some(Browser::Webview));
        assert_eq!(claimed(view).release(), None);
        assert_eq!(claimed(view).engine_major(Counting::Declared), Some(150));
        assert!(!claimed(view).is_recent_chromium() && claimed(CHROME).is_recent_chromium());
    }
}
