//! Every browser sends `Connection` with HTTP/1.1; programs that copy its other fields leave it
//! out. An otherwise invisible proxy may have removed it, so that it decides alone only
//! where the bytes of the `ClientHello` are there: these are read from the client's own connection.

use super::{Check, Found, PointsTo, Stated, complete};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "connection_missing",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::usually(3.0, &[4.5]),
    doc: "An HTTP/1.1 request of a browser has no `Connection` and shows no sign of a proxy. \
          Weighs more if the ClientHello was read from the same connection.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = complete(fingerprint)?;
    let (browser, _) = claim(fingerprint, Place::Request)?.browser_and_engine()?;
    if request_habits::names_connection(http)? {
        return None;
    }
    let own_connection = fingerprint.tls.as_ref().is_some_and(|tls| tls.exact);
    Some(
        Found::new(
            format!(
                "The client claims to be {browser}, which sends Connection with HTTP/1.1; this \
             request has none."
            ),
            vec![("http.version", "1.1".to_owned()), ("http.user_agent", browser.to_string())],
        )
        .weighing(if own_connection { 4.5 } else { 3.0 }),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, hello, read};
    use super::CHECK;

    fn sent(version: &str, names: &[&str]) -> Option<crate::checks::Finding> {
        let fields: Vec<_> =
            names.iter().map(|name| [*name, "x"]).chain([["User-Agent", CHROME]]).collect();
        CHECK.finding(&read(&json!({"http": {"version": version, "headers": fields}})))
    }

    #[test]
    fn a_chrome_that_does_not_keep_its_connection_is_found() {
        assert_eq!(sent("1.1", &["Host", "Accept", "Accept-Encoding"]).unwrap().weight, 3.0);
    }

    #[test]
    fn it_weighs_more_where_the_connection_is_the_clients_own() {
        let fields =
            [["Host", "x"], ["Accept", "x"], ["Accept-Encoding", "x"], ["User-Agent", CHROME]];
        let seen =
            json!({"tls": hello(CHROMIUM_HELLO), "http": {"version": "1.1", "headers": fields}});
        assert_eq!(CHECK.finding(&read(&seen)).unwrap().weight, 4.5);
    }

    #[test]
    fn a_chrome_that_does_and_one_behind_a_proxy_are_honest() {
        assert!(sent("1.1", &["Host", "Connection", "Accept"]).is_none());
        assert!(sent("1.1", &["Host", "Accept", "X-Forwarded-For"]).is_none());
        assert!(sent("h2", &["Accept", "Accept-Encoding", "Accept-Language"]).is_none());
    }

    #[test]
    fn a_library_under_its_own_name_is_honest() {
        let fields = [
            ["Host", "x"],
            ["Accept", "x"],
            ["Accept-Encoding", "x"],
            ["User-Agent", "curl/8.5.0"],
        ];
        assert!(
            CHECK.finding(&read(&json!({"http": {"version": "1.1", "headers": fields}}))).is_none()
        );
    }
}
