//! One classify request as the contract fixes it: the caller's id, the evidence by layer, the
//! options. Owns reading it from JSON, with the path of whatever is wrong and the names of unknown
//! fields.

use serde::{Deserialize, Serialize};

use fingerprint_signals::browser::BrowserEvidence;
use fingerprint_signals::evidence::Evidence;
use fingerprint_signals::http::HttpEvidence;
use fingerprint_signals::http2::Http2Evidence;
use fingerprint_signals::issue::{Issue, IssueCode};
use fingerprint_signals::json::{Unread, object};
use fingerprint_signals::tcp::TcpEvidence;
use fingerprint_signals::tls::TlsEvidence;

/// Longest caller's id that is echoed.
pub const MAX_ID_CHARS: usize = 128;

/// Unknown fields named in one answer; the rest are ignored silently.
const MAX_UNKNOWN_FIELDS: usize = 16;

/// Longest path of an unknown field that is echoed.
const MAX_PATH_CHARS: usize = 128;

/// Body of `POST /api/v1/classify`. Every layer is optional; at least one must carry usable
/// evidence.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Request {
    /// The caller's own id, echoed.
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    pub id: Option<String>,
    /// The SYN.
    #[serde(default, deserialize_with = "object")]
    pub tcp: Option<TcpEvidence>,
    /// The ClientHello.
    #[serde(default, deserialize_with = "object")]
    pub tls: Option<TlsEvidence>,
    /// The opening of HTTP/2.
    #[serde(default, deserialize_with = "object")]
    pub http2: Option<Http2Evidence>,
    /// The opening of HTTP/3, which is not read yet.
    #[serde(default, deserialize_with = "object")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub http3: Option<Unread>,
    /// The request's header fields.
    #[serde(default, deserialize_with = "object")]
    pub http: Option<HttpEvidence>,
    /// What the collector script sends (docs/start/collector.md), or the payload of
    /// `FingerprintJS`, `BotD` or `FPScanner` with `"schema": "fingerprintjs"`, `"botd"` or
    /// `"fpscanner"` added. Every member is optional, and each either a value or `{"error": "…"}`.
    #[serde(default, deserialize_with = "object")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub browser: Option<BrowserEvidence>,
    /// What the caller wants to see.
    #[serde(default)]
    pub options: Options,
    /// What is wrong with it already.
    #[serde(skip)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub issues: Vec<Issue>,
}

/// What the caller wants to see.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Options {
    /// How much of the reasoning the answer holds.
    pub explain: Explain,
    /// How many alternatives a question lists at most.
    #[cfg_attr(feature = "openapi", schema(maximum = 32))]
    pub alternatives: u8,
    /// Probability with which `set` and `range` hold the truth.
    #[cfg_attr(feature = "openapi", schema(minimum = 0.5, maximum = 0.99))]
    pub coverage: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self { explain: Explain::Reasons, alternatives: 3, coverage: 0.9 }
    }
}

/// A request without its evidence.
#[derive(Debug)]
pub struct Asked {
    /// The caller's own id.
    pub id: Option<String>,
    /// What the caller wants to see.
    pub options: Options,
}

impl Options {
    /// Whether the values lie within their limits.
    pub fn check(&self) -> Result<(), RequestError> {
        if (0.5..=0.99).contains(&self.coverage) {
            return Ok(());
        }
        let message = "must lie between 0.5 and 0.99".to_owned();
        Err(RequestError::InvalidRequest { path: "options.coverage".to_owned(), message })
    }
}

/// How much of the reasoning travels with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Explain {
    /// No reasons.
    None,
    /// The reasons.
    #[default]
    Reasons,
    /// The reasons and each layer's own distributions.
    Full,
}

/// Why a body is not a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Not JSON, or a field of a wrong type: 400 `invalid_json`.
    #[error("{message}")]
    InvalidJson {
        /// Where, by the path of the member.
        path: String,
        /// What is wrong, in plain language.
        message: String,
    },
    /// JSON of the right types with a value outside its limits: 400 `invalid_request`.
    #[error("{message}")]
    InvalidRequest {
        /// Where, by the path of the member.
        path: String,
        /// What is wrong, in plain language.
        message: String,
    },
}

impl Request {
    /// Reads one request. Unknown fields are kept as issues, a wrong type names its path.
    pub fn from_json(body: &[u8]) -> Result<Self, RequestError> {
        let mut unknown_fields = Vec::new();
        let mut note = |path: serde_ignored::Path<'_>| {
            if unknown_fields.len() < MAX_UNKNOWN_FIELDS {
                let path = path.to_string().replace(".?", "");
                let path = path.chars().take(MAX_PATH_CHARS).collect::<String>();
                unknown_fields.push(Issue::new(path, IssueCode::UnknownField));
            }
        };
        let mut json = serde_json::Deserializer::from_slice(body);
        let parsed = object::<_, Self>(serde_ignored::Deserializer::new(&mut json, &mut note))
            .and_then(|request| json.end().map(|()| request));
        let Ok(Some(mut request)) = parsed else { return Err(json_error(body)) };
        request.issues = unknown_fields;
        request.check_limits()?;
        Ok(request)
    }

    /// Reads a request, or the request that an observation of a capture file holds as
    /// `fingerprint`.
    pub fn observed(line: &[u8]) -> Result<Self, RequestError> {
        #[derive(Deserialize)]
        struct Observation<'a> {
            #[serde(borrow)]
            fingerprint: Option<&'a serde_json::value::RawValue>,
        }
        match serde_json::from_slice(line) {
            Ok(Observation { fingerprint: Some(fingerprint) }) => {
                Self::from_json(fingerprint.get().as_bytes())
            }
            _ => Self::from_json(line),
        }
    }

    /// When the page's payload was gathered by its own clock, in milliseconds since 1970.
    #[must_use]
    pub fn collected_at(&self) -> Option<u64> {
        self.browser.as_ref()?.collected_at()
    }

    /// The nonce that the page's payload carries.
    #[must_use]
    pub fn nonce(&self) -> Option<&str> {
        self.browser.as_ref()?.nonce()
    }

    /// What was asked, the evidence by layer, and what is wrong with it already.
    pub fn into_parts(self) -> (Asked, Evidence, Vec<Issue>) {
        let asked = Asked { id: self.id, options: self.options };
        let evidence = Evidence {
            tcp: self.tcp,
            tls: self.tls,
            http2: self.http2,
            http3: self.http3,
            http: self.http,
            browser: self.browser,
        };
        (asked, evidence, self.issues)
    }

    fn check_limits(&self) -> Result<(), RequestError> {
        let fault = |path: &str, message: &str| {
            Err(RequestError::InvalidRequest { path: path.to_owned(), message: message.to_owned() })
        };
        if self.id.as_ref().is_some_and(|id| id.chars().count() > MAX_ID_CHARS) {
            return fault("id", "at most 128 characters");
        }
        self.options.check()
    }
}

/// Reads the body once more, slowly, to learn where it is wrong.
fn json_error(body: &[u8]) -> RequestError {
    let not_an_object = || RequestError::InvalidJson {
        path: "$".to_owned(),
        message: "not a JSON object".to_owned(),
    };
    read_object::<Request>(body).err().unwrap_or_else(not_an_object)
}

/// Reads one JSON object and nothing behind it; what is wrong is named by its path.
pub fn read_object<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, RequestError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
    let at_root = |message: String| RequestError::InvalidJson { path: "$".to_owned(), message };
    match object::<_, T>(tracked) {
        Err(error) => {
            let path = track.path().to_string();
            let path = if path == "." { "$".to_owned() } else { path };
            Err(RequestError::InvalidJson { path, message: error.to_string() })
        }
        Ok(read) => {
            json.end().map_err(|error| at_root(error.to_string()))?;
            read.ok_or_else(|| at_root("not a JSON object".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(body: &str) -> RequestError {
        Request::from_json(body.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_wrong_type_names_its_path() {
        let RequestError::InvalidJson { path, .. } = error_of(r#"{"tls":{"ciphers":[1,"x"]}}"#)
        else {
            panic!("wrong kind")
        };
        assert_eq!(path, "tls.ciphers[1]");
    }

    #[test]
    fn broken_json_is_an_error_at_the_root_with_line_and_column() {
        let RequestError::InvalidJson { message, .. } = error_of("{\"tls\":") else {
            panic!("wrong kind")
        };
        assert!(message.contains("line 1 column"), "{message}");
        assert!(matches!(error_of("[]"), RequestError::InvalidJson { path, .. } if path == "$"));
        assert!(matches!(error_of("{} x"), RequestError::InvalidJson { path, .. } if path == "$"));
    }

    #[test]
    fn unknown_fields_are_named_and_unread_layers_are_not() {
        let body =
            r#"{"surprise":1,"tls":{"cipers":[]},"browser":{"navigator":{"x":[1,{"y":null}]}}}"#;
        let request = Request::from_json(body.as_bytes()).unwrap();
        let paths: Vec<_> = request.issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["surprise", "tls.cipers"]);
    }

    #[test]
    fn a_long_id_and_a_wild_coverage_are_refused() {
        let long = format!(r#"{{"id":"{}"}}"#, "x".repeat(129));
        assert!(
            matches!(error_of(&long), RequestError::InvalidRequest { path, .. } if path == "id")
        );
        assert!(
            matches!(error_of(r#"{"options":{"coverage":1.5}}"#), RequestError::InvalidRequest { path, .. } if path == "options.coverage")
        );
    }

    #[test]
    fn an_unread_layer_must_be_an_object() {
        assert!(
            matches!(error_of(r#"{"browser":5}"#), RequestError::InvalidJson { path, .. } if path == "browser")
        );
    }
}
