//! `eval.toString()` has 33 characters in V8, 37 in `SpiderMonkey` and `JavaScriptCore` (which put
//! the body on lines of its own), 39 in Chakra.

use super::super::{Finding, PointsTo};
use super::{claimed_engine, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let (claimed, length) = (claimed_engine(fingerprint)?, *browser.errors.eval_length.value()?);
    let expected = match claimed {
        Engine::Blink => 33,
        Engine::Gecko | Engine::Webkit => 37,
        _ => return None,
    };
    if length == expected {
        return None;
    }
    Some(Finding {
        code: "eval_length_of_another_engine",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 4.5,
        message: format!(
            "The client claims {claimed}, in which eval has {expected} characters; here it has {length}."
        ),
        evidence: vec![("browser.errors.eval_length", length.to_string())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{PHONE, chrome, firefox, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn the_eval_of_v8_under_the_name_of_firefox_is_found() {
        assert!(check(&firefox(&[("errors.eval_length", json!(33))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&firefox(&[])).is_none());
        assert!(check(&safari_phone(&[])).is_none());
        // Chrome on a telephone of Apple is WebKit.
        let criosis = PHONE.replace("Version/26.0", "CriOS/150.0");
        assert!(check(&safari_phone(&[("navigator.user_agent", json!(criosis))])).is_none());
    }
}
