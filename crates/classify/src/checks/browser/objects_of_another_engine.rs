//! Things that one engine alone has: `userAgentData`, `deviceMemory` and `window.chrome` in Blink,
//! `oscpu` and `buildID` in Gecko.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "objects_of_another_engine",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(4.5),
    doc: "The page has objects that only another engine provides.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let claimed = claim(fingerprint, Place::Page)?.browser_engine()?;
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
    Some(Found::new(
        format!("The client claims the engine {claimed}, but has objects that only {shown} has."),
        vec![(path, "present".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_firefox_with_objects_of_chromium_is_found() {
        assert!(CHECK.finding(&firefox(&[("navigator.device_memory", json!(8))])).is_some());
        assert!(CHECK.finding(&safari_phone(&[("chrome_object", json!(true))])).is_some());
        assert!(CHECK.finding(&chrome(&[("navigator.oscpu", json!("Linux x86_64"))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(
            CHECK.finding(&firefox(&[("navigator.oscpu", json!("Windows NT 10.0"))])).is_none()
        );
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
    }
}
