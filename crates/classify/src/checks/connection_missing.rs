//! Every browser sends `Connection` with HTTP/1.1; programs that copy its other fields leave it
//! out. A proxy that nothing else shows may have taken it away, so that it convicts alone only
//! where the `ClientHello` is there byte for byte: who has that reads the client's own connection.

use super::{Finding, PointsTo, claimed_engine, complete};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = complete(fingerprint)?;
    let (browser, _) = claimed_engine(fingerprint)?;
    if request_habits::names_connection(http)? {
        return None;
    }
    let own_connection = fingerprint.tls.as_ref().is_some_and(|tls| tls.exact);
    Some(Finding {
        code: "connection_missing",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: if own_connection { 4.5 } else { 3.0 },
        message: format!(
            "The client says it is {browser}, which sends Connection with HTTP/1.1; it sent none."
        ),
        evidence: vec![
            ("http.version", "1.1".to_owned()),
            ("http.user_agent", browser.to_string()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, hello, read};
    use super::check;

    fn sent(version: &str, names: &[&str]) -> Option<super::Finding> {
        let fields: Vec<_> =
            names.iter().map(|name| [*name, "x"]).chain([["User-Agent", CHROME]]).collect();
        check(&read(&json!({"http": {"version": version, "headers": fields}})))
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
        assert_eq!(check(&read(&seen)).unwrap().weight, 4.5);
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
        assert!(check(&read(&json!({"http": {"version": "1.1", "headers": fields}}))).is_none());
    }
}
