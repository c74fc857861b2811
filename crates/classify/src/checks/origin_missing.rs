//! A page's POST names its origin, be it a form's or a script's.

use super::{Check, Found, PointsTo, Stated, complete};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "origin_missing",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(4.0),
    doc: "A browser's POST has no `Origin`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = complete(fingerprint)?;
    let (browser, version) = claim(fingerprint, Place::Request)?.release()?;
    if request_habits::post_names_origin(http)? {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims to be {browser} {version}, which sends Origin with every POST; \
             this one has none."
        ),
        vec![
            ("http.method", "POST".to_owned()),
            ("http.user_agent", format!("{browser} {version}")),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, read};
    use super::CHECK;

    fn sent(method: &str, origin: &[[&str; 2]]) -> Option<crate::checks::Finding> {
        let fields = [
            &[
                ["user-agent", CHROME],
                ["content-type", "application/json"],
                ["sec-fetch-mode", "cors"],
            ][..],
            origin,
            &[["accept", "*/*"]],
        ];
        CHECK.finding(&read(
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
