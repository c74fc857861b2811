//! The engine of the claimed browser against the order of its header names: one that this engine
//! never writes, or, of releases whose order is not known as well, that of another engine.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Counting, Place, claim};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "header_order_contradicts_user_agent",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::usually(6.0, &[4.0]),
    doc: "The header fields are in an order that the claimed browser never uses or, with less \
          weight, in that of another engine.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let http = fingerprint.http.as_ref()?;
    let claim = claim(fingerprint, Place::Request)?;
    let (browser, claimed) = claim.browser_and_engine()?;
    let shown = engines::header_order(http).filter(|shown| *shown != claimed);
    let major = claim.engine_major(Counting::Declared);
    let misplaced = engines::misplaced(claimed, major.unwrap_or_default(), http);
    let (weight, order) = match (misplaced, shown) {
        (Some((first, second)), _) => {
            (6.0, format!("not one that this browser uses: {second} comes before {first}"))
        }
        (None, Some(shown)) => (4.0, format!("that of {}", engines::in_words(shown))),
        (None, None) => return None,
    };
    let shown = shown.map_or("none", Engine::as_str);
    Some(
        Found::new(
            format!(
                "The client claims to be {browser}; the order of its header fields is {order}."
            ),
            vec![("http.user_agent", claimed.to_string()), ("http.header_order", shown.to_owned())],
        )
        .weighing(weight),
    )
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, FIREFOX, chrome, request};
    use super::CHECK;

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
        assert_eq!(CHECK.finding(&fields(CHROME, &GECKO)).unwrap().weight, 6.0);
    }

    #[test]
    fn a_firefox_with_one_field_out_of_place_is_found() {
        let mut moved = GECKO;
        moved.swap(3, 6);
        assert_eq!(CHECK.finding(&fields(FIREFOX, &moved)).unwrap().weight, 6.0);
    }

    #[test]
    fn browsers_in_their_own_order_are_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(CHECK.finding(&fields(FIREFOX, &GECKO)).is_none());
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
        assert!(CHECK.finding(&fields(&old, &names)).is_none());
    }

    #[test]
    fn sorted_fields_are_not_an_order() {
        let mut sorted = GECKO;
        sorted.sort_unstable();
        assert!(CHECK.finding(&fields(CHROME, &sorted)).is_none());
    }
}
