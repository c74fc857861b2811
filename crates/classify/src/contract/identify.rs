//! The request shape of fingerprint-rust: a ClientHello, header fields, and a session's id.

use serde::Deserialize;

use crate::contract::request::{MAX_ID_CHARS, Request, RequestError, read_object};
use fingerprint_signals::http::{Headers, HttpEvidence};
use fingerprint_signals::tls::TlsEvidence;

/// Body of `POST /api/v1/fingerprint/identify`: one of the two kinds of evidence, or both.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Identify {
    /// Base64 of the TLS record(s) or of the handshake message of the ClientHello.
    tls_data: Option<String>,
    /// An object of header fields, or an ordered list of `[name, value]` pairs.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    http_headers: Option<Headers>,
    /// The caller's own id, echoed.
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    session_id: Option<String>,
}

impl Identify {
    /// Reads this shape as a request of ours.
    pub fn request(body: &[u8]) -> Result<Request, RequestError> {
        let Self { tls_data, http_headers, session_id } = read_object(body)?;
        if session_id.as_ref().is_some_and(|id| id.chars().count() > MAX_ID_CHARS) {
            let message = "at most 128 characters".to_owned();
            return Err(RequestError::InvalidRequest { path: "session_id".to_owned(), message });
        }
        let hello = |bytes| TlsEvidence { client_hello: Some(bytes), ..TlsEvidence::default() };
        let http = |headers| HttpEvidence { headers: Some(headers), ..HttpEvidence::default() };
        Ok(Request {
            id: session_id,
            // Some callers of the old shape send empty strings for what they do not have.
            tls: tls_data.filter(|bytes| !bytes.is_empty()).map(hello),
            http: http_headers.map(http),
            ..Request::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_type_names_the_field_of_the_old_shape() {
        let error = Identify::request(br#"{"http_headers":5}"#).unwrap_err();
        assert!(matches!(error, RequestError::InvalidJson { path, .. } if path == "http_headers"));
        let long = format!(r#"{{"session_id":"{}"}}"#, "x".repeat(129));
        let error = Identify::request(long.as_bytes()).unwrap_err();
        assert!(matches!(error, RequestError::InvalidRequest { path, .. } if path == "session_id"));
    }

    #[test]
    fn an_empty_hello_is_none() {
        let request = Identify::request(br#"{"tls_data":"","session_id":"a"}"#).unwrap();
        assert!(request.tls.is_none() && request.id.as_deref() == Some("a"));
    }
}
