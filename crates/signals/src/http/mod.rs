//! The HTTP layer: the request as it was sent, and the content of its header fields. Owns the facts
//! of one request; whether they fit together is a question for the checks.

mod evidence;
pub mod fetch_metadata;
pub mod negotiation;
pub mod request_habits;

pub use evidence::{Headers, HttpEvidence};

use serde::Serialize;

use fetch_metadata::FetchMetadata;
use negotiation::{Accept, Encodings, Languages};

use super::client_hints::ClientHints;
use super::issue::{Issue, IssueCode};
use super::user_agent::{self, UserAgent};

/// Longest user agent that is read; the rest is cut off. Real ones stay below 1 KiB.
const MAX_USER_AGENT_BYTES: usize = 4096;

/// HTTP versions of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum HttpVersion {
    /// HTTP/1.0.
    #[serde(rename = "1.0")]
    Http10,
    /// HTTP/1.1.
    #[serde(rename = "1.1")]
    Http11,
    /// HTTP/2.
    #[serde(rename = "h2")]
    H2,
    /// HTTP/3.
    #[serde(rename = "h3")]
    H3,
}

/// The facts of one request.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Http {
    /// The version of HTTP.
    pub version: Option<HttpVersion>,
    /// Names in lower case, in the order given.
    pub names: Vec<Box<str>>,
    /// Whether that order is the wire's.
    pub ordered: bool,
    /// Whether the wire itself shows it.
    pub witnessed: bool,
    /// Whether a name was written with capital letters, as HTTP/1.1 clients may.
    pub capitalised: bool,
    /// `user-agent`.
    pub user_agent: Option<UserAgent>,
    /// `sec-ch-ua` and its family.
    pub client_hints: Option<ClientHints>,
    /// `accept`.
    pub accept: Option<Accept>,
    /// `accept-language`.
    pub languages: Option<Languages>,
    /// `accept-encoding`.
    pub encodings: Option<Encodings>,
    /// `sec-fetch-*`.
    pub fetch_metadata: Option<FetchMetadata>,
    /// `POST`.
    pub posts: bool,
    /// What kind of body `Content-Type` announces.
    pub body: Option<Body>,
}

/// A request's body, by who can send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// One of the three types that a form has (html.spec.whatwg.org, "Form submission").
    Form,
    /// Any other, which only a script can send.
    Script,
}

impl Body {
    fn read(content_type: &str) -> Self {
        const FORMS: [&str; 3] =
            ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if FORMS.iter().any(|form| form.eq_ignore_ascii_case(essence)) {
            Self::Form
        } else {
            Self::Script
        }
    }
}

impl Http {
    /// Whether a header field of that lower-case name was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|sent| **sent == *name)
    }
}

impl HttpEvidence {
    /// The facts, or `None` where there are no header fields to go on.
    pub fn read(self, issues: &mut Vec<Issue>) -> Option<Http> {
        let version = self.version.as_deref().and_then(|text| {
            let version = match text {
                "1.0" => Some(HttpVersion::Http10),
                "1.1" => Some(HttpVersion::Http11),
                "h2" => Some(HttpVersion::H2),
                "h3" => Some(HttpVersion::H3),
                _ => None,
            };
            if version.is_none() {
                issues.push(Issue::new("http.version", IssueCode::InvalidValue));
            }
            version
        });
        let headers = self.headers.unwrap_or_default();
        if headers.fields.is_empty() {
            issues.push(Issue::new("http.headers", IssueCode::Empty));
            return None;
        }
        let http = Http {
            posts: self.method.as_deref() == Some("POST"),
            ..Http::from_headers(version, &headers)
        };
        if http.client_hints.is_some_and(|hints| hints.malformed) {
            issues.push(Issue::new("http.headers.sec-ch-ua", IssueCode::Malformed));
        }
        Some(http)
    }
}

impl Http {
    /// The facts of these header fields.
    #[must_use]
    pub fn from_headers(version: Option<HttpVersion>, headers: &Headers) -> Self {
        let fields = || headers.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let value = |wanted: &str| {
            fields().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
        };
        Self {
            version,
            names: fields().map(|(name, _)| name.to_ascii_lowercase().into()).collect(),
            ordered: headers.ordered,
            witnessed: headers.witnessed,
            capitalised: fields()
                .any(|(name, _)| name.bytes().any(|byte| byte.is_ascii_uppercase())),
            user_agent: value("user-agent")
                .map(|text| user_agent::parse(head(text, MAX_USER_AGENT_BYTES))),
            client_hints: ClientHints::from_headers(fields()),
            accept: value("accept").map(Accept::read),
            languages: value("accept-language").map(Languages::read),
            encodings: value("accept-encoding").map(Encodings::read),
            fetch_metadata: FetchMetadata::read(value),
            posts: false,
            body: value("content-type").map(Body::read),
        }
    }
}

/// The first bytes of a text, cut between characters.
fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&str, &str)]) -> Http {
        let fields =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let headers = Some(Headers { fields, ordered: true, witnessed: false });
        let evidence =
            HttpEvidence { version: Some("h2".to_owned()), headers, ..HttpEvidence::default() };
        evidence.read(&mut Vec::new()).unwrap()
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        let http = read(&[("User-Agent", "curl/8.5.0"), ("Accept", "*/*")]);
        assert_eq!(http.user_agent.unwrap().browser, Some(crate::labels::Browser::Curl));
        assert!(http.accept.unwrap().only_any && http.has("accept") && http.capitalised);
    }

    #[test]
    fn an_unknown_version_is_an_issue_and_not_an_error() {
        let mut issues = Vec::new();
        let headers = Some(Headers {
            fields: vec![("a".to_owned(), "b".to_owned())],
            ordered: false,
            witnessed: false,
        });
        let evidence =
            HttpEvidence { version: Some("2".to_owned()), headers, ..HttpEvidence::default() };
        assert_eq!(evidence.read(&mut issues).unwrap().version, None);
        assert_eq!(issues, [Issue::new("http.version", IssueCode::InvalidValue)]);
    }

    #[test]
    fn without_headers_evidence_is_missing() {
        let mut issues = Vec::new();
        assert!(HttpEvidence::default().read(&mut issues).is_none());
        assert_eq!(issues, [Issue::new("http.headers", IssueCode::Empty)]);
    }

    #[test]
    fn a_long_user_agent_is_cut_between_characters() {
        assert_eq!(head("aé", 2), "a");
        assert_eq!(head("aé", 3), "aé");
    }
}
