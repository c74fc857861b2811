//! The closed list of what can go wrong for a caller, as RFC 9457 problem documents. Every answer
//! of this service that is not a success is one of these.

use std::borrow::Cow;
use std::fmt;

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use serde::Serialize;
use utoipa::ToSchema;

use crate::serving::queue::QueueError;
use fingerprint_classify::ClassifyError;
use fingerprint_classify::contract::request::RequestError;
use fingerprint_signals::issue::Issue;

/// Media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Seconds after which a caller may try again what was refused for want of room.
const RETRY_SECONDS: u32 = 1;

// `$code` is a tt: utoipa does not read a rename out of the group that `literal` wraps it in.
macro_rules! codes {
    ($($variant:ident = $status:literal $code:tt $title:literal,)+) => {
        /// Stable code of a problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
        pub enum Code { $(#[serde(rename = $code)] $variant,)+ }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            pub const fn status(self) -> u16 {
                match self { $(Code::$variant => $status,)+ }
            }

            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)+ }
            }

            pub const fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)+ }
            }

            /// A URI that names the kind of problem (RFC 9457 section 3.1.1).
            pub const fn uri(self) -> &'static str {
                match self { $(Code::$variant => concat!("urn:problem-type:fingerprint-api:", $code),)+ }
            }
        }
    };
}

codes! {
    InvalidJson = 400 "invalid_json" "The body is not JSON of the expected shape",
    InvalidRequest = 400 "invalid_request" "The request cannot be understood",
    Unauthorized = 401 "unauthorized" "An API key is needed",
    Forbidden = 403 "forbidden" "This is not allowed",
    NotFound = 404 "not_found" "No such resource",
    MethodNotAllowed = 405 "method_not_allowed" "The resource does not have this method",
    ModelsRefused = 409 "models_refused" "The models folder holds a set that cannot be used; the old one stays",
    BodyTooLarge = 413 "body_too_large" "The body is too large",
    UnsupportedMediaType = 415 "unsupported_media_type" "The body has a media type that is not read here",
    NoUsableLayers = 422 "no_usable_layers" "No layer carries usable evidence",
    RateLimited = 429 "rate_limited" "Too many requests",
    Internal = 500 "internal" "The service failed on this request",
    Overloaded = 503 "overloaded" "The service is at its limit",
    ModelsNotReady = 503 "models_not_ready" "The models are not loaded",
    ShuttingDown = 503 "shutting_down" "The service is shutting down",
    DeadlineExceeded = 504 "deadline_exceeded" "It took too long",
}

/// One problem, on its way to the caller.
#[derive(Debug, Clone)]
pub struct Problem {
    code: Code,
    status: u16,
    detail: Cow<'static, str>,
    extra: Box<Extra>,
}

/// What only some problems have.
#[derive(Debug, Clone, Default)]
struct Extra {
    path: Option<String>,
    issues: Vec<Issue>,
    allow: Option<&'static str>,
    request_id: Option<HeaderValue>,
    retry_seconds: Option<u32>,
}

/// The document itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument<'a> {
    /// Names the kind of problem, `urn:problem-type:fingerprint-api:` and the code.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: &'a str,
    code: Code,
    /// JSON path of what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    /// What was wrong with the evidence, where that is the problem.
    #[serde(skip_serializing_if = "<[Issue]>::is_empty")]
    issues: &'a [Issue],
}

impl Problem {
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code, status: code.status(), detail: detail.into(), extra: Box::default() }
    }

    fn with(code: Code, detail: impl Into<Cow<'static, str>>, extra: Extra) -> Self {
        Self { extra: Box::new(extra), ..Self::new(code, detail) }
    }

    /// The client took too long to send: 408, for the fault is not the service's, with the code
    /// that callers know.
    pub fn slow_body() -> Self {
        let slow = Self::new(
            Code::DeadlineExceeded,
            "the body did not arrive within http.request_timeout_ms",
        );
        Self { status: 408, ..slow }
    }

    pub fn too_large(limit: usize) -> Self {
        Self::new(Code::BodyTooLarge, format!("at most {limit} bytes are read"))
    }

    pub fn method_not_allowed(allow: &'static str) -> Self {
        let detail = format!("the methods here are {allow}");
        Self::with(Code::MethodNotAllowed, detail, Extra { allow: Some(allow), ..Extra::default() })
    }

    pub fn rate_limited(detail: &'static str, retry_seconds: u32) -> Self {
        Self::with(
            Code::RateLimited,
            detail,
            Extra { retry_seconds: Some(retry_seconds), ..Extra::default() },
        )
    }

    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "the routes are listed at /docs")
    }

    pub fn internal() -> Self {
        Self::new(Code::Internal, "the failure is logged under this answer's x-request-id")
    }

    #[must_use]
    pub fn with_request_id(mut self, id: HeaderValue) -> Self {
        self.extra.request_id = Some(id);
        self
    }

    pub fn code(&self) -> Code {
        self.code
    }

    /// The document, for an answer's body or an item of a batch.
    pub fn document(&self) -> ProblemDocument<'_> {
        ProblemDocument {
            kind: self.code.uri(),
            title: self.code.title(),
            status: self.status,
            detail: &self.detail,
            code: self.code,
            path: self.extra.path.as_deref(),
            issues: &self.extra.issues,
        }
    }

    /// The answer.
    pub fn response(&self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::build(status);
        response.content_type(PROBLEM_JSON);
        if matches!(self.status, 429 | 503) {
            response
                .insert_header((RETRY_AFTER, self.extra.retry_seconds.unwrap_or(RETRY_SECONDS)));
        }
        if self.status == 401 {
            // RFC 9110 section 11.6.1: a 401 names what to send.
            response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"fingerprint-api\""));
        }
        if let Some(allow) = self.extra.allow {
            response.insert_header((ALLOW, allow));
        }
        if let Some(id) = &self.extra.request_id {
            response.insert_header((super::middleware::request_id::HEADER, id.clone()));
        }
        // A struct of strings and numbers always serialises.
        response.body(serde_json::to_vec(&self.document()).unwrap_or_default())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl actix_web::ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.response()
    }
}

/// A problem is an answer like any other.
impl actix_web::Responder for Problem {
    type Body = BoxBody;
    fn respond_to(self, _: &actix_web::HttpRequest) -> HttpResponse {
        self.response()
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        let (code, path, message) = match error {
            RequestError::InvalidJson { path, message } => (Code::InvalidJson, path, message),
            RequestError::InvalidRequest { path, message } => (Code::InvalidRequest, path, message),
        };
        Self::with(code, message, Extra { path: Some(path), ..Extra::default() })
    }
}

impl From<ClassifyError> for Problem {
    fn from(error: ClassifyError) -> Self {
        match error {
            ClassifyError::NoUsableLayers { issues } => {
                let detail = "at least one layer must carry usable evidence";
                Self::with(Code::NoUsableLayers, detail, Extra { issues, ..Extra::default() })
            }
            ClassifyError::ModelsNotReady => {
                Self::new(Code::ModelsNotReady, "/api/v1/models/status says which and why")
            }
            ClassifyError::Inference(reason) => {
                tracing::error!(error.message = %reason, "a model failed");
                Self::internal()
            }
        }
    }
}

impl From<QueueError> for Problem {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::Full => Self::new(Code::Overloaded, "too much work is waiting"),
            QueueError::Deadline => {
                Self::new(Code::DeadlineExceeded, "the work took longer than inference.deadline_ms")
            }
            QueueError::Panicked => Self::internal(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_carries_the_members_of_the_contract() {
        let error =
            RequestError::InvalidJson { path: "tls.ciphers[1]".into(), message: "no".into() };
        let document = serde_json::to_value(Problem::from(error).document()).unwrap();
        assert_eq!(document["type"], "urn:problem-type:fingerprint-api:invalid_json");
        assert_eq!(
            (document["status"].as_u64(), document["code"].as_str()),
            (Some(400), Some("invalid_json"))
        );
        assert_eq!(document["path"], "tls.ciphers[1]");
        assert!(document.get("issues").is_none());
    }

    #[test]
    fn an_answer_that_may_be_asked_for_again_says_when() {
        let response = Problem::new(Code::Overloaded, "x").response();
        assert_eq!(response.headers().get(RETRY_AFTER).unwrap(), "1");
        assert!(Problem::not_found().response().headers().get(RETRY_AFTER).is_none());
    }
}
