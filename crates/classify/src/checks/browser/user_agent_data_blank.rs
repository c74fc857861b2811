//! `navigator.userAgentData` is there, and empty: no brand, no system. A driver that overrides the
//! user agent over the devtools protocol leaves it so unless it overrides the data as well
//! (Puppeteer's `setUserAgent` and its devices). The developer tools do the same for a person, and
//! an application may for its web view: strong, never sufficient, and nothing where a phone is
//! claimed whose web views are many.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer, Os};

pub(super) const CHECK: Check = Check {
    code: "user_agent_data_blank",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::CdpDriver)),
    weight: Stated::always(2.5),
    doc: "`navigator.userAgentData` has neither brands nor platform: the user agent was \
          overridden.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let data = browser.navigator.user_agent_data.value()?;
    let nameless = data.brands.is_some_and(|brands| brands.brand_count == 0);
    if !nameless || data.os().is_some() || claim(fingerprint, Place::Page)?.os == Some(Os::Android)
    {
        return None;
    }
    Some(Found::new(
        "navigator.userAgentData is empty: the user agent was overridden from outside the page.",
        vec![("browser.navigator.user_agent_data.brands", "[]".to_owned())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, firefox, safari_phone};
    use super::CHECK;
    use serde_json::{Value, json};

    const WEBVIEW: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36 App/3";

    fn blank() -> (&'static str, Value) {
        ("navigator.user_agent_data", json!({"brands": [], "mobile": false, "platform": ""}))
    }

    #[test]
    fn a_user_agent_from_outside_is_noted() {
        let finding = CHECK.finding(&chrome(&[blank()])).unwrap();
        // So it is where a person overrides it in the developer tools.
        assert!(decides(finding.weight).is_none());
    }

    #[test]
    fn browsers_without_the_data_and_web_views_of_their_own_name_are_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
        assert!(
            CHECK.finding(&chrome(&[blank(), ("navigator.user_agent", json!(WEBVIEW))])).is_none()
        );
    }
}
