//! Header fields that proxies and content networks add on the way. Owns the one table of their
//! names. What such a field says of the client is read elsewhere; here is only that the client did
//! not write it.

/// Sorted, lower case.
const NAMES: [&str; 11] = [
    "baggage",
    "client-ip",
    "forwarded",
    "traceparent",
    "tracestate",
    "true-client-ip",
    "via",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-real-ip",
    "x-request-id",
];

/// All names that begin so.
const FAMILIES: [&str; 9] = [
    "cdn-",
    "cf-",
    "cloudfront-",
    "fastly-",
    "x-amz",
    "x-b3-",
    "x-envoy-",
    "x-forwarded-",
    "x-original-",
];

/// Whether a field of this name, in lower case, is added by proxies.
#[must_use]
pub fn is_added_by_proxies(name: &[u8]) -> bool {
    let family = |family: &&str| name.starts_with(family.as_bytes());
    NAMES.binary_search_by(|entry| entry.as_bytes().cmp(name)).is_ok()
        || FAMILIES.iter().any(family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_in_lower_case() {
        assert!(NAMES.is_sorted());
        for name in NAMES.iter().chain(&FAMILIES) {
            assert_eq!(*name, name.to_ascii_lowercase());
        }
    }

    #[test]
    fn a_clients_own_field_is_not_a_proxys() {
        for name in ["host", "user-agent", "cookie", "x-requested-with", "viable", "x-csrf-token"] {
            assert!(!is_added_by_proxies(name.as_bytes()), "{name}");
        }
        for name in ["via", "x-forwarded-for", "cf-ray", "x-amzn-trace-id", "x-real-ip"] {
            assert!(is_added_by_proxies(name.as_bytes()), "{name}");
        }
    }
}
