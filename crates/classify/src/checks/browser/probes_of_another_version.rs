//! The claimed version's features against those that are there. One bit may differ by a build's own
//! settings; a second hardly does, nor that one bit by which a neighbour differs, and no other
//! (docs/decisions/0010). Browsers that are newer than the table
//! look like its newest and are honest.

use super::super::{Finding, PointsTo};
use super::{claim, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint)?;
    let brands = browser.navigator.user_agent_data.value().and_then(|hints| hints.brands);
    let (engine, claimed) = match said.browser? {
        Browser::Chrome | Browser::Edge | Browser::Chromium | Browser::Webview
            if said.engine == Some(Engine::Blink) =>
        {
            (Engine::Blink, said.version?)
        }
        // These count by themselves; their brands tell the Chromium inside.
        _ if said.engine == Some(Engine::Blink) => (Engine::Blink, brands?.chromium?),
        Browser::Firefox if said.engine == Some(Engine::Gecko) => (Engine::Gecko, said.version?),
        Browser::Safari => (Engine::Webkit, said.version?),
        _ => return None,
    };
    let nearest =
        browser.probes.as_ref()?.nearest.as_ref().filter(|nearest| nearest.engine == engine)?;
    let excess = nearest.excess_distance(claimed)?;
    let weight = match excess {
        0 => return None,
        // To the last probe those of another release: one odd probe would hardly hit the very one.
        1 if nearest.distance == 0 => 4.5,
        1 => 2.0,
        2 => 4.5,
        _ => 7.0,
    };
    let (first, last) = (nearest.nearest_majors().min()?, nearest.nearest_majors().max()?);
    Some(Finding {
        code: "probes_of_another_version",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentVersion),
        weight,
        message: format!(
            "The client claims version {claimed}; its features are those of {first} to {last}."
        ),
        evidence: vec![(
            "browser.probes",
            format!("{excess} more features differ than from {first} to {last}"),
        )],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, chromium_156, convicts, safari_phone, webkit};
    use super::check;
    use serde_json::{Value, json};

    #[test]
    fn an_old_name_on_a_new_browser_is_found() {
        let old = CHROME.replace("150", "138");
        let fields = [("navigator.user_agent", json!(old)), ("probes", chromium_156())];
        let finding = check(&chrome(&fields)).unwrap();
        assert!(convicts(finding.weight).is_some(), "{finding:?}");
    }

    #[test]
    fn the_neighbours_features_to_the_last_are_no_accident() {
        // Chrome 147's and 148's differ in one probe; another odd one makes it a build's own
        // settings.
        let claim = ("navigator.user_agent", json!(CHROME.replace("150", "147")));
        let exact = json!({"set": "1", "bits": "/3////+//v39///7//9//9z3//8="});
        let odd = json!({"set": "1", "bits": "/3////+//v39///7//9//9z3/f8="});
        let found =
            |bits: Value| check(&chrome(&[claim.clone(), ("probes", bits)])).unwrap().weight;
        assert!(convicts(found(exact)).is_some());
        assert!(convicts(found(odd)).is_none());
    }

    #[test]
    fn a_browser_newer_than_the_table_is_honest() {
        let new = CHROME.replace("150", "156");
        let fields = [("navigator.user_agent", json!(new)), ("probes", chromium_156())];
        assert!(check(&chrome(&fields)).is_none());
        // WebKitGTK counts by itself.
        let gtk = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/60.5 Safari/605.1.15";
        let fields = [("navigator.user_agent", json!(gtk)), ("probes", webkit())];
        assert!(check(&safari_phone(&fields)).is_none());
    }
}
