//! Only Blink sends `Sec-CH-UA` brand lists. Under the name of Firefox, Safari or any browser on
//! iOS they show another engine.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "client_hints_of_another_engine",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(5.0),
    doc: "Chromium's client hints in a request that names another engine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let claim = claim(fingerprint, Place::Request)?;
    let (claimed, chromium) = (claim.engine?, claim.hinted_chromium?);
    if !matches!(claimed, Engine::Gecko | Engine::Webkit | Engine::Trident) {
        return None;
    }
    Some(Found::new(
        format!("The user agent claims the engine {claimed}, but the client hints are Chromium's."),
        vec![
            ("http.user_agent", claimed.to_string()),
            ("http.client_hints", format!("Chromium {chromium}")),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{FIREFOX, chrome, request};
    use super::CHECK;

    #[test]
    fn a_firefox_with_brands_of_chromium_is_found() {
        assert!(CHECK.finding(&chrome(&[("user-agent", FIREFOX)])).is_some());
    }

    #[test]
    fn a_firefox_without_hints_is_honest() {
        assert!(CHECK.finding(&request(&[("user-agent", FIREFOX), ("accept", "*/*")])).is_none());
    }
}
