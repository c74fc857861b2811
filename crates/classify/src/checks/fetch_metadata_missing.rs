//! Browsers send `Sec-Fetch-*` with every request to a secure page: Chromium from 80, Firefox from
//! 90, Safari from 16.4 (w3.org/TR/fetch-metadata, MDN browser-compat-data). A secure request under
//! such a name without them was written by something else; and one that has the younger client
//! hints, which are sent over TLS alone as well, was not stripped of them by a recorder that keeps
//! what it knows.

use super::{Check, Found, PointsTo, Stated, complete, is_secure};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "fetch_metadata_missing",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::usually(2.5, &[4.5]),
    doc: "A browser sends no `Sec-Fetch-*` over TLS. Weighs more if it sends client hints, \
          which are newer.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = complete(fingerprint)?;
    let (browser, version) = claim(fingerprint, Place::Request)?.release()?;
    let first = match browser {
        Browser::Firefox => 90,
        // Majors are all that is compared, so 16.0 to 16.3 stay honest.
        Browser::Safari => 17,
        // Opera, Samsung Internet and others count by themselves; their majors trail Chromium's.
        Browser::Opera => 67,
        Browser::SamsungInternet => 13,
        Browser::Yandex => 20,
        Browser::Vivaldi => 3,
        _ => 80,
    };
    if http.fetch_metadata.is_some() || !is_secure(http) || version < first {
        return None;
    }
    let is_hinted = http.client_hints.is_some_and(|hints| hints.brands.is_some());
    let message = format!(
        "The client claims to be {browser} {version}, which sends Sec-Fetch fields over TLS; this \
         request has none."
    );
    let found = Found::new(message, vec![("http.user_agent", format!("{browser} {version}"))]);
    Some(found.weighing(if is_hinted { 4.5 } else { 2.5 }))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, request};
    use super::CHECK;

    const WITHOUT: &[(&str, &str)] = &[
        ("sec-fetch-site", ""),
        ("sec-fetch-mode", ""),
        ("sec-fetch-user", ""),
        ("sec-fetch-dest", ""),
    ];

    #[test]
    fn a_secure_chrome_without_fetch_metadata_is_found() {
        assert!(CHECK.finding(&chrome(WITHOUT)).is_some());
    }

    #[test]
    fn hints_without_fetch_metadata_weigh_more() {
        let without_hints: Vec<_> = WITHOUT.iter().copied().chain([("sec-ch-ua", "")]).collect();
        assert_eq!(CHECK.finding(&chrome(WITHOUT)).unwrap().weight, 4.5);
        assert_eq!(CHECK.finding(&chrome(&without_hints)).unwrap().weight, 2.5);
    }

    #[test]
    fn a_plain_http_page_gets_none_and_is_honest() {
        let mut plain = chrome(WITHOUT);
        plain.http.as_mut().unwrap().version = Some(fingerprint_signals::http::HttpVersion::Http11);
        assert!(CHECK.finding(&plain).is_none());
    }

    #[test]
    fn an_old_chrome_is_honest() {
        let old = CHROME.replace("150", "79");
        let fields = [
            ("user-agent", old.as_str()),
            ("accept", "*/*"),
            ("accept-language", "en"),
            ("x", "y"),
        ];
        assert!(CHECK.finding(&request(&fields)).is_none());
    }
}
