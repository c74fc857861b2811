//! `navigator.productSub` is 20030107 in Blink and `WebKit` and 20100101 in Gecko, for ever
//! (html.spec.whatwg.org, "navigator.productSub").

use super::super::{Finding, PointsTo};
use super::{claimed_engine, page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let (claimed, product_sub) =
        (claimed_engine(fingerprint)?, browser.navigator.product_sub.text()?);
    let expected = match claimed {
        Engine::Blink | Engine::Webkit => "20030107",
        Engine::Gecko => "20100101",
        _ => return None,
    };
    if product_sub == expected {
        return None;
    }
    let product_sub = short(product_sub);
    Some(Finding {
        code: "product_sub_of_another_engine",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentBrowser),
        weight: 4.5,
        message: format!(
            "The client claims {claimed}, whose productSub is {expected}; here it is {product_sub}."
        ),
        evidence: vec![("browser.navigator.product_sub", product_sub)],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, safari_phone};
    use super::check;
    use serde_json::json;

    #[test]
    fn the_number_of_gecko_under_the_name_of_chrome_is_found() {
        assert!(check(&chrome(&[("navigator.product_sub", json!("20100101"))])).is_some());
    }

    #[test]
    fn each_engine_has_its_own_and_is_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&firefox(&[])).is_none());
        assert!(check(&safari_phone(&[])).is_none());
        assert!(check(&chrome(&[("navigator.product_sub", json!({"error": "failed"}))])).is_none());
    }
}
