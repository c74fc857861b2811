//! Every current browser accepts Brotli over TLS: Chromium from 51, Firefox from 44, Safari from
//! 11. A request under such a name that accepts compression but not Brotli was written by something
//! else.

use super::{Finding, PointsTo, claimed_browser, complete, is_secure};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = complete(fingerprint)?;
    let (browser, version) = claimed_browser(http)?;
    let first = match browser {
        Browser::Firefox => 44,
        Browser::Safari => 11,
        _ => 51,
    };
    let encodings = http.encodings.filter(|encodings| encodings.gzip && !encodings.brotli)?;
    if !is_secure(http) || version < first {
        return None;
    }
    Some(Finding {
        code: "brotli_missing",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: 2.0,
        message: format!(
            "The client says it is {browser} {version}, which accepts Brotli over TLS; it does not."
        ),
        evidence: vec![
            ("http.user_agent", format!("{browser} {version}")),
            ("http.accept_encoding", format!("{} codings, no br", encodings.count)),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;

    #[test]
    fn a_chrome_without_brotli_is_found() {
        assert!(check(&chrome(&[("accept-encoding", "gzip, deflate")])).is_some());
    }

    #[test]
    fn a_request_that_wants_no_compression_is_not_accused() {
        assert!(check(&chrome(&[("accept-encoding", "identity")])).is_none());
        assert!(check(&chrome(&[("accept-encoding", "")])).is_none());
    }
}
