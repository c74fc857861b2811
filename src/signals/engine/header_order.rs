//! The engine that the order of a request's header names points to. Only names that every engine writes itself are
//! compared, so that cookies, hints and page state do not count; `Accept` is left out, for a script that sets it moves
//! it.

use crate::labels::Engine;
use crate::signals::http::Http;

/// Orders of the engines. Safari's are those of public signatures
/// (17, and 18 to 26), `WebKitGTK`'s is captured.
const ORDERS: &[(Engine, [&str; 6])] = &[
    (Engine::Blink, [AGENT, SITE, MODE, DEST, ENCODING, LANGUAGE]),
    (Engine::Gecko, [AGENT, LANGUAGE, ENCODING, DEST, MODE, SITE]),
    (Engine::Webkit, [DEST, AGENT, SITE, MODE, LANGUAGE, ENCODING]),
    (Engine::Webkit, [SITE, ENCODING, MODE, AGENT, LANGUAGE, DEST]),
    (Engine::Webkit, [AGENT, ENCODING, LANGUAGE, DEST, MODE, SITE]),
];

const AGENT: &str = "user-agent";
const LANGUAGE: &str = "accept-language";
const ENCODING: &str = "accept-encoding";
const SITE: &str = "sec-fetch-site";
const MODE: &str = "sec-fetch-mode";
const DEST: &str = "sec-fetch-dest";

/// The engine that writes its headers so.
#[must_use]
pub fn header_order(http: &Http) -> Option<Engine> {
    let sent = compared(http)?;
    ORDERS.iter().find(|(engine, order)| follows(&sent, *engine, order)).map(|(engine, _)| *engine)
}

/// Whether the order can be compared and is none of this engine's.
#[must_use]
pub fn unlike(engine: Engine, http: &Http) -> bool {
    let fits = |sent: &[&str]| {
        ORDERS.iter().any(|(listed, order)| *listed == engine && follows(sent, engine, order))
    };
    compared(http).is_some_and(|sent| !fits(&sent))
}

/// The names that are compared, in the order sent; `None` where one of them is missing or came twice, or where the
/// list was sorted by whoever recorded it.
fn compared(http: &Http) -> Option<Vec<&str>> {
    const NAMES: [&str; 6] = [AGENT, SITE, MODE, DEST, ENCODING, LANGUAGE];
    if !http.ordered || http.names.is_sorted() {
        return None;
    }
    let sent: Vec<&str> = http.names.iter().map(|name| &**name).filter(|name| NAMES.contains(name)).collect();
    let times = |name: &str| sent.iter().filter(|other| **other == name).count();
    // Engines inside other programs send no language.
    let complete = NAMES.iter().all(|name| times(name) == 1 || *name == LANGUAGE && times(name) == 0);
    complete.then_some(sent)
}

/// Without the language only Chromium's order stays apart from the others.
fn follows(sent: &[&str], engine: Engine, order: &[&str]) -> bool {
    let comparable = sent.contains(&LANGUAGE) || engine == Engine::Blink;
    comparable && order.iter().filter(|name| sent.contains(name)).eq(sent)
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
