//! Header fields in which proxies hand on fingerprints, from a peer that is no trusted proxy:
//! somebody tries to choose the evidence. A proxy that is missing from `edge.trusted_cidrs` looks
//! the same, so this alone does not convict.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let forged = &fingerprint.connection.forged_headers;
    if forged.is_empty() {
        return None;
    }
    Some(Finding {
        code: "forged_edge_headers",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::TlsImpersonation),
        weight: 3.0,
        message: "The client sent header fields that only a trusted proxy may send; they were not believed."
            .to_owned(),
        evidence: vec![("http.headers", forged.join(", "))],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;

    #[test]
    fn a_forged_header_is_found() {
        let mut forger = chrome(&[]);
        forger.connection.forged_headers = vec!["cf-ja4".to_owned()];
        assert_eq!(check(&forger).unwrap().evidence, [("http.headers", "cf-ja4".to_owned())]);
    }

    #[test]
    fn a_client_without_any_is_honest() {
        assert!(check(&chrome(&[])).is_none());
    }
}
