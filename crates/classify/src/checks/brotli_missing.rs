//! Every current browser accepts Brotli over TLS: Chromium from 51, Firefox from 44, Safari from
//! 11. A request under such a name that accepts compression but not Brotli was written by something
//! else.

use super::{Check, Found, PointsTo, Stated, complete, is_secure};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "brotli_missing",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(2.0),
    doc: "A browser does not accept Brotli over TLS.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = complete(fingerprint)?;
    let (browser, version) = claim(fingerprint, Place::Request)?.release()?;
    let first = match browser {
        Browser::Firefox => 44,
        Browser::Safari => 11,
        _ => 51,
    };
    let encodings = http.encodings.filter(|encodings| encodings.gzip && !encodings.brotli)?;
    if !is_secure(http) || version < first {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims to be {browser} {version}, which accepts Brotli over TLS; this \
             request does not."
        ),
        vec![
            ("http.user_agent", format!("{browser} {version}")),
            ("http.accept_encoding", format!("{} codings, no br", encodings.count)),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;

    #[test]
    fn a_chrome_without_brotli_is_found() {
        assert!(CHECK.finding(&chrome(&[("accept-encoding", "gzip, deflate")])).is_some());
    }

    #[test]
    fn a_request_that_wants_no_compression_is_not_accused() {
        assert!(CHECK.finding(&chrome(&[("accept-encoding", "identity")])).is_none());
        assert!(CHECK.finding(&chrome(&[("accept-encoding", "")])).is_none());
    }
}
