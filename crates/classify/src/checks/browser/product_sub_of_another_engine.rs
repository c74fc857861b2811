//! `navigator.productSub` is 20030107 in Blink and `WebKit` and 20100101 in Gecko, for ever
//! (html.spec.whatwg.org, "navigator.productSub").

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "product_sub_of_another_engine",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentBrowser)),
    weight: Stated::always(4.5),
    doc: "`navigator.productSub` has the value of another engine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (claimed, product_sub) =
        (claim(fingerprint, Place::Page)?.browser_engine()?, browser.navigator.product_sub.text()?);
    let expected = match claimed {
        Engine::Blink | Engine::Webkit => "20030107",
        Engine::Gecko => "20100101",
        _ => return None,
    };
    if product_sub == expected {
        return None;
    }
    let product_sub = short(product_sub);
    Some(Found::new(
        format!(
            "The client claims the engine {claimed}, whose navigator.productSub is {expected}; \
             here it is {product_sub}."
        ),
        vec![("browser.navigator.product_sub", product_sub)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn the_number_of_gecko_under_the_name_of_chrome_is_found() {
        assert!(CHECK.finding(&chrome(&[("navigator.product_sub", json!("20100101"))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        assert!(CHECK.finding(&safari_phone(&[])).is_none());
        assert!(
            CHECK
                .finding(&chrome(&[("navigator.product_sub", json!({"error": "failed"}))]))
                .is_none()
        );
    }
}
