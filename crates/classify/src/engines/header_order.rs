//! What the order of a request's header names tells: the engine it points to, and fields that an
//! engine never writes in that order.
//!
//! Only names that every engine writes itself are compared, so that cookies, hints and page state
//! do not count. A script may set `Accept` and `Accept-Language` of its own request, which moves
//! them in Chromium: there they count in navigations alone.

use fingerprint_signals::http::Http;
use fingerprint_signals::http::fetch_metadata::Mode;
use fingerprint_signals::labels::Engine;

/// Orders of the engines. Safari's are those of public signatures
/// (17, and 18 to 26), `WebKitGTK`'s is captured.
const ORDERS: &[(Engine, [&str; 6])] = &[
    (Engine::Blink, [AGENT, SITE, MODE, DEST, ENCODING, LANGUAGE]),
    (Engine::Gecko, [AGENT, LANGUAGE, ENCODING, DEST, MODE, SITE]),
    (Engine::Webkit, [DEST, AGENT, SITE, MODE, LANGUAGE, ENCODING]),
    (Engine::Webkit, [SITE, ENCODING, MODE, AGENT, LANGUAGE, DEST]),
    (Engine::Webkit, [AGENT, ENCODING, LANGUAGE, DEST, MODE, SITE]),
];

/// Until Chromium 83 the Sec-Fetch fields moved about, and Firefox has them since 90.
const FIRST_SETTLED_MAJOR: u32 = 90;

/// Names that an engine writes in this order and no other, of those that a request has, since
/// [`FIRST_SETTLED_MAJOR`]. Safari's differ from release to release, and not all are known.
const CHAINS: &[(Engine, When, &[&str])] = &[
    (
        Engine::Blink,
        When::Always,
        &["host", "connection", "content-length", AGENT, SITE, MODE, USER, DEST, ENCODING],
    ),
    (Engine::Blink, When::Always, &["content-type", SITE]),
    (Engine::Blink, When::Always, &["origin", SITE]),
    (Engine::Blink, When::Always, &["accept", SITE]),
    (Engine::Blink, When::Navigating, &["upgrade-insecure-requests", AGENT, "accept"]),
    (Engine::Blink, When::Navigating, &[ENCODING, LANGUAGE, "priority"]),
    (
        Engine::Gecko,
        When::Always,
        &["host", AGENT, "accept", LANGUAGE, ENCODING, "content-type", "content-length", "origin"],
    ),
    (Engine::Gecko, When::Always, &["content-type", "content-length", DEST]),
    (
        Engine::Gecko,
        When::Always,
        &[
            ENCODING,
            "connection",
            "upgrade-insecure-requests",
            DEST,
            MODE,
            SITE,
            USER,
            "priority",
            "te",
        ],
    ),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    Navigating,
}

const AGENT: &str = "user-agent";
const LANGUAGE: &str = "accept-language";
const ENCODING: &str = "accept-encoding";
const SITE: &str = "sec-fetch-site";
const MODE: &str = "sec-fetch-mode";
const DEST: &str = "sec-fetch-dest";
const USER: &str = "sec-fetch-user";

/// The engine that writes its headers so.
#[must_use]
pub fn header_order(http: &Http) -> Option<Engine> {
    let sent = compared(http)?;
    ORDERS.iter().find(|(engine, order)| follows(&sent, *engine, order)).map(|(engine, _)| *engine)
}

/// Two fields that this major of the engine never writes in the order in which they came.
#[must_use]
pub fn misplaced(engine: Engine, major: u32, http: &Http) -> Option<(&'static str, &'static str)> {
    if major < FIRST_SETTLED_MAJOR || !is_order(http) {
        return None;
    }
    let navigates = http.fetch_metadata.is_some_and(|fetch| fetch.mode == Some(Mode::Navigate));
    let place = |name: &str| http.names.iter().position(|sent| **sent == *name);
    let mut written =
        CHAINS.iter().filter(|(of, when, _)| *of == engine && (*when == When::Always || navigates));
    written.find_map(|(_, _, chain)| {
        let mut latest: Option<(usize, &'static str)> = None;
        chain.iter().find_map(|name| {
            let at = place(name)?;
            match latest {
                Some((before, other)) if at < before => Some((other, *name)),
                _ => {
                    latest = Some((at, name));
                    None
                }
            }
        })
    })
}

/// Whether the names are in the order in which they were sent: a sorted list was sorted on record,
/// unless the wire itself shows it.
fn is_order(http: &Http) -> bool {
    http.ordered && http.names.len() > 3 && (http.witnessed || !http.names.is_sorted())
}

/// The names that are compared, in the order sent; `None` where one of them is missing or came
/// twice.
fn compared(http: &Http) -> Option<Vec<&str>> {
    const NAMES: [&str; 6] = [AGENT, SITE, MODE, DEST, ENCODING, LANGUAGE];
    if !is_order(http) {
        return None;
    }
    let sent: Vec<&str> =
        http.names.iter().map(|name| &**name).filter(|name| NAMES.contains(name)).collect();
    let times = |name: &str| sent.iter().filter(|other| **other == name).count();
    // Engines inside other programs send no language.
    let complete =
        NAMES.iter().all(|name| times(name) == 1 || *name == LANGUAGE && times(name) == 0);
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
    use fingerprint_signals::http::fetch_metadata::FetchMetadata;

    fn http(names: &str) -> Http {
        let names = names.split(' ').map(|name| match name {
            "ua" => "user-agent",
            "a" => "accept",
            "al" => "accept-language",
            "ae" => "accept-encoding",
            "site" => "sec-fetch-site",
            "mode" => "sec-fetch-mode",
            "dest" => "sec-fetch-dest",
            "user" => "sec-fetch-user",
            "uir" => "upgrade-insecure-requests",
            "type" => "content-type",
            "length" => "content-length",
            other => other,
        });
        let fetch_metadata =
            FetchMetadata { mode: Some(Mode::Navigate), ..FetchMetadata::default() };
        Http {
            names: names.map(Into::into).collect(),
            ordered: true,
            fetch_metadata: Some(fetch_metadata),
            ..Http::default()
        }
    }

    fn fetched(names: &str) -> Http {
        let fetch_metadata = FetchMetadata { mode: Some(Mode::Cors), ..FetchMetadata::default() };
        Http { fetch_metadata: Some(fetch_metadata), ..http(names) }
    }

    #[test]
    fn captured_orders_point_to_their_engine() {
        for (names, engine) in [
            ("sec-ch-ua uir ua a site mode user dest ae al priority", Engine::Blink),
            ("host ua a site mode dest referer ae", Engine::Blink),
            ("ua a al ae cookie uir dest mode site te", Engine::Gecko),
            ("a ua ae al dest mode site", Engine::Webkit),
            ("dest ua a site mode al priority ae", Engine::Webkit),
        ] {
            assert_eq!(header_order(&http(names)), Some(engine), "{names}");
            assert_eq!(misplaced(engine, 150, &http(names)), None, "{names}");
        }
    }

    #[test]
    fn captured_requests_of_scripts_are_in_their_place() {
        for (engine, names) in [
            (
                Engine::Blink,
                "length sec-ch-ua-platform ua sec-ch-ua type sec-ch-ua-mobile a origin site mode \
                 dest referer ae al priority",
            ),
            (
                Engine::Blink,
                "host connection length origin dest-of-80 ua type a site mode dest referer ae al",
            ),
            (
                Engine::Gecko,
                "host ua a al ae referer type length origin connection dest mode site priority",
            ),
        ] {
            assert_eq!(misplaced(engine, 150, &fetched(names)), None, "{names}");
        }
    }

    #[test]
    fn a_script_that_sets_accept_and_language_moves_them_and_is_honest() {
        let own = fetched("a al ua site mode dest ae");
        assert_eq!(misplaced(Engine::Blink, 150, &own), None);
        assert_eq!(
            misplaced(Engine::Blink, 150, &http("al ua a site mode dest ae")),
            Some(("accept-encoding", "accept-language"))
        );
    }

    #[test]
    fn a_library_that_puts_its_own_field_in_between_is_unlike_what_it_copies() {
        let copied = http("ua a al dest mode site ae");
        assert_eq!(header_order(&copied), None);
        assert_eq!(
            misplaced(Engine::Gecko, 150, &copied),
            Some(("accept-encoding", "sec-fetch-dest"))
        );
        assert_eq!(
            misplaced(Engine::Blink, 150, &copied),
            Some(("sec-fetch-site", "sec-fetch-mode"))
        );
    }

    #[test]
    fn a_body_that_is_described_last_was_added_by_a_library() {
        let added = http("sec-ch-ua uir ua a site mode user dest ae al type length");
        assert_eq!(misplaced(Engine::Blink, 150, &added), Some(("content-length", "user-agent")));
        let added = http("ua a al ae uir dest mode site user te type length");
        assert_eq!(
            misplaced(Engine::Gecko, 150, &added),
            Some(("content-length", "sec-fetch-dest"))
        );
    }

    #[test]
    fn an_old_chromium_had_its_fields_elsewhere() {
        let of_80 = http("ua dest a site mode user ae al");
        assert_eq!(misplaced(Engine::Blink, 80, &of_80), None);
        assert!(misplaced(Engine::Blink, 150, &of_80).is_some());
    }

    #[test]
    fn a_sorted_list_says_nothing() {
        let sorted = http("a ae al dest mode site ua");
        assert_eq!(header_order(&sorted), None);
        assert_eq!(misplaced(Engine::Gecko, 150, &sorted), None);
    }

    #[test]
    fn a_list_that_came_sorted_over_the_wire_is_no_browsers() {
        let sorted = Http { witnessed: true, ..http("a ae al dest mode site ua") };
        assert!(misplaced(Engine::Gecko, 150, &sorted).is_some());
        assert!(misplaced(Engine::Blink, 150, &sorted).is_some());
    }

    #[test]
    fn too_few_names_say_nothing() {
        assert_eq!(header_order(&http("ua a al ae")), None);
        assert_eq!(misplaced(Engine::Blink, 150, &http("ua a site")), None);
    }
}
