//! Things that one engine alone has: `userAgentData`, `deviceMemory` and `window.chrome` in Blink,
//! `oscpu` and `buildID` in Gecko.

use super::super::{Finding, PointsTo};
use super::{claimed_engine, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let claimed = claimed_engine(fingerprint)?;
    let navigator = &browser.navigator;
    let of_blink = [
        ("browser.navigator.user_agent_data", navigator.user_agent_data.value().is_some()),
        ("browser.navigator.device_memory", navigator.device_memory.value().is_some()),
        ("browser.chrome_object", browser.chrome_object.value() == Some(&true)),
    ];
    let of_gecko = [
        ("browser.navigator.oscpu", navigator.oscpu.value().is_some()),
        ("browser.navigator.build_id", navigator.build_id.value().is_some()),
    ];
    let there = |objects: &[(&'static str, bool)]| {
        objects.iter().find(|(_, there)| *there).map(|(path, _)| *path)
    };
    let (path, shown) = match claimed {
        Engine::Gecko | Engine::Webkit if there(&of_blink).is_some() => {
            (there(&of_blink)?, Engine::Blink)
        }
        Engine::Blink | Engine::Webkit if there(&of_gecko).is_some() => {
            (there(&of_gecko)?, Engine::Gecko)
        }
        _ => return None,
    };
    Some(Finding {
        code: "objects_of_another_engine",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 4.5,
        message: format!("The client claims {claimed} and has what only {shown} has."),
        evidence: vec![(path, "present".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_firefox_with_objects_of_chromium_is_found() {
        assert!(check(&firefox(&[("navigator.device_memory", json!(8))])).is_some());
        assert!(check(&safari_phone(&[("chrome_object", json!(true))])).is_some());
        assert!(check(&chrome(&[("navigator.oscpu", json!("Linux x86_64"))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&firefox(&[("navigator.oscpu", json!("Windows NT 10.0"))])).is_none());
        assert!(check(&safari_phone(&[])).is_none());
    }
}
