//! Names that drivers leave in the page, in the document element and in `window`: a driver
//! runs scripts in the page, and these keep their state somewhere. The name identifies the tool.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, AutomationTool, Layer};

/// Names that the evidence quotes.
const MAX_NAMES: usize = 4;

pub(super) const CHECK: Check = Check {
    code: "driver_traces",
    layers: &[Layer::Browser],
    points_to: Stated::usually(
        PointsTo::Automation(AutomationKind::CdpDriver),
        &[
            PointsTo::Automation(AutomationKind::Webdriver),
            PointsTo::Automation(AutomationKind::Headless),
            PointsTo::Automation(AutomationKind::StealthFramework),
            PointsTo::Automation(AutomationKind::HttpClient),
        ],
    ),
    weight: Stated::always(7.0),
    doc: "The page holds a name that a driver leaves there, such as chromedriver's `cdc_…` or \
          Playwright's and Puppeteer's bindings; the name identifies the tool.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let automation = &page(fingerprint)?.automation;
    let (_, first) = automation.traces().next()?;
    let tool = automation.traces().find_map(|(_, tool)| tool).or(first);
    let names: Vec<&str> = automation.traces().map(|(name, _)| name).take(MAX_NAMES).collect();
    Some(
        Found::new(
            format!(
                "The page has global names or attributes that {} leaves there.",
                tool.map_or("a driver", AutomationTool::as_str)
            ),
            vec![("browser.automation.globals", short(&names.join(" ")))],
        )
        .pointing_to(PointsTo::Automation(tool.map_or(AutomationKind::Webdriver, kind)))
        .naming(tool),
    )
}

/// By what the tool drives a browser.
const fn kind(tool: AutomationTool) -> AutomationKind {
    match tool {
        AutomationTool::Selenium | AutomationTool::Webdriverio => AutomationKind::Webdriver,
        AutomationTool::Phantomjs | AutomationTool::Slimerjs | AutomationTool::Nightmare => {
            AutomationKind::Headless
        }
        AutomationTool::UndetectedChromedriver
        | AutomationTool::Patchright
        | AutomationTool::Nodriver
        | AutomationTool::Ulixee => AutomationKind::StealthFramework,
        AutomationTool::CurlCffi => AutomationKind::HttpClient,
        _ => AutomationKind::CdpDriver,
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox};
    use super::CHECK;
    use crate::checks::PointsTo;
    use fingerprint_signals::labels::{AutomationKind, AutomationTool};
    use serde_json::json;

    #[test]
    fn each_driver_is_named_by_what_it_leaves() {
        for (place, name, kind, tool) in [
            (
                "automation.globals",
                "cdc_adoQpoasnfa76pfcZLmcfl_Array",
                AutomationKind::Webdriver,
                AutomationTool::Selenium,
            ),
            (
                "automation.document_attributes",
                "webdriver",
                AutomationKind::Webdriver,
                AutomationTool::Selenium,
            ),
            (
                "automation.globals",
                "__pwInitScripts",
                AutomationKind::CdpDriver,
                AutomationTool::Playwright,
            ),
            (
                "automation.globals",
                "callPhantom",
                AutomationKind::Headless,
                AutomationTool::Phantomjs,
            ),
        ] {
            let finding = CHECK.finding(&chrome(&[(place, json!([name]))])).unwrap();
            assert_eq!(finding.points_to, PointsTo::Automation(kind), "{name}");
            assert_eq!(finding.tool, Some(tool), "{name}");
        }
    }

    #[test]
    fn a_page_with_names_of_its_own_is_honest() {
        assert!(
            CHECK
                .finding(&chrome(&[("automation.globals", json!(["jQuery", "driverLicence"]))]))
                .is_none()
        );
        assert!(CHECK.finding(&firefox(&[])).is_none());
    }
}
