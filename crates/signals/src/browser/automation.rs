//! Traces of those who drive browsers: names they leave in the page, and answers that do not fit
//! together. Owns which name belongs to which tool.

use serde::Serialize;

use super::collected::Collected;
use super::section::Section;
use crate::labels::AutomationTool;

/// Traces in the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Automation {
    /// Names of `window` and `document` that no page put there.
    pub globals: Collected<Vec<Box<str>>>,
    /// Attributes of the document element.
    pub document_attributes: Collected<Vec<Box<str>>>,
    /// `Notification.permission`.
    pub notification_permission: Collected<Box<str>>,
    /// The same permission as `navigator.permissions` reports it.
    pub permission_state: Collected<Box<str>>,
    /// Where and how `navigator.webdriver` is defined.
    pub webdriver_descriptor: Collected<Box<str>>,
    /// A client of the `DevTools` protocol is attached and listens to console messages.
    pub devtools_protocol: Collected<bool>,
    /// The page may write its history more often than a browser that protects itself allows.
    pub history_unlimited: Collected<bool>,
}

/// Beginnings of names, in lower case, and whose they are. `None`: a driver, but not which.
const TRACES: &[(&str, Option<AutomationTool>)] = &[
    ("cdc_", Some(AutomationTool::Selenium)),
    ("$cdc_", Some(AutomationTool::Selenium)),
    ("$chrome_asyncscriptinfo", Some(AutomationTool::Selenium)),
    ("__$webdriverasyncexecutor", Some(AutomationTool::Selenium)),
    ("selenium", Some(AutomationTool::Selenium)),
    ("_selenium", Some(AutomationTool::Selenium)),
    ("__selenium", Some(AutomationTool::Selenium)),
    ("callselenium", Some(AutomationTool::Selenium)),
    ("_webdriver", Some(AutomationTool::Selenium)),
    ("__webdriver", Some(AutomationTool::Selenium)),
    ("__driver_", Some(AutomationTool::Selenium)),
    ("__fxdriver", Some(AutomationTool::Selenium)),
    ("fxdriver", Some(AutomationTool::Selenium)),
    ("__lastwatir", Some(AutomationTool::Selenium)),
    ("webdriver", Some(AutomationTool::Selenium)),
    ("driver-evaluate", Some(AutomationTool::Selenium)),
    ("__playwright", Some(AutomationTool::Playwright)),
    ("__pw", Some(AutomationTool::Playwright)),
    ("playwright", Some(AutomationTool::Playwright)),
    ("__puppeteer", Some(AutomationTool::Puppeteer)),
    ("puppeteer", Some(AutomationTool::Puppeteer)),
    ("__phantomas", Some(AutomationTool::Phantomjs)),
    ("_phantom", Some(AutomationTool::Phantomjs)),
    ("callphantom", Some(AutomationTool::Phantomjs)),
    ("phantom", Some(AutomationTool::Phantomjs)),
    ("slimerjs", Some(AutomationTool::Slimerjs)),
    ("__nightmare", Some(AutomationTool::Nightmare)),
    ("nightmare", Some(AutomationTool::Nightmare)),
    ("wdio", Some(AutomationTool::Webdriverio)),
    ("__wdio", Some(AutomationTool::Webdriverio)),
    ("cypress", Some(AutomationTool::Cypress)),
    ("__cypress", Some(AutomationTool::Cypress)),
    ("__testcafe", Some(AutomationTool::Testcafe)),
    ("%hammerhead%", Some(AutomationTool::Testcafe)),
    ("__pptr", Some(AutomationTool::Puppeteer)),
    ("$wdc_", Some(AutomationTool::Selenium)),
    ("calledselenium", Some(AutomationTool::Selenium)),
    ("ulixee", Some(AutomationTool::Ulixee)),
    ("domautomation", None),
    ("geb", None),
    ("fmget_targets", None),
    ("spynner_additional_js_loaded", None),
    ("watinexpressionerror", None),
    ("awesomium", None),
    ("cefsharp", None),
    ("runperftest", None),
    ("__stagehand", Some(AutomationTool::Stagehand)),
    ("__browser_use", Some(AutomationTool::BrowserUse)),
    ("external.sequentum", None),
];

impl Automation {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            globals: section.texts("globals"),
            document_attributes: section.texts("document_attributes"),
            notification_permission: section.text("notification_permission"),
            permission_state: section.text("permission_state"),
            webdriver_descriptor: section.text("webdriver_descriptor"),
            devtools_protocol: section.flag("devtools_protocol"),
            history_unlimited: section.flag("history_unlimited"),
        }
    }

    /// The names that drivers leave, each with the tool that leaves it.
    pub fn traces(&self) -> impl Iterator<Item = (&str, Option<AutomationTool>)> {
        let names = self.globals.texts().chain(self.document_attributes.texts());
        names.filter_map(|name| {
            let lower = name.to_ascii_lowercase();
            let (_, tool) = TRACES.iter().find(|(start, _)| lower.starts_with(start))?;
            Some((name, *tool))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trace_names_its_own_tool() {
        for (start, tool) in TRACES {
            let automation = Automation {
                globals: Collected::Value(vec![format!("{start}x").into()]),
                ..Automation::default()
            };
            assert_eq!(automation.traces().next().map(|(_, found)| found), Some(*tool), "{start}");
        }
    }

    #[test]
    fn names_of_pages_are_not_traces() {
        let globals = ["jQuery", "__NEXT_DATA__", "ga", "dataLayer", "driverLicence", "lang"];
        let automation = Automation {
            globals: Collected::Value(globals.map(Into::into).into()),
            ..Automation::default()
        };
        assert_eq!(automation.traces().next(), None);
    }
}
