//! Traits that no release of the claimed major has, because its engine took them up later
//! (`engines::engine_traits`, widened to field trials): an old user agent on a new browser, or on a
//! copy that mixes two releases. A missing trait is not such a sign: it may have been switched off.

use super::{Check, Found, PointsTo, Stated};
use crate::engines::engine_traits;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "ahead_of_version",
    layers: &[Layer::Tls, Layer::Http2, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentVersion)),
    weight: Stated::always(4.5),
    doc: "The client sends what its engine introduced only after the claimed version, such as \
          a post-quantum key share.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let (major, traits) = engine_traits::ahead(fingerprint)?;
    let named = traits.iter().map(|name| name.replace('_', " ")).collect::<Vec<_>>().join(", ");
    Some(Found::new(
        format!(
            "The client claims version {major} of its engine, but sends what was introduced \
             later: {named}."
        ),
        vec![("http.user_agent", major.to_string()), ("later", traits.join(","))],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, FIREFOX, chrome, claim};
    use super::CHECK;
    use serde_json::json;

    fn shares() -> serde_json::Value {
        json!({"tls": {"ciphers": [4865], "extensions": [0, 43, 51], "groups": [4588, 29, 23, 24]}})
    }

    #[test]
    fn an_old_name_above_a_post_quantum_share_is_found() {
        assert!(CHECK.finding(&claim(&CHROME.replace("150", "110"), shares())).is_some());
        assert!(CHECK.finding(&claim(&FIREFOX.replace("153", "109"), shares())).is_some());
    }

    #[test]
    fn new_browsers_are_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&claim(CHROME, shares())).is_none());
        assert!(CHECK.finding(&claim(FIREFOX, shares())).is_none());
    }
}
