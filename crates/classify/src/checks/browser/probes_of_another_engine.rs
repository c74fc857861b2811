//! Which interfaces an engine has cannot be put on by a user agent: engines differ in dozens of the
//! 160 probes, and no known browser of one lies near those of another.

use super::super::{Finding, PointsTo};
use super::{claimed_engine, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let claimed = claimed_engine(fingerprint)?;
    let nearest = browser.probes.as_ref()?.nearest.as_ref()?;
    let margin = nearest.other_engine - nearest.distance;
    if nearest.engine == claimed || margin < LEAST_MARGIN {
        return None;
    }
    Some(Finding {
        code: "probes_of_another_engine",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 7.0,
        message: format!("The client claims {claimed}; it has the features of {}.", nearest.engine),
        evidence: vec![(
            "browser.probes",
            format!(
                "{} at {}, another engine at {}",
                nearest.engine, nearest.distance, nearest.other_engine
            ),
        )],
    })
}

/// Probes by which the other engine must be farther.
const LEAST_MARGIN: u32 = 8;

#[cfg(test)]
mod tests {
    use super::super::examples::{PHONE, chrome, chromium_156, firefox, safari_phone, webkit};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_chromium_under_the_name_of_firefox_is_found() {
        assert!(check(&firefox(&[("probes", chromium_156())])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(check(&chrome(&[("probes", chromium_156())])).is_none());
        // Chrome on a telephone of Apple is WebKit and says so in its user agent.
        let crios = PHONE.replace("Version/26.0", "CriOS/150.0");
        let fields = [("navigator.user_agent", json!(crios)), ("probes", webkit())];
        assert!(check(&safari_phone(&fields)).is_none());
    }
}
