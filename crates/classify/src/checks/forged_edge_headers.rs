//! Header fields in which proxies hand on fingerprints, from a peer that is not a trusted proxy:
//! the client tries to choose the evidence. A proxy that is missing from `edge.trusted_cidrs` looks
//! the same, so this alone does not decide.

use super::{Check, Found, PointsTo, Stated};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "forged_edge_headers",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TlsImpersonation)),
    weight: Stated::always(3.0),
    doc: "Header fields that only a trusted proxy may send came from another peer.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let forged = &fingerprint.connection.forged_headers;
    if forged.is_empty() {
        return None;
    }
    Some(Found::new(
        "The client sent header fields that only a trusted proxy may send; they were ignored.",
        vec![("http.headers", forged.join(", "))],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;

    #[test]
    fn a_forged_header_is_found() {
        let mut forger = chrome(&[]);
        forger.connection.forged_headers = vec!["cf-ja4".to_owned()];
        assert_eq!(
            CHECK.finding(&forger).unwrap().evidence,
            [("http.headers", "cf-ja4".to_owned())]
        );
    }

    #[test]
    fn a_client_without_any_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
