//! The engine of the claimed browser against the order of its header names: one that this engine
//! never writes, or, of releases whose order is not known as well, that of another engine.

use super::{Finding, PointsTo, claimed_engine, made_by};
use crate::engines::{self, engine_traits};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = fingerprint.http.as_ref()?;
    let (browser, claimed) = claimed_engine(fingerprint)?;
    let shown = engines::header_order(http).filter(|shown| *shown != claimed);
    let major = engine_traits::claimed(fingerprint).and_then(|(_, major)| major);
    let misplaced = engines::misplaced(claimed, major.unwrap_or_default(), http);
    let (weight, order) = match (misplaced, shown) {
        (Some((first, second)), _) => {
            (6.0, format!("not one that this browser uses: {second} stands before {first}"))
        }
        (None, Some(shown)) => (4.0, format!("that of {}", made_by(shown))),
        (None, None) => return None,
    };
    let shown = shown.map_or("none", Engine::as_str);
    Some(Finding {
        code: "header_order_contradicts_user_agent",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight,
        message: format!(
            "The client says it is {browser}; the order of its header fields is {order}."
        ),
        evidence: vec![
            ("http.user_agent", claimed.to_string()),
            ("http.header_order", shown.to_owned()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, FIREFOX, chrome, request};
    use super::check;

    fn fields(agent: &str, names: &[&'static str]) -> fingerprint_signals::Fingerprint {
        let value =
            |name: &str| if name == "user-agent" { agent.to_owned() } else { "x".to_owned() };
        let fields: Vec<_> = names.iter().map(|name| (*name, value(name))).collect();
        request(&fields.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    }

    const GECKO: [&str; 7] = [
        "user-agent",
        "accept",
        "accept-language",
        "accept-encoding",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
    ];

    #[test]
    fn a_chrome_that_orders_as_firefox_is_found() {
        assert_eq!(check(&fields(CHROME, &GECKO)).unwrap().weight, 6.0);
    }

    #[test]
    fn a_firefox_with_one_field_out_of_place_is_found() {
        let mut moved = GECKO;
        moved.swap(3, 6);
        assert_eq!(check(&fields(FIREFOX, &moved)).unwrap().weight, 6.0);
    }

    #[test]
    fn browsers_in_their_own_order_are_honest() {
        assert!(check(&chrome(&[])).is_none());
        assert!(check(&fields(FIREFOX, &GECKO)).is_none());
    }

    #[test]
    fn an_old_chromium_with_its_fields_elsewhere_is_honest() {
        let old = CHROME.replace("150", "80");
        let names = [
            "user-agent",
            "sec-fetch-dest",
            "accept",
            "sec-fetch-site",
            "sec-fetch-mode",
            "accept-encoding",
        ];
        assert!(check(&fields(&old, &names)).is_none());
    }

    #[test]
    fn fields_that_somebody_sorted_are_no_order() {
        let mut sorted = GECKO;
        sorted.sort_unstable();
        assert!(check(&fields(CHROME, &sorted)).is_none());
    }
}
