//! Somebody speaks the devtools protocol to the page and reads its console. Drivers do, and so does
//! a person with the developer tools open: strong, never sufficient. `prepareStackTrace` is called
//! while a logged error is sent over the protocol (measured: 36 of 67 driven sessions, none of 16
//! plain ones).

use super::super::{Finding, PointsTo};
use super::page;
use crate::labels::{AutomationKind, Layer};
use crate::signals::Fingerprint;

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    if browser.automation.devtools_protocol.value() != Some(&true) {
        return None;
    }
    Some(Finding {
        code: "devtools_protocol",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::CdpDriver),
        weight: 3.0,
        message: "A debugger reads the page's console, as drivers do, and as a person with the developer tools open does.".to_owned(),
        evidence: vec![("browser.automation.devtools_protocol", "true".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_console_that_is_read_is_found() {
        let finding = check(&chrome(&[("automation.devtools_protocol", json!(true))])).unwrap();
        // A person with the developer tools open is not convicted.
        assert!(convicts(finding.weight).is_none());
    }

    #[test]
    fn a_closed_console_is_honest() {
        assert!(check(&chrome(&[])).is_none());
    }
}
