//! The engine that the order of a request's header names points to. Only names that every engine writes itself are
//! compared, so that cookies, hints and page state do not count.

use crate::labels::Engine;
use crate::signals::http::Http;

/// Orders of the engines, for navigations and for what scripts fetch alike. Safari's are those of public signatures
/// (17, and 18 to 26), `WebKitGTK`'s is captured.
const ORDERS: &[(Engine, [&str; 7])] = &[
    (
        Engine::Blink,
        [
            "user-agent",
            "accept",
            "sec-fetch-site",
            "sec-fetch-mode",
            "sec-fetch-dest",
            "accept-encoding",
            "accept-language",
        ],
    ),
    (
        Engine::Gecko,
        [
            "user-agent",
            "accept",
            "accept-language",
            "accept-encoding",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
        ],
    ),
    (
        Engine::Webkit,
        [
            "sec-fetch-dest",
            "user-agent",
            "accept",
            "sec-fetch-site",
            "sec-fetch-mode",
            "accept-language",
            "accept-encoding",
        ],
    ),
    (
        Engine::Webkit,
        [
            "accept",
            "sec-fetch-site",
            "accept-encoding",
            "sec-fetch-mode",
            "user-agent",
            "accept-language",
            "sec-fetch-dest",
        ],
    ),
    (
        Engine::Webkit,
        [
            "accept",
            "user-agent",
            "accept-encoding",
            "accept-language",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
        ],
    ),
];

/// The engine that writes its headers so.
#[must_use]
pub fn header_order(http: &Http) -> Option<Engine> {
    let sent = compared(http)?;
    ORDERS.iter().find(|(_, order)| follows(&sent, order)).map(|(engine, _)| *engine)
}

/// Whether the order can be compared and is none of this engine's.
#[must_use]
pub fn unlike(engine: Engine, http: &Http) -> bool {
    let fits = |sent: &[&str]| ORDERS.iter().any(|(listed, order)| *listed == engine && follows(sent, order));
    compared(http).is_some_and(|sent| !fits(&sent))
}

/// The names that are compared, in the order sent; `None` where too few of them were sent, one came twice, or the
/// list was sorted by whoever recorded it.
fn compared(http: &Http) -> Option<Vec<&str>> {
    if !http.ordered || http.names.is_sorted() {
        return None;
    }
    let (_, known) = ORDERS.first()?;
    let sent: Vec<&str> = http.names.iter().map(|name| &**name).filter(|name| known.contains(name)).collect();
    let once = |name: &str| sent.iter().filter(|other| **other == name).count() == 1;
    // Language alone may be missing: engines inside other programs leave it out.
    let complete = known.iter().all(|name| once(name) || *name == "accept-language" && !sent.contains(name));
    complete.then_some(sent)
}

fn follows(sent: &[&str], order: &[&str]) -> bool {
    order.iter().filter(|name| sent.contains(name)).eq(sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn http(names: &str) -> Http {
        let names = names.split(' ').map(|name| match name {
            "ua" => "user-agent",
            "a" => "accept",
            "al" => "accept-language",
            "ae" => "accept-encoding",
            "site" => "sec-fetch-site",
            "mode" => "sec-fetch-mode",
            "dest" => "sec-fetch-dest",
            other => other,
        });
        Http { names: names.map(Into::into).collect(), ordered: true, ..Http::default() }
    }

    #[test]
    fn captured_orders_point_to_their_engine() {
        for (names, engine) in [
            (
                "sec-ch-ua upgrade-insecure-requests ua a site mode sec-fetch-user dest ae al priority",
                Engine::Blink,
            ),
            ("host ua a site mode dest referer ae", Engine::Blink),
            ("ua a al ae cookie upgrade-insecure-requests dest mode site te", Engine::Gecko),
            ("a ua ae al dest mode site", Engine::Webkit),
            ("dest ua a site mode al priority ae", Engine::Webkit),
        ] {
            assert_eq!(header_order(&http(names)), Some(engine), "{names}");
            assert!(!unlike(engine, &http(names)));
        }
    }

    #[test]
    fn a_library_that_puts_its_own_field_in_between_is_unlike_what_it_copies() {
        let copied = http("ua a al dest mode site ae");
        assert_eq!(header_order(&copied), None);
        assert!(unlike(Engine::Gecko, &copied) && unlike(Engine::Blink, &copied));
    }

    #[test]
    fn a_list_that_somebody_sorted_says_nothing() {
        let sorted = http("a ae al dest mode site ua");
        assert_eq!(header_order(&sorted), None);
        assert!(!unlike(Engine::Gecko, &sorted));
    }

    #[test]
    fn too_few_names_say_nothing() {
        assert_eq!(header_order(&http("ua a al ae")), None);
        assert!(!unlike(Engine::Blink, &http("ua ua a site mode dest ae")));
    }
}
