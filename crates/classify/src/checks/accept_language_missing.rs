//! A browser that renders pages sends `Accept-Language`, unless it is an engine inside another
//! program: all 117 captured windows of `QtWebEngine` send none, no other captured window does.
//! That is why it weighs little.

use super::{Check, Found, PointsTo, Stated, complete};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "accept_language_missing",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(0.5),
    doc: "A browser sends no `Accept-Language`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = complete(fingerprint)?;
    let (browser, version) = claim(fingerprint, Place::Request)?.release()?;
    if http.languages.is_some() {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims to be {browser} {version}, which always sends Accept-Language; \
             this request has none."
        ),
        vec![("http.user_agent", format!("{browser} {version}"))],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, request};
    use super::CHECK;

    #[test]
    fn a_chrome_without_languages_is_found() {
        assert!(CHECK.finding(&chrome(&[("accept-language", "")])).is_some());
    }

    #[test]
    fn a_caller_who_sends_only_a_few_fields_is_not_accused() {
        assert!(CHECK.finding(&request(&[("user-agent", CHROME), ("accept", "*/*")])).is_none());
    }

    #[test]
    fn a_library_that_says_so_is_not_accused() {
        let curl = [("user-agent", "curl/8.5.0"), ("accept", "*/*"), ("x-a", "1"), ("x-b", "2")];
        assert!(CHECK.finding(&request(&curl)).is_none());
    }
}
