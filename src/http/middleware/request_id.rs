//! The id that ties an answer to its log line: the caller's own where it is sane, else the trace's.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::telemetry::request_context::MAX_ID;
use crate::telemetry::traces::context::TraceContext;

/// Carries the id in both directions.
pub(in crate::http) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request.
pub(super) fn from_headers(headers: &HeaderMap, trace: &TraceContext) -> HeaderValue {
    headers.get(HEADER).filter(|id| is_sane(id.as_bytes())).cloned().unwrap_or_else(|| {
        // Hexadecimal digits are always a header's value.
        HeaderValue::from_str(trace.trace_id())
            .unwrap_or_else(|_| HeaderValue::from_static("unknown"))
    })
}

/// Short, and of letters that no log or terminal reads as anything else.
fn is_sane(id: &[u8]) -> bool {
    (1..=MAX_ID).contains(&id.len())
        && id.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_header(value: &str) -> HeaderValue {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_str(value).unwrap());
        from_headers(&headers, &TraceContext::from_header(None))
    }

    #[test]
    fn a_sane_id_is_kept_and_any_other_replaced() {
        assert_eq!(from_header("abc-1.2_3"), "abc-1.2_3");
        for id in ["", "a b", "a\"b", "{${jndi}}", &"x".repeat(65)] {
            let fresh = from_header(id);
            assert_eq!(fresh.len(), 32, "{id}");
            assert!(fresh.as_bytes().iter().all(u8::is_ascii_hexdigit));
        }
    }
}
