//! The page's content is exactly as large as the screen, in a window that is not full-screen: the
//! browser's own bars have no room. Playwright and what is built on it give the page a screen of
//! the viewport's size; so does the device mode of the developer tools. Where the window around it
//! is larger than that screen, nothing else explains it; an application that shows pages without
//! bars (Electron, CEF, a kiosk) may look like the rest, though hardly in Playwright's own size on
//! an unattended machine.

use super::super::{Check, Found, PointsTo, Stated};
use super::{is_bare, page};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::Browser;
use fingerprint_signals::browser::errors::StackStyle;
use fingerprint_signals::labels::{AutomationKind, AutomationTool, Device, Layer};

/// A maximised window reaches over the screen's edges by its frame.
const WINDOW_FRAME_PIXELS: u32 = 32;

/// Playwright's default window.
const PLAYWRIGHT_WINDOW: (u32, u32) = (1280, 720);

pub(super) const CHECK: Check = Check {
    code: "emulated_viewport",
    layers: &[Layer::Browser],
    points_to: Stated::usually(
        PointsTo::Automation(AutomationKind::CdpDriver),
        &[PointsTo::Automation(AutomationKind::StealthFramework)],
    ),
    weight: Stated::usually(2.5, &[4.5]),
    doc: "The page fills the whole screen although the window is not full-screen, so the \
          reported screen is emulated. Weighs more if the window is larger than that screen, \
          or has Playwright's default size on a machine without graphics card, microphone, \
          camera and voices.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (screen, inner, outer) =
        (browser.screen.size()?, browser.screen.inner()?, browser.screen.outer()?);
    let in_a_tab = browser.media.display_mode.text() == Some("browser");
    let desktop = claim(fingerprint, Place::Page)?.device == Some(Device::Desktop);
    // Gecko that resists fingerprinting tells pages that all three are alike, Brave adds noise.
    let reports_true_sizes = browser.errors.stack_style.value() == Some(&StackStyle::V8)
        && !browser.brand_objects.texts().any(|name| name == "navigator.brave");
    if !(in_a_tab && desktop && reports_true_sizes) || inner != screen {
        return None;
    }
    let larger =
        outer.1 > screen.1 + WINDOW_FRAME_PIXELS || outer.0 > screen.0 + WINDOW_FRAME_PIXELS;
    let is_unattended = screen == PLAYWRIGHT_WINDOW && is_bare(browser);
    let tool = tool(browser, screen);
    let kind = match tool {
        Some(_) => AutomationKind::StealthFramework,
        None => AutomationKind::CdpDriver,
    };
    let message = format!(
        "The page fills the whole screen of {} by {} although the window is not full-screen: the \
         reported screen is emulated.",
        screen.0, screen.1
    );
    let evidence = vec![
        ("browser.screen", format!("{}x{}", screen.0, screen.1)),
        ("browser.screen.outer", format!("{}x{}", outer.0, outer.1)),
    ];
    let found = Found::new(message, evidence).pointing_to(PointsTo::Automation(kind)).naming(tool);
    Some(found.weighing(if larger || is_unattended { 4.5 } else { 2.5 }))
}

/// Patchright is Playwright that keeps the browser's protections and hides the flag.
fn tool(browser: &Browser, screen: (u32, u32)) -> Option<AutomationTool> {
    let protected = browser.automation.history_unlimited.value() == Some(&false);
    let hidden = browser.navigator.webdriver.value() == Some(&false);
    (protected && hidden && screen == PLAYWRIGHT_WINDOW).then_some(AutomationTool::Patchright)
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, firefox, safari_phone};
    use super::CHECK;
    use crate::checks::PointsTo;
    use fingerprint_signals::labels::{AutomationKind, AutomationTool};
    use serde_json::{Value, json};

    fn sizes(mode: &str, inner: (u32, u32), outer: (u32, u32)) -> Vec<(&'static str, Value)> {
        vec![
            ("media.display_mode", json!(mode)),
            ("screen.inner_width", json!(inner.0)),
            ("screen.inner_height", json!(inner.1)),
            ("screen.outer_width", json!(outer.0)),
            ("screen.outer_height", json!(outer.1)),
        ]
    }

    #[test]
    fn a_window_larger_than_its_screen_is_found() {
        let finding =
            CHECK.finding(&chrome(&sizes("browser", (1920, 1080), (1928, 1165)))).unwrap();
        assert!(decides(finding.weight).is_some());
        assert_eq!(finding.points_to, PointsTo::Automation(AutomationKind::CdpDriver));
    }

    #[test]
    fn playwrights_window_with_its_protections_is_patchrights() {
        let mut fields = sizes("browser", (1280, 720), (1288, 805));
        fields.extend([("screen.width", json!(1280)), ("screen.height", json!(720))]);
        fields.push(("automation.history_unlimited", json!(false)));
        let found = CHECK.finding(&chrome(&fields)).unwrap();
        assert_eq!(found.points_to, PointsTo::Automation(AutomationKind::StealthFramework));
        assert_eq!(found.tool, Some(AutomationTool::Patchright));
    }

    #[test]
    fn playwrights_window_on_an_unattended_machine_is_found() {
        let mut fields = sizes("browser", (1280, 720), (1280, 720));
        fields.extend([("screen.width", json!(1280)), ("screen.height", json!(720))]);
        assert!(decides(CHECK.finding(&chrome(&fields)).unwrap().weight).is_none());
        fields.push(("counts", json!({"media_devices": 0, "voices": 0})));
        fields.push(("webgl", json!({"error": "unsupported"})));
        assert!(decides(CHECK.finding(&chrome(&fields)).unwrap().weight).is_some());
    }

    #[test]
    fn an_application_without_bars_is_noted_and_decides_nothing() {
        let finding =
            CHECK.finding(&chrome(&sizes("browser", (1920, 1080), (1920, 1080)))).unwrap();
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn full_screen_and_maximised_windows_are_honest() {
        assert!(CHECK.finding(&chrome(&sizes("fullscreen", (1920, 1080), (1920, 1080)))).is_none());
        assert!(CHECK.finding(&chrome(&sizes("browser", (1920, 953), (1936, 1056)))).is_none());
        // Firefox that resists fingerprinting says that the screen is the page.
        assert!(CHECK.finding(&firefox(&sizes("browser", (1400, 900), (1400, 900)))).is_none());
        let brave = {
            let mut fields = sizes("browser", (1920, 1080), (1930, 1170));
            fields.push(("brand_objects", json!(["navigator.brave"])));
            fields
        };
        assert!(CHECK.finding(&chrome(&brave)).is_none());
        assert!(CHECK.finding(&safari_phone(&sizes("browser", (390, 844), (390, 844)))).is_none());
    }
}
