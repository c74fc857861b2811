//! Chromium lets a page write its history 200 times in ten seconds, to protect itself from floods.
//! Puppeteer and Playwright start it with `--disable-ipc-flooding-protection`, in a window too and
//! whatever else they hide; so do tools that start it as they do. Measured with and without the
//! switch on Chromium 118 to 156 (before, an empty frame may not write its history at all).

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::Browser;
use fingerprint_signals::labels::{AutomationKind, AutomationTool, Layer};

/// Where a newer Chromium has another limit, every visitor shows this: it counts for the majors
/// around those that were measured, and is a suspicion after.
const LAST_TRUSTED_MAJOR: u32 = 165;

/// Puppeteer's default window.
const PUPPETEER_WINDOW: (u32, u32) = (800, 600);

pub(super) const CHECK: Check = Check {
    code: "history_unlimited",
    layers: &[Layer::Browser],
    points_to: Stated::usually(
        PointsTo::Automation(AutomationKind::CdpDriver),
        &[PointsTo::Automation(AutomationKind::StealthFramework)],
    ),
    weight: Stated::usually(6.5, &[1.5]),
    doc: "The page may write its history more than 200 times in ten seconds: Chromium was \
          started with `--disable-ipc-flooding-protection`, as Puppeteer and Playwright start \
          it. Weighs little for versions after Chromium 165, which have not been measured.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    if browser.automation.history_unlimited.value() != Some(&true) {
        return None;
    }
    let hinted = browser.navigator.user_agent_data.value().and_then(|hints| hints.brands?.chromium);
    let claimed = || claim(fingerprint, Place::Page)?.chromium_major();
    let major = hinted.or_else(claimed);
    let kind = if browser.tampering.functions.texts().next().is_some() {
        AutomationKind::StealthFramework
    } else {
        AutomationKind::CdpDriver
    };
    Some(
        Found::new(
            "The browser was started with --disable-ipc-flooding-protection, as \
                     Puppeteer and Playwright start it.",
            vec![("browser.automation.history_unlimited", "true".to_owned())],
        )
        .weighing(if major.is_some_and(|major| major > LAST_TRUSTED_MAJOR) { 1.5 } else { 6.5 })
        .pointing_to(PointsTo::Automation(kind))
        .naming(tool(browser)),
    )
}

/// Playwright gives the page a screen of the window's size, Puppeteer leaves the screen alone.
fn tool(browser: &Browser) -> Option<AutomationTool> {
    let (inner, screen) = (browser.screen.inner()?, browser.screen.size()?);
    if inner == PUPPETEER_WINDOW {
        Some(AutomationTool::Puppeteer)
    } else if inner == screen {
        Some(AutomationTool::Playwright)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome, decides, firefox};
    use super::CHECK;
    use crate::checks::PointsTo;
    use fingerprint_signals::labels::{AutomationKind, AutomationTool};
    use serde_json::{Value, json};

    fn unlimited(changes: &[(&str, Value)]) -> Vec<(&'static str, Value)> {
        let mut all = vec![("automation.history_unlimited", json!(true))];
        all.extend(changes.iter().map(|(path, value)| match *path {
            "width" => ("screen.inner_width", value.clone()),
            _ => ("screen.inner_height", value.clone()),
        }));
        all
    }

    #[test]
    fn a_browser_without_its_protection_is_driven() {
        let finding = CHECK.finding(&chrome(&unlimited(&[]))).unwrap();
        assert!(decides(finding.weight).is_some());
        assert_eq!(finding.points_to, PointsTo::Automation(AutomationKind::CdpDriver));
    }

    #[test]
    fn the_size_of_the_window_names_the_tool() {
        for (width, height, tool) in
            [(800, 600, AutomationTool::Puppeteer), (1920, 1080, AutomationTool::Playwright)]
        {
            let fields = unlimited(&[("width", json!(width)), ("height", json!(height))]);
            let finding = CHECK.finding(&chrome(&fields)).unwrap();
            assert_eq!(finding.points_to, PointsTo::Automation(AutomationKind::CdpDriver));
            assert_eq!(finding.tool, Some(tool));
        }
    }

    #[test]
    fn one_that_protects_itself_is_honest() {
        assert!(
            CHECK.finding(&chrome(&[("automation.history_unlimited", json!(false))])).is_none()
        );
        let elsewhere = json!({"error": "unsupported"});
        assert!(CHECK.finding(&firefox(&[("automation.history_unlimited", elsewhere)])).is_none());
    }

    #[test]
    fn a_limit_that_a_newer_chromium_has_changed_decides_nothing() {
        let mut fields = unlimited(&[]);
        fields.push(("navigator.user_agent", json!(CHROME.replace("150", "190"))));
        fields.push(("navigator.user_agent_data.brands", json!([["Chromium", "190"]])));
        assert!(decides(CHECK.finding(&chrome(&fields)).unwrap().weight).is_none());
    }
}
