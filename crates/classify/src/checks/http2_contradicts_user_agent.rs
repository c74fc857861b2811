//! The engine of the claimed browser against the one that the opening of HTTP/2 points to: SETTINGS
//! and window, or, where those are unknown, the order of the pseudo-headers, which libraries share
//! by chance and which weighs less.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "http2_contradicts_user_agent",
    layers: &[Layer::Http2, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::usually(5.0, &[3.0, 4.0]),
    doc: "The HTTP/2 SETTINGS are those of another engine or, with less weight, of an HTTP \
          library; if they are unknown, the pseudo-header order is.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let (browser, claimed) = claim(fingerprint, Place::Request)?.browser_and_engine()?;
    let opening = &fingerprint.http2.as_ref()?.opening;
    let (path, shown, weight) = match engines::settings(opening) {
        Some(Engine::None) => ("http2.settings", Engine::None, 4.0),
        Some(shown) => ("http2.settings", shown, 5.0),
        None => ("http2.pseudo_headers", engines::pseudo_headers(&opening.pseudo_headers)?, 3.0),
    };
    (shown != claimed).then(|| {
        Found::new(
            format!(
                "The client claims to be {browser}; its HTTP/2 connection starts like that of {}.",
                engines::in_words(shown)
            ),
            vec![("http.user_agent", claimed.to_string()), (path, shown.to_string())],
        )
        .weighing(weight)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::examples::{CHROME, CHROMIUM_HTTP2, FIREFOX, FIREFOX_HTTP2, claim};
    use super::CHECK;

    fn opening(text: &str) -> Value {
        json!({"http2": {"akamai_fingerprint": text}})
    }

    #[test]
    fn a_chrome_that_opens_as_firefox_or_go_is_found() {
        assert_eq!(CHECK.finding(&claim(CHROME, opening(FIREFOX_HTTP2))).unwrap().weight, 5.0);
        let go = "2:0;4:4194304;6:10485760|1073741824|0|a,m,p,s";
        assert_eq!(CHECK.finding(&claim(CHROME, opening(go))).unwrap().weight, 4.0);
    }

    #[test]
    fn unknown_settings_leave_the_pseudo_headers_to_speak() {
        let changed = "1:65536;4:8388608|20000000|0|m,p,a,s";
        assert_eq!(CHECK.finding(&claim(CHROME, opening(changed))).unwrap().weight, 3.0);
        assert!(CHECK.finding(&claim(FIREFOX, opening(changed))).is_none());
    }

    #[test]
    fn browsers_that_open_as_themselves_are_honest() {
        assert!(CHECK.finding(&claim(CHROME, opening(CHROMIUM_HTTP2))).is_none());
        assert!(CHECK.finding(&claim(FIREFOX, opening(FIREFOX_HTTP2))).is_none());
    }

    #[test]
    fn a_library_that_copies_chromium_and_says_who_it_is_is_honest() {
        assert!(CHECK.finding(&claim("niquests/3.15.0", opening(CHROMIUM_HTTP2))).is_none());
    }
}
