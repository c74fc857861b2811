//! The order of a request's header names as one short hash.
//!
//! Owns which names count. Left out are names that one client sends or not from request to request
//! (state of the page, the cache, the user's session or settings, client hints that the server
//! asked for) and names that proxies add on the way: with them the hash would differ between
//! requests, not clients. Kept are names that hang on the kind of request alone (`sec-fetch-*`,
//! `upgrade-insecure-requests`): their place is the client's. Case does not count here; casing is a
//! signal of its own, and HTTP/2 has none.

use sha2::{Digest, Sha256};

use super::hex;
use super::proxy_headers::is_added_by_proxies;

/// Sorted, lower case.
const EXCLUDED_NAMES: [&str; 46] = [
    "access-control-request-headers",
    "access-control-request-method",
    "age",
    "authorization",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "device-memory",
    "dnt",
    "downlink",
    "dpr",
    "ect",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "last-event-id",
    "origin",
    "pragma",
    "proxy-authorization",
    "purpose",
    "range",
    "referer",
    "rtt",
    "save-data",
    "sec-ch-device-memory",
    "sec-ch-dpr",
    "sec-ch-ua-arch",
    "sec-ch-ua-bitness",
    "sec-ch-ua-form-factors",
    "sec-ch-ua-full-version",
    "sec-ch-ua-full-version-list",
    "sec-ch-ua-model",
    "sec-ch-ua-platform-version",
    "sec-ch-ua-wow64",
    "sec-ch-width",
    "sec-fetch-user",
    "sec-gpc",
    "sec-purpose",
    "service-worker",
    "service-worker-navigation-preload",
    "transfer-encoding",
    "viewport-width",
];

/// All names that begin so.
const EXCLUDED_PREFIXES: [&str; 3] = ["sec-ch-prefers-", "sec-ch-viewport-", "sec-websocket-"];

/// First twelve hex digits of the SHA-256 of the lower-case names, comma between, in the order they
/// were sent. Pseudo-header fields are left out too: their order is in the HTTP/2 fingerprint.
/// `None` when no name is left.
#[must_use]
pub fn hash<Name: AsRef<[u8]>>(names: impl IntoIterator<Item = Name>) -> Option<String> {
    let mut list = Vec::with_capacity(256);
    for name in names {
        let start = list.len();
        list.extend(name.as_ref().iter().map(u8::to_ascii_lowercase));
        if counts(list.get(start..).unwrap_or_default()) {
            list.push(b',');
        } else {
            list.truncate(start);
        }
    }
    let list = list.strip_suffix(b",")?;
    Some(hex::text(Sha256::digest(list).iter().take(6)))
}

fn counts(name: &[u8]) -> bool {
    let Some(&first) = name.first() else { return false };
    let family = |family: &&str| {
        family.as_bytes().first() == Some(&first) && name.starts_with(family.as_bytes())
    };
    let left_out = || EXCLUDED_NAMES.binary_search_by(|entry| entry.as_bytes().cmp(name)).is_ok();
    first != b':'
        && !EXCLUDED_PREFIXES.iter().any(family)
        && !left_out()
        && !is_added_by_proxies(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["host", "user-agent", "accept", "accept-encoding"];

    #[test]
    fn the_hash_is_that_of_the_names_and_commas() {
        // printf host,user-agent,accept,accept-encoding | sha256sum
        assert_eq!(hash(NAMES).unwrap(), "88d30a62b7ad");
    }

    #[test]
    fn case_does_not_count_but_order_does() {
        assert_eq!(hash(NAMES.map(str::to_uppercase)), hash(NAMES));
        let mut turned = NAMES;
        turned.swap(1, 2);
        assert_ne!(hash(turned), hash(NAMES));
    }

    #[test]
    fn names_that_come_and_go_do_not_count() {
        let with = [
            ":method",
            "host",
            "Cookie",
            "user-agent",
            "accept",
            "X-Forwarded-For",
            "accept-encoding",
            "cf-ray",
        ];
        assert_eq!(hash(with), hash(NAMES));
    }

    #[test]
    fn no_names_give_no_hash() {
        assert_eq!(hash([":method", "cookie"]), None);
        assert_eq!(hash(Vec::<&str>::new()), None);
    }

    #[test]
    fn the_lists_are_sorted_and_lower_case() {
        assert!(EXCLUDED_NAMES.is_sorted() && EXCLUDED_PREFIXES.is_sorted());
        assert!(
            EXCLUDED_NAMES
                .iter()
                .chain(&EXCLUDED_PREFIXES)
                .all(|name| name.to_lowercase() == *name)
        );
        assert!(EXCLUDED_PREFIXES.iter().all(|family| family.ends_with('-')));
    }
}
