//! A page's POST names its origin, be it a form's or a script's.

use super::{Finding, PointsTo, claimed_browser, complete};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = complete(fingerprint)?;
    let (browser, version) = claimed_browser(http)?;
    if request_habits::post_names_origin(http)? {
        return None;
    }
    Some(Finding {
        code: "origin_missing",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: 4.0,
        message: format!(
            "The client says it is {browser} {version}, which names the origin of every POST; this one has none."
        ),
        evidence: vec![
            ("http.method", "POST".to_owned()),
            ("http.user_agent", format!("{browser} {version}")),
        ],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, read};
    use super::check;

    fn sent(method: &str, origin: &[[&str; 2]]) -> Option<super::Finding> {
        let fields = [
            &[
                ["user-agent", CHROME],
                ["content-type", "application/json"],
                ["sec-fetch-mode", "cors"],
            ][..],
            origin,
            &[["accept", "*/*"]],
        ];
        check(&read(
            &json!({"http": {"version": "h2", "method": method, "headers": fields.concat()}}),
        ))
    }

    #[test]
    fn a_post_without_origin_is_found() {
        assert!(sent("POST", &[]).is_some());
    }

    #[test]
    fn a_post_with_one_and_a_read_are_honest() {
        assert!(sent("POST", &[["origin", "null"]]).is_none());
        assert!(sent("GET", &[]).is_none());
    }
}
