//! A navigation sends nothing or a form. A request that says it is one and carries JSON had its
//! fields copied from a browser's navigation.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    if request_habits::navigates_with_form(fingerprint.http.as_ref()?)? {
        return None;
    }
    Some(Finding {
        code: "navigation_with_script_body",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: 6.0,
        message:
            "The request says that it loads a page, and carries a body that only a script can send."
                .to_owned(),
        evidence: vec![
            ("http.sec_fetch_mode", "navigate".to_owned()),
            ("http.content_type", "no form".to_owned()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::request;
    use super::check;

    #[test]
    fn a_navigation_with_json_is_found() {
        let fields = [("sec-fetch-mode", "navigate"), ("content-type", "application/json")];
        assert!(check(&request(&fields)).is_some());
    }

    #[test]
    fn a_form_and_a_script_are_honest() {
        let form =
            [("sec-fetch-mode", "navigate"), ("content-type", "application/x-www-form-urlencoded")];
        let script = [("sec-fetch-mode", "cors"), ("content-type", "application/json")];
        assert!(check(&request(&form)).is_none() && check(&request(&script)).is_none());
    }
}
