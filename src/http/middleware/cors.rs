//! Cross-origin requests, where settings allow them: the part of the Fetch standard that a JSON
//! API without credentials needs.

use actix_web::HttpResponse;
use actix_web::dev::RequestHead;
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue, ORIGIN, VARY,
};

/// Who may call.
#[derive(Debug, Clone, Default)]
pub(in crate::http) struct Cors {
    origins: Vec<String>,
    any: bool,
}

impl Cors {
    pub(in crate::http) fn new(origins: &[String]) -> Self {
        Self { origins: origins.to_vec(), any: origins.iter().any(|origin| origin == "*") }
    }

    /// What to allow this request's origin, if anything.
    pub(super) fn allowed(&self, head: &RequestHead) -> Option<HeaderValue> {
        if self.origins.is_empty() {
            return None;
        }
        let origin = head.headers().get(ORIGIN)?;
        if self.any {
            return Some(HeaderValue::from_static("*"));
        }
        self.origins
            .iter()
            .any(|known| known.as_bytes() == origin.as_bytes())
            .then(|| origin.clone())
    }

    /// Whether the request asks for permission only.
    pub(super) fn is_preflight(head: &RequestHead) -> bool {
        head.method == Method::OPTIONS && head.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// The answer to a preflight of an allowed origin.
    pub(super) fn preflight() -> HttpResponse {
        HttpResponse::NoContent()
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"))
            .insert_header((
                ACCESS_CONTROL_ALLOW_HEADERS,
                "content-type, x-request-id, authorization, x-api-key",
            ))
            .insert_header((ACCESS_CONTROL_MAX_AGE, "600"))
            .finish()
    }

    /// Marks an answer as readable by the allowed origin.
    pub(super) fn mark(headers: &mut HeaderMap, origin: HeaderValue) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("x-request-id, retry-after, ratelimit, ratelimit-policy"),
        );
        headers.append(VARY, HeaderValue::from_static("origin"));
    }
}
