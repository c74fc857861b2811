//! Our own hash of the order of header names. Owns which names count: those whose presence follows
//! the page and not the client are left out, so that one client keeps one hash.

use sha2::{Digest, Sha256};

use super::http::Http;

/// Fields that come and go with the request, not with the client.
const VARIABLE: &[&str] = &[
    "cookie", "referer", "origin", "content-length", "content-type", "authorization", "host", "if-none-match",
    "if-modified-since", "range", "x-request-id", "x-forwarded-for",
];

/// 12 hex digits of the SHA-256 of the names in order, or `None` where the order is not known.
#[must_use]
pub fn hash(http: &Http) -> Option<String> {
    if !http.ordered {
        return None;
    }
    let mut digest = Sha256::new();
    for name in http.names.iter().filter(|name| !VARIABLE.contains(&&***name)) {
        digest.update(name.as_bytes());
        digest.update(b",");
    }
    let bytes = digest.finalize();
    Some(bytes.iter().take(6).fold(String::with_capacity(12), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn http(names: &[&str]) -> Http {
        Http { names: names.iter().map(|name| (*name).into()).collect(), ordered: true, ..Http::default() }
    }

    #[test]
    fn a_cookie_does_not_change_the_hash_and_the_order_does() {
        let plain = hash(&http(&["user-agent", "accept"]));
        assert_eq!(plain.as_deref().map(str::len), Some(12));
        assert_eq!(plain, hash(&http(&["cookie", "user-agent", "accept"])));
        assert_ne!(plain, hash(&http(&["accept", "user-agent"])));
    }

    #[test]
    fn headers_without_order_have_no_hash() {
        assert_eq!(hash(&Http { ordered: false, ..http(&["accept"]) }), None);
    }
}
