//! Names that drivers leave in the page, in the document element and in `window`: whoever drives
//! the browser runs scripts in it, and they keep their things somewhere. The name tells the tool.

use super::super::{Finding, PointsTo};
use super::{page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, AutomationTool, Layer};

const MOST_NAMED: usize = 4;

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let automation = &page(fingerprint)?.automation;
    let (_, first) = automation.traces().next()?;
    let tool = automation.traces().find_map(|(_, tool)| tool).or(first);
    let names: Vec<&str> = automation.traces().map(|(name, _)| name).take(MOST_NAMED).collect();
    Some(Finding {
        code: "driver_traces",
        layers: &[Layer::Browser],
        points_to: match tool {
            Some(tool) => PointsTo::AutomationTool(kind(tool), tool),
            None => PointsTo::Automation(AutomationKind::Webdriver),
        },
        weight: 7.0,
        message: format!(
            "The page holds names that {} leaves there.",
            tool.map_or("a driver", AutomationTool::as_str)
        ),
        evidence: vec![("browser.automation.globals", short(&names.join(" ")))],
    })
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
    use super::check;
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
            let finding = check(&chrome(&[(place, json!([name]))])).unwrap();
            assert_eq!(finding.points_to, PointsTo::AutomationTool(kind, tool), "{name}");
        }
    }

    #[test]
    fn a_page_with_names_of_its_own_is_honest() {
        assert!(
            check(&chrome(&[("automation.globals", json!(["jQuery", "driverLicence"]))])).is_none()
        );
        assert!(check(&firefox(&[])).is_none());
    }
}
