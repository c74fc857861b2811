//! Browsers send `Sec-Fetch-*` with every request to a secure page: Chromium from 80, Firefox from
//! 90, Safari from 16.4 (w3.org/TR/fetch-metadata, MDN browser-compat-data). A secure request under
//! such a name without them was written by something else; and one that has the younger client
//! hints, which are sent over TLS alone as well, was not stripped of them by a recorder that keeps
//! what it knows.

use super::{Finding, PointsTo, claimed_browser, complete, is_secure};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = complete(fingerprint)?;
    let (browser, version) = claimed_browser(http)?;
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
    Some(Finding {
        code: "fetch_metadata_missing",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: if http.client_hints.is_some_and(|hints| hints.brands.is_some()) {
            4.5
        } else {
            2.5
        },
        message: format!(
            "The client says it is {browser} {version}, which sends Sec-Fetch fields over TLS; it sent none."
        ),
        evidence: vec![("http.user_agent", format!("{browser} {version}"))],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, request};
    use super::check;

    const WITHOUT: &[(&str, &str)] = &[
        ("sec-fetch-site", ""),
        ("sec-fetch-mode", ""),
        ("sec-fetch-user", ""),
        ("sec-fetch-dest", ""),
    ];

    #[test]
    fn a_secure_chrome_without_fetch_metadata_is_found() {
        assert!(check(&chrome(WITHOUT)).is_some());
    }

    #[test]
    fn hints_without_fetch_metadata_weigh_more() {
        let without_hints: Vec<_> = WITHOUT.iter().copied().chain([("sec-ch-ua", "")]).collect();
        assert_eq!(check(&chrome(WITHOUT)).unwrap().weight, 4.5);
        assert_eq!(check(&chrome(&without_hints)).unwrap().weight, 2.5);
    }

    #[test]
    fn a_plain_http_page_gets_none_and_is_honest() {
        let mut plain = chrome(WITHOUT);
        plain.http.as_mut().unwrap().version = Some(fingerprint_signals::http::HttpVersion::Http11);
        assert!(check(&plain).is_none());
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
        assert!(check(&request(&fields)).is_none());
    }
}
