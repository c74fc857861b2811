//! A client whose user agent names a library that is made to send the hello of another client, as
//! such libraries do until they are given a user agent. No other client has a reason to use
//! their names.

use super::{Check, Found, PointsTo, Stated};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "declared_impersonator",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TlsImpersonation)),
    weight: Stated::always(6.0),
    doc: "The user agent names a library that imitates the ClientHello of browsers, such as \
          `tls-client/2.0.0`.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let user_agent = fingerprint.http.as_ref()?.user_agent.as_ref()?;
    user_agent.impersonator.then(|| {
        Found::new(
            "The user agent names a library that imitates the ClientHello of browsers.",
            vec![("http.user_agent", "impersonator".to_owned())],
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, request};
    use super::CHECK;

    #[test]
    fn an_impersonator_that_says_so_is_found() {
        assert!(CHECK.finding(&request(&[("user-agent", "tls-client/2.0.0")])).is_some());
    }

    #[test]
    fn browsers_and_other_libraries_are_none() {
        assert!(CHECK.finding(&request(&[("user-agent", CHROME)])).is_none());
        assert!(CHECK.finding(&request(&[("user-agent", "Go-http-client/2.0")])).is_none());
    }
}
