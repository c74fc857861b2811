//! Whether a client's layers agree with its claim and with each other, as comparisons alone: 1 they
//! agree, -1 they do not, 0 where one is silent. No claim and no version enters as such, so that a
//! model of honesty cannot learn which browsers are popular or new. Heard only where honesty is the
//! question: what a client *is* must not hang on what it says.

mod habits;

use super::{Feature, Formula, Group, flag};
use crate::claim::{Claim, Counting, Place, claim};
use crate::engines;
use crate::engines::engine_traits::ENGINE_TRAITS;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::Http;
use fingerprint_signals::labels::Engine;

pub(super) const GROUP: Group = Group { name: "agreement", layer: None, features };

fn agrees(equal: Option<bool>) -> f32 {
    equal.map_or(0.0, |equal| if equal { 1.0 } else { -1.0 })
}

fn http(f: &Fingerprint) -> Option<&Http> {
    f.http.as_ref()
}

fn said(f: &Fingerprint) -> Option<Claim> {
    claim(f, Place::Request)
}

/// The claimed engine, and the engine's own major where the claim names it.
fn claimed_major(f: &Fingerprint) -> Option<(Engine, u32)> {
    let claim = said(f)?;
    Some((claim.engine?, claim.engine_major(Counting::AsTrained)?))
}

/// The engine that is claimed, if the claim is one of a browser or a library.
fn claimed(f: &Fingerprint) -> Option<Engine> {
    said(f)?.engine.filter(|engine| *engine != Engine::Unknown)
}

/// The claimed engine, where it is one that shows pages.
fn claims_browser(f: &Fingerprint) -> Option<Engine> {
    said(f)?.browser_engine()
}

fn tls_engine(f: &Fingerprint) -> Option<Engine> {
    engines::tls(f.tls.as_ref()?)
}

fn settings_engine(f: &Fingerprint) -> Option<Engine> {
    engines::settings(&f.http2.as_ref()?.opening)
}

fn pseudo_header_engine(f: &Fingerprint) -> Option<Engine> {
    engines::pseudo_headers(&f.http2.as_ref()?.opening.pseudo_headers)
}

fn header_order_engine(f: &Fingerprint) -> Option<Engine> {
    engines::header_order(http(f)?)
}

fn both(first: Option<Engine>, second: Option<Engine>) -> f32 {
    agrees(first.zip(second).map(|(first, second)| first == second))
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("agreement.present", "a client or an engine is claimed", |f| {
            flag(claimed(f).is_some())
        }),
        Feature::fact("agreement.claims_browser", "a browser is claimed: 1, a library: -1", |f| {
            agrees(claimed(f).map(|_| claims_browser(f).is_some()))
        }),
        Feature::fact("agreement.engine_tls", "the hello is that of the claimed engine", |f| {
            both(claimed(f), tls_engine(f))
        }),
        Feature::fact(
            "agreement.engine_settings",
            "SETTINGS are those of the claimed engine",
            |f| both(claimed(f), settings_engine(f)),
        ),
        Feature::fact(
            "agreement.engine_pseudo_headers",
            "pseudo-headers are in the claimed engine's order",
            |f| both(claimed(f), pseudo_header_engine(f)),
        ),
        Feature::fact(
            "agreement.engine_header_order",
            "header fields are in the claimed engine's order",
            |f| both(claimed(f), header_order_engine(f)),
        ),
        Feature::fact(
            "agreement.header_order_foreign",
            "header fields are in an order that the claimed engine never writes: -1",
            |f| {
                agrees(claimed_major(f).zip(http(f)).map(|((engine, major), http)| {
                    engines::misplaced(engine, major, http).is_none()
                }))
            },
        ),
        Feature::fact(
            "agreement.settings_pseudo_headers",
            "SETTINGS and pseudo-headers are one engine's",
            |f| both(settings_engine(f), pseudo_header_engine(f)),
        ),
        Feature::fact("agreement.tls_settings", "hello and SETTINGS are one engine's", |f| {
            both(tls_engine(f), settings_engine(f))
        }),
        Feature::fact(
            "agreement.tls_header_order",
            "hello and header order are one engine's",
            |f| both(tls_engine(f), header_order_engine(f)),
        ),
        Feature::fact(
            "agreement.tls_unknown",
            "a browser is claimed and the ClientHello is not that of a known engine: -1",
            |f| {
                agrees(claims_browser(f).and(f.tls.as_ref()).map(|tls| engines::tls(tls).is_some()))
            },
        ),
        Feature::fact(
            "agreement.settings_unknown",
            "a browser is claimed and SETTINGS are not those of a known engine: -1",
            |f| {
                agrees(
                    claims_browser(f)
                        .and(f.http2.as_ref())
                        .map(|http2| engines::settings(&http2.opening).is_some()),
                )
            },
        ),
    ];
    features.extend(habits::features());
    features.extend(traits_of_claim());
    features
}

/// A column for each name of a trait.
fn traits_of_claim() -> Vec<Feature> {
    let mut features = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for (engine_trait, index) in ENGINE_TRAITS.iter().zip(0u16..) {
        if !named.contains(&engine_trait.name) {
            named.push(engine_trait.name);
            features.push(Feature {
                name: format!("agreement.era_{}", engine_trait.name),
                doc: format!(
                    "{}, or its absence, fits the claimed major",
                    engine_trait.name.replace('_', " ")
                ),
                formula: Formula::Code(trait_fits, index),
            });
        }
    }
    features
}

/// Whether the trait of this index, under the claimed engine, fits the claimed major.
fn trait_fits(f: &Fingerprint, index: u16) -> f32 {
    let fits = || {
        let name = ENGINE_TRAITS.get(usize::from(index))?.name;
        let (engine, major) = claimed_major(f)?;
        let engine_trait = ENGINE_TRAITS
            .iter()
            .find(|engine_trait| engine_trait.name == name && engine_trait.engine == engine)?;
        engine_trait.fits(f, major)
    };
    agrees(fits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::request::Request;
    use crate::features::Extractor;

    fn value(body: &serde_json::Value, column: &str) -> f32 {
        let extractor = Extractor::new();
        let index = extractor.schema().columns.iter().position(|c| c.name == column).expect(column);
        let (_, evidence, mut issues) =
            Request::from_json(body.to_string().as_bytes()).unwrap().into_parts();
        extractor.row(&evidence.read(&mut issues))[index]
    }

    fn with_claim(agent: &str) -> serde_json::Value {
        serde_json::json!({
            "http2": {"akamai_fingerprint": "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p"},
            "tcp": {"signature": "4:128:0:1460:64240,8:mss,nop,ws,nop,nop,sok:df,id+:0"},
            "http": {"headers": [["user-agent", agent]]},
        })
    }

    const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

    #[test]
    fn layers_that_fit_the_claim_agree_and_others_do_not() {
        for (agent, expected) in [(CHROME, 1.0), (FIREFOX, -1.0)] {
            let body = with_claim(agent);
            for column in ["engine_settings", "engine_pseudo_headers", "kernel"] {
                assert_eq!(value(&body, &format!("agreement.{column}")), expected, "{column}");
            }
            assert_eq!(value(&body, "agreement.settings_pseudo_headers"), 1.0);
        }
    }

    #[test]
    fn without_a_claim_nothing_is_compared() {
        let body =
            serde_json::json!({"http2": {"akamai_fingerprint": "1:65536|15663105|0|m,a,s,p"}});
        assert_eq!(value(&body, "agreement.present"), 0.0);
        assert_eq!(value(&body, "agreement.engine_settings"), 0.0);
    }

    #[test]
    fn no_column_names_a_browser_or_a_version() {
        let columns = features();
        let named = fingerprint_signals::labels::Browser::ALL
            .iter()
            .filter(|label| **label != fingerprint_signals::labels::Browser::Unknown);
        for label in named.map(|label| label.as_str()) {
            assert!(columns.iter().all(|column| !column.name.contains(label)), "{label}");
        }
    }
}
