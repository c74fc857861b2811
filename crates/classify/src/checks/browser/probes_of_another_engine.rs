//! Which interfaces an engine has does not depend on its user agent: engines differ in dozens of
//! the 160 probes, and no known browser of one lies near those of another.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "probes_of_another_engine",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(7.0),
    doc: "The JavaScript features are those of another engine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let claimed = claim(fingerprint, Place::Page)?.browser_engine()?;
    let nearest = browser.probes.as_ref()?.nearest.as_ref()?;
    let margin = nearest.other_engine - nearest.distance;
    if nearest.engine == claimed || margin < MIN_MARGIN_PROBES {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims the engine {claimed}; its features are those of {}.",
            nearest.engine
        ),
        vec![(
            "browser.probes",
            format!(
                "{} at {}, another engine at {}",
                nearest.engine, nearest.distance, nearest.other_engine
            ),
        )],
    ))
}

/// Probes by which the other engine must be farther.
const MIN_MARGIN_PROBES: u32 = 8;

#[cfg(test)]
mod tests {
    use super::super::examples::{PHONE, chrome, chromium_156, firefox, safari_phone, webkit};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_chromium_under_the_name_of_firefox_is_found() {
        assert!(CHECK.finding(&firefox(&[("probes", chromium_156())])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(CHECK.finding(&chrome(&[("probes", chromium_156())])).is_none());
        // Chrome on a telephone of Apple is WebKit and says so in its user agent.
        let crios = PHONE.replace("Version/26.0", "CriOS/150.0");
        let fields = [("navigator.user_agent", json!(crios)), ("probes", webkit())];
        assert!(CHECK.finding(&safari_phone(&fields)).is_none());
    }
}
