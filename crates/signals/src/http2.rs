//! The HTTP/2 layer: how a client opens its connection. Owns which form of the evidence wins: the
//! frames themselves, else a fingerprint that was made elsewhere.

use serde::{Deserialize, Serialize};

use super::akamai::Akamai;
use super::base64::decoded;
use super::http::Headers;
use super::issue::{Issue, IssueCode};
use fingerprint_wire::http2::{self, FirstBytes};

/// The HTTP/2 layer's evidence, in either form.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Http2Evidence {
    /// SETTINGS, window, priorities and pseudo-header order as one string.
    pub akamai_fingerprint: Option<String>,
    /// Base64 of the client's first bytes, preface included.
    pub frames: Option<String>,
}

/// The facts of one connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Http2 {
    /// SETTINGS, window, priorities and the order of pseudo-header fields.
    pub opening: Akamai,
}

impl Http2Evidence {
    /// The facts, and the first request's header fields where the frames go that far.
    pub fn read(self, issues: &mut Vec<Issue>) -> (Option<Http2>, Option<Headers>) {
        let bytes = self.frames.as_deref().and_then(|text| decoded("http2.frames", text, issues));
        let first = bytes.and_then(|bytes| first_bytes(&bytes, issues));
        let given = self.akamai_fingerprint.as_deref();
        let parsed = given.and_then(|text| {
            let parsed = Akamai::parse(text);
            if parsed.is_none() {
                issues.push(Issue::new("http2.akamai_fingerprint", IssueCode::InvalidValue));
            }
            parsed
        });
        let (seen, headers) = match first {
            // Without a request there is no pseudo-header order, and no fingerprint to compare.
            Some(FirstBytes { opening, request: Some(request) }) => (
                Some(Akamai::from_connection(&opening, &request)),
                Some(Headers::from_fields(&request.fields)),
            ),
            Some(FirstBytes { .. }) | None => (None, None),
        };
        if seen.as_ref().zip(parsed.as_ref()).is_some_and(|(seen, given)| seen != given) {
            issues.push(Issue::new("http2.akamai_fingerprint", IssueCode::FormsDisagree));
        }
        let opening = seen.or(parsed);
        if opening.is_none() && self.frames.is_none() && self.akamai_fingerprint.is_none() {
            issues.push(Issue::new("http2", IssueCode::Empty));
        }
        (opening.map(|opening| Http2 { opening }), headers)
    }
}

fn first_bytes(bytes: &[u8], issues: &mut Vec<Issue>) -> Option<FirstBytes> {
    let code = match http2::parse(bytes) {
        Ok(first) if first.request.is_some() => return Some(first),
        Ok(_) | Err(http2::Error::Truncated) => IssueCode::Truncated,
        Err(_) => IssueCode::Malformed,
    };
    issues.push(Issue::new("http2.frames", code));
    None
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    const CURL: &[u8] = include_bytes!("../../../tests/golden/http2/curl.bin");

    fn read(
        frames: Option<&[u8]>,
        akamai: Option<&str>,
    ) -> (Option<Http2>, Option<Headers>, Vec<Issue>) {
        let mut issues = Vec::new();
        let evidence = Http2Evidence {
            frames: frames.map(|bytes| STANDARD.encode(bytes)),
            akamai_fingerprint: akamai.map(str::to_owned),
        };
        let (http2, headers) = evidence.read(&mut issues);
        (http2, headers, issues)
    }

    #[test]
    fn frames_give_the_opening_and_the_headers() {
        let (http2, headers, issues) = read(Some(CURL), None);
        assert_eq!(http2.unwrap().opening.pseudo_headers, ['m', 'p', 's', 'a']);
        assert!(headers.unwrap().fields.iter().any(|(name, _)| name == "user-agent"));
        assert_eq!(issues, []);
    }

    #[test]
    fn the_frames_win_over_a_string_that_disagrees() {
        let (http2, _, issues) = read(Some(CURL), Some("1:65536|00|0|m,a,s,p"));
        assert_eq!(http2.unwrap().opening.pseudo_headers, ['m', 'p', 's', 'a']);
        assert_eq!(issues, [Issue::new("http2.akamai_fingerprint", IssueCode::FormsDisagree)]);
    }

    #[test]
    fn cut_frames_are_an_issue_and_the_string_still_serves() {
        let (http2, _, issues) = read(Some(&CURL[..30]), Some("1:65536|00|0|m,a,s,p"));
        assert!(http2.is_some());
        assert_eq!(issues, [Issue::new("http2.frames", IssueCode::Truncated)]);
    }
}
