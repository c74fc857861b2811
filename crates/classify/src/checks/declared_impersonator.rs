//! A client whose user agent names a library that is made to send the hello of another client, as
//! such libraries do until they are given a user agent. Nobody else has a reason to use their
//! names.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let user_agent = fingerprint.http.as_ref()?.user_agent.as_ref()?;
    user_agent.impersonator.then(|| Finding {
        code: "declared_impersonator",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::TlsImpersonation),
        weight: 6.0,
        message:
            "The user agent names a library that is made to send the ClientHello of another client."
                .to_owned(),
        evidence: vec![("http.user_agent", "impersonator".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, request};
    use super::check;

    #[test]
    fn an_impersonator_that_says_so_is_found() {
        assert!(check(&request(&[("user-agent", "tls-client/2.0.0")])).is_some());
    }

    #[test]
    fn browsers_and_other_libraries_are_none() {
        assert!(check(&request(&[("user-agent", CHROME)])).is_none());
        assert!(check(&request(&[("user-agent", "Go-http-client/2.0")])).is_none());
    }
}
