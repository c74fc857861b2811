//! Bytes that travel as base64 in a JSON string.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::issue::{Issue, IssueCode};

/// The bytes, or `None` and an issue where the text is not base64.
pub(super) fn decoded(path: &str, text: &str, issues: &mut Vec<Issue>) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok();
    if bytes.is_none() {
        issues.push(Issue::new(path, IssueCode::InvalidBase64));
    }
    bytes
}
