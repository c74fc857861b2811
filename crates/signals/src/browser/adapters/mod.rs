//! Payloads of other open collectors, read into the same facts. One file a collector; the name it
//! goes by is the payload's `schema`.

mod botd;
mod fingerprintjs;
mod fpscanner;

use super::Browser;
use super::section::Section;
use crate::issue::IssueCode;

type Adapter = fn(&Section<'_>) -> Browser;

/// Every collector that is understood, by its schema.
const ADAPTERS: &[(&str, Adapter)] =
    &[("botd", botd::read), ("fingerprintjs", fingerprintjs::read), ("fpscanner", fpscanner::read)];

/// The facts of a payload in another shape; an unknown one is an issue.
pub(super) fn read(schema: &str, root: &Section<'_>) -> Option<Browser> {
    root.skip(&["collector", "nonce", "collected_at"]);
    let adapter = ADAPTERS.iter().find(|(name, _)| *name == schema);
    if adapter.is_none() {
        root.ignore_rest();
        root.complain("schema", IssueCode::InvalidValue);
    }
    adapter.map(|(_, read)| read(root))
}

#[cfg(test)]
mod tests;
