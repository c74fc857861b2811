//! Who sets `navigator.webdriver` to false in the page seldom reaches the frame that the page has
//! just made: there the browser still says that it is driven.

use super::super::{Finding, PointsTo};
use super::{Collected, Context, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let driven = |context: &Collected<Context>| {
        context.value().and_then(|inner| inner.webdriver.value()) == Some(&true)
    };
    let elsewhere = driven(&browser.contexts.iframe) || driven(&browser.contexts.worker);
    if !elsewhere || browser.navigator.webdriver.value() == Some(&true) {
        return None;
    }
    Some(Finding {
        code: "webdriver_hidden",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::StealthFramework),
        weight: 6.0,
        message: "The page hides that the browser is driven; a frame or worker of it does not."
            .to_owned(),
        evidence: vec![("browser.contexts.iframe.webdriver", "true".to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::check;
    use serde_json::json;

    #[test]
    fn a_flag_that_only_a_frame_shows_is_found() {
        assert!(check(&chrome(&[("contexts.iframe.webdriver", json!(true))])).is_some());
    }

    #[test]
    fn a_driven_browser_that_hides_nothing_is_not_accused_of_hiding() {
        let open =
            [("navigator.webdriver", json!(true)), ("contexts.iframe.webdriver", json!(true))];
        assert!(check(&chrome(&open)).is_none());
        assert!(check(&chrome(&[])).is_none());
    }
}
