//! A script that sets `navigator.webdriver` to false in the page rarely reaches the frame that the
//! page has just made: there the browser still says that it is driven.

use super::super::{Check, Found, PointsTo, Stated};
use super::{Collected, Context, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "webdriver_hidden",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::StealthFramework)),
    weight: Stated::always(6.0),
    doc: "A frame or worker reports `navigator.webdriver`, the page does not.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let driven = |context: &Collected<Context>| {
        context.value().and_then(|inner| inner.webdriver.value()) == Some(&true)
    };
    let elsewhere = driven(&browser.contexts.iframe) || driven(&browser.contexts.worker);
    if !elsewhere || browser.navigator.webdriver.value() == Some(&true) {
        return None;
    }
    Some(Found::new(
        "A frame or worker reports navigator.webdriver as true, the page does not.",
        vec![("browser.contexts.iframe.webdriver", "true".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_flag_that_only_a_frame_shows_is_found() {
        assert!(CHECK.finding(&chrome(&[("contexts.iframe.webdriver", json!(true))])).is_some());
    }

    #[test]
    fn a_driven_browser_that_hides_nothing_is_not_accused_of_hiding() {
        let open =
            [("navigator.webdriver", json!(true)), ("contexts.iframe.webdriver", json!(true))];
        assert!(CHECK.finding(&chrome(&open)).is_none());
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
