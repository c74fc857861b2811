//! What every browser does with a request of its own, whatever its engine, and a program that
//! copies its header fields forgets: the connection that HTTP/1.1 keeps alive by name, the origin
//! of a POST, the body that a navigation can have, and, of Chromium and Firefox, the wish for a
//! secure page. `None` where the request cannot show it.

use super::fetch_metadata::{FetchMetadata, Mode};
use super::{Body, Http, HttpVersion};
use crate::proxy_headers::is_added_by_proxies;

/// `Connection` is sent with HTTP/1.1. It concerns one hop only: a proxy removes it.
#[must_use]
pub fn names_connection(http: &Http) -> Option<bool> {
    let whole = http.ordered && http.version == Some(HttpVersion::Http11) && http.has("host");
    let proxied = || http.names.iter().any(|name| is_added_by_proxies(name.as_bytes()));
    (whole && !proxied()).then(|| http.has("connection"))
}

/// A POST of a page, by form or by script, names its origin (fetch.spec.whatwg.org, "append a
/// request Origin header"). Where no fetch metadata says that it is a page's, a body that only a
/// script sends does.
#[must_use]
pub fn post_names_origin(http: &Http) -> Option<bool> {
    let of_a_page = match http.fetch_metadata {
        Some(fetch) => {
            http.body.is_some() && matches!(fetch.mode, Some(Mode::Navigate | Mode::Cors))
        }
        None => http.body == Some(Body::Script),
    };
    (http.posts && of_a_page).then(|| http.has("origin"))
}

/// What a navigation sends is a form.
#[must_use]
pub fn navigates_with_form(http: &Http) -> Option<bool> {
    let navigates = http.fetch_metadata.is_some_and(|fetch| fetch.mode == Some(Mode::Navigate));
    http.body.filter(|_| navigates).map(|body| body == Body::Form)
}

/// Chromium and Firefox ask for a secure page whenever they load one
/// (w3.org/TR/upgrade-insecure-requests).
#[must_use]
pub fn navigation_asks_for_upgrade(http: &Http) -> Option<bool> {
    let to_page = |fetch: &FetchMetadata| fetch.mode == Some(Mode::Navigate) && fetch.to_document;
    http.fetch_metadata.filter(to_page).map(|_| http.has("upgrade-insecure-requests"))
}

#[cfg(test)]
mod tests {
    use super::super::{Headers, HttpEvidence};
    use super::*;

    fn read(version: &str, method: &str, fields: &[(&str, &str)]) -> Http {
        let fields =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let evidence = HttpEvidence {
            version: Some(version.to_owned()),
            method: Some(method.to_owned()),
            headers: Some(Headers { fields, ordered: true, witnessed: false }),
            ..HttpEvidence::default()
        };
        evidence.read(&mut Vec::new()).unwrap()
    }

    #[test]
    fn a_proxy_takes_the_connection_away() {
        assert_eq!(names_connection(&read("1.1", "GET", &[("Host", "x")])), Some(false));
        assert_eq!(
            names_connection(&read("1.1", "GET", &[("Host", "x"), ("Connection", "close")])),
            Some(true)
        );
        assert_eq!(
            names_connection(&read("1.1", "GET", &[("Host", "x"), ("X-Forwarded-For", "::1")])),
            None
        );
        assert_eq!(names_connection(&read("h2", "GET", &[("a", "b")])), None);
    }

    #[test]
    fn only_a_post_of_a_page_names_its_origin() {
        let fields = [("content-type", "application/json"), ("sec-fetch-mode", "cors")];
        assert_eq!(post_names_origin(&read("h2", "POST", &fields)), Some(false));
        assert_eq!(post_names_origin(&read("h2", "GET", &fields)), None);
        assert_eq!(post_names_origin(&read("h2", "POST", &fields[..1])), Some(false));
        assert_eq!(post_names_origin(&read("h2", "POST", &[("content-type", "text/plain")])), None);
        let beacon = [("content-type", "text/plain"), ("sec-fetch-mode", "no-cors")];
        assert_eq!(post_names_origin(&read("h2", "POST", &beacon)), None);
    }

    #[test]
    fn only_a_page_that_is_loaded_asks_for_an_upgrade() {
        let navigation = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert_eq!(navigation_asks_for_upgrade(&read("h2", "GET", &navigation)), Some(false));
        let script = [("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")];
        assert_eq!(navigation_asks_for_upgrade(&read("h2", "GET", &script)), None);
    }

    #[test]
    fn a_form_is_one_of_three_types() {
        for (body, fits) in [
            ("application/json", false),
            ("Application/X-WWW-Form-Urlencoded; charset=utf-8", true),
            ("multipart/form-data; boundary=x", true),
        ] {
            let navigation =
                read("h2", "POST", &[("sec-fetch-mode", "navigate"), ("content-type", body)]);
            assert_eq!(navigates_with_form(&navigation), Some(fits), "{body}");
        }
        assert_eq!(
            navigates_with_form(&read("h2", "GET", &[("sec-fetch-mode", "navigate")])),
            None
        );
    }
}
