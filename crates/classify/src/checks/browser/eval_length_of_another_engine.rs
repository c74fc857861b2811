//! `eval.toString()` has 33 characters in V8, 37 in `SpiderMonkey` and `JavaScriptCore` (which put
//! the body on lines of its own), 39 in Chakra.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "eval_length_of_another_engine",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(4.5),
    doc: "The source text of `eval` has the length of another engine's.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (claimed, length) =
        (claim(fingerprint, Place::Page)?.browser_engine()?, *browser.errors.eval_length.value()?);
    let expected = match claimed {
        Engine::Blink => 33,
        Engine::Gecko | Engine::Webkit => 37,
        _ => return None,
    };
    if length == expected {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims the engine {claimed}, where the source text of eval has \
             {expected} characters; here it has {length}."
        ),
        vec![("browser.errors.eval_length", length.to_string())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{PHONE, chrome, firefox, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn the_eval_of_v8_under_the_name_of_firefox_is_found() {
        assert!(CHECK.finding(&firefox(&[("errors.eval_length", json!(33))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
        // Chrome on a telephone of Apple is WebKit.
        let criosis = PHONE.replace("Version/26.0", "CriOS/150.0");
        assert!(
            CHECK.finding(&safari_phone(&[("navigator.user_agent", json!(criosis))])).is_none()
        );
    }
}
