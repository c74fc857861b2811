//! SETTINGS of one browser engine with the pseudo-header order of another: a program
//! that copies the one has to write the other itself.

use super::{Check, Found, PointsTo, Stated};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "pseudo_headers_contradict_settings",
    layers: &[Layer::Http2],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TlsImpersonation)),
    weight: Stated::always(7.0),
    doc: "The HTTP/2 SETTINGS are those of one engine, the pseudo-header order is not.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let opening = &fingerprint.http2.as_ref()?.opening;
    let settings = engines::settings(opening).filter(|engine| *engine != Engine::None)?;
    let complete = opening.pseudo_headers.len() == 4;
    if !complete || engines::pseudo_headers(&opening.pseudo_headers) == Some(settings) {
        return None;
    }
    let order: String = opening.pseudo_headers.iter().collect();
    Some(Found::new(
        format!(
            "The HTTP/2 SETTINGS are those of {}, which never sends its pseudo-headers in this \
             order.",
            engines::in_words(settings)
        ),
        vec![("http2.settings", settings.to_string()), ("http2.pseudo_headers", order)],
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HTTP2, claim};
    use super::CHECK;

    fn finding(opening: &str) -> Option<crate::checks::Finding> {
        CHECK.finding(&claim(CHROME, json!({"http2": {"akamai_fingerprint": opening}})))
    }

    #[test]
    fn settings_of_chromium_with_the_order_of_firefox_or_of_no_client_are_found() {
        assert!(finding(&CHROMIUM_HTTP2.replace("m,a,s,p", "m,p,a,s")).is_some());
        assert!(finding(&CHROMIUM_HTTP2.replace("m,a,s,p", "p,a,s,m")).is_some());
    }

    #[test]
    fn a_browser_and_a_library_with_their_own_orders_are_honest() {
        assert!(finding(CHROMIUM_HTTP2).is_none());
        assert!(finding("4:16777216|16711681|0|m,p,a,s").is_none());
    }

    #[test]
    fn an_opening_whose_request_was_not_recorded_is_no_contradiction() {
        assert!(finding("1:65536;2:0;4:6291456;6:262144|15663105|0|").is_none());
    }
}
