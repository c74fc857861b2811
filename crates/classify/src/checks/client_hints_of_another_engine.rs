//! Only Blink sends `Sec-CH-UA` brand lists. Under the name of Firefox, Safari or any browser on
//! iOS they show another engine.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = fingerprint.http.as_ref()?;
    let claimed = http.user_agent.as_ref()?.engine?;
    let brands = http.client_hints.as_ref()?.brands?;
    if !matches!(claimed, Engine::Gecko | Engine::Webkit | Engine::Trident)
        || brands.chromium.is_none()
    {
        return None;
    }
    Some(Finding {
        code: "client_hints_of_another_engine",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 5.0,
        message: format!(
            "The user agent names a {claimed} browser, but the client hints are Chromium's."
        ),
        evidence: vec![
            ("http.user_agent", claimed.to_string()),
            ("http.client_hints", format!("Chromium {}", brands.chromium.unwrap_or_default())),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{FIREFOX, chrome, request};
    use super::check;

    #[test]
    fn a_firefox_with_brands_of_chromium_is_found() {
        assert!(check(&chrome(&[("user-agent", FIREFOX)])).is_some());
    }

    #[test]
    fn a_firefox_without_hints_is_honest() {
        assert!(check(&request(&[("user-agent", FIREFOX), ("accept", "*/*")])).is_none());
    }
}
