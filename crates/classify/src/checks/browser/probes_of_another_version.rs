//! The claimed version's features against those that are there. One bit may differ by a build's own
//! settings; a second hardly does, nor that one bit by which a neighbour differs, and no other
//! (docs/decisions/0010). Browsers that are newer than the table
//! look like its newest and are honest.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Counting, Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "probes_of_another_version",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentVersion)),
    weight: Stated::usually(4.5, &[2.0, 7.0]),
    doc: "The JavaScript features are those of another version; the weight depends on how many \
          differ ([0010](../decisions/0010-codewords.md)).",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page).filter(|claim| claim.browser.is_some())?;
    let (engine, claimed) = (said.engine?, said.engine_major(Counting::Declared)?);
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
    Some(
        Found::new(
            format!(
                "The client claims version {claimed}; its features are those of {first} to {last}."
            ),
            vec![(
                "browser.probes",
                format!("{excess} more features differ than from {first} to {last}"),
            )],
        )
        .weighing(weight),
    )
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, chromium_156, decides, safari_phone, webkit};
    use super::CHECK;
    use serde_json::{Value, json};

    #[test]
    fn an_old_name_on_a_new_browser_is_found() {
        let old = CHROME.replace("150", "138");
        let fields = [("navigator.user_agent", json!(old)), ("probes", chromium_156())];
        let finding = CHECK.finding(&chrome(&fields)).unwrap();
        assert!(decides(finding.weight).is_some(), "{finding:?}");
    }

    #[test]
    fn the_neighbours_features_to_the_last_are_no_accident() {
        // Chrome 147's and 148's differ in one probe; another odd one makes it a build's own
        // settings.
        let claim = ("navigator.user_agent", json!(CHROME.replace("150", "147")));
        let exact = json!({"set": "1", "bits": "/3////+//v39///7//9//9z3//8="});
        let odd = json!({"set": "1", "bits": "/3////+//v39///7//9//9z3/f8="});
        let found = |bits: Value| {
            CHECK.finding(&chrome(&[claim.clone(), ("probes", bits)])).unwrap().weight
        };
        assert!(decides(found(exact)).is_some());
        assert!(decides(found(odd)).is_none());
    }

    #[test]
    fn a_browser_newer_than_the_table_is_honest() {
        let new = CHROME.replace("150", "156");
        let fields = [("navigator.user_agent", json!(new)), ("probes", chromium_156())];
        assert!(CHECK.finding(&chrome(&fields)).is_none());
        // WebKitGTK counts by itself.
        let gtk = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/60.5 Safari/605.1.15";
        let fields = [("navigator.user_agent", json!(gtk)), ("probes", webkit())];
        assert!(CHECK.finding(&safari_phone(&fields)).is_none());
    }
}
