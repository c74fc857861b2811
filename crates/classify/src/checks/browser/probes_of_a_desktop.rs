//! A telephone lacks features that a desktop of the same version has, and the other way round: who
//! imitates a telephone with a desktop keeps the desktop's. A telephone that asks for the desktop's
//! page, and an iPad that always does, are honest and not looked at.

use super::super::{Check, Found, PointsTo, Stated};
use super::{Platform, page};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, Os, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "probes_of_a_desktop",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Device)),
    weight: Stated::always(6.0),
    doc: "A phone with the JavaScript features of a desktop.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let said = claim(fingerprint, Place::Page)?;
    let expected = match (said.os?, said.engine?) {
        (Os::Android, Engine::Blink | Engine::Gecko) => Platform::Android,
        (Os::Ios, Engine::Webkit) => Platform::Ios,
        _ => return None,
    };
    let nearest = browser
        .probes
        .as_ref()?
        .nearest
        .as_ref()
        .filter(|nearest| Some(nearest.engine) == said.engine)?;
    let margin = nearest.platform_margin(expected)?;
    if nearest.platform != Platform::Desktop || margin < MIN_MARGIN_PROBES {
        return None;
    }
    let os = said.os?;
    Some(Found::new(
        format!("The client claims to run on {os}; its features are those of a desktop."),
        vec![("browser.probes", format!("desktop, {margin} features nearer than {os}"))],
    ))
}

/// Half of what divides the platforms in the newest versions.
const MIN_MARGIN_PROBES: u32 = 3;

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, chrome_android_150, chromium_156};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_desktop_that_plays_telephone_is_found() {
        let phone = CHROME
            .replace("Windows NT 10.0; Win64; x64", "Linux; Android 10; K")
            .replace("Safari", "Mobile Safari");
        assert!(
            CHECK
                .finding(&chrome(&[
                    ("navigator.user_agent", json!(phone)),
                    ("probes", chromium_156())
                ]))
                .is_some()
        );
    }

    #[test]
    fn a_telephone_that_asks_for_the_desktop_site_is_honest() {
        let desktop_site = CHROME.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64");
        assert!(
            CHECK
                .finding(&chrome(&[
                    ("navigator.user_agent", json!(desktop_site)),
                    ("probes", chrome_android_150())
                ]))
                .is_none()
        );
        assert!(CHECK.finding(&chrome(&[("probes", chromium_156())])).is_none());
    }
}
