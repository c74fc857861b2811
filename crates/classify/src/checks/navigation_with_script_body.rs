//! A navigation sends nothing or a form. A request that says it is one and carries JSON had its
//! fields copied from a browser's navigation.

use super::{Check, Found, PointsTo, Stated};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "navigation_with_script_body",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(6.0),
    doc: "A request that says it loads a page has a body that only a script can send.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    if request_habits::navigates_with_form(fingerprint.http.as_ref()?)? {
        return None;
    }
    Some(Found::new(
        "The request says that it loads a page, but has a body that only a script can send.",
        vec![
            ("http.sec_fetch_mode", "navigate".to_owned()),
            ("http.content_type", "no form".to_owned()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::request;
    use super::CHECK;

    #[test]
    fn a_navigation_with_json_is_found() {
        let fields = [("sec-fetch-mode", "navigate"), ("content-type", "application/json")];
        assert!(CHECK.finding(&request(&fields)).is_some());
    }

    #[test]
    fn a_form_and_a_script_are_honest() {
        let form =
            [("sec-fetch-mode", "navigate"), ("content-type", "application/x-www-form-urlencoded")];
        let script = [("sec-fetch-mode", "cors"), ("content-type", "application/json")];
        assert!(
            CHECK.finding(&request(&form)).is_none() && CHECK.finding(&request(&script)).is_none()
        );
    }
}
