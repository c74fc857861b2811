//! Whether a client's layers agree with its claim and with each other, as comparisons alone: 1 they
//! agree, -1 they do not, 0 where one is silent. No claim and no version enters as such, so that a
//! model of honesty cannot learn which browsers are popular or new. Heard only where honesty is the
//! question: what a client *is* must not hang on what it says.

use super::{Feature, Formula, Group, flag};
use crate::engines::engine_traits::{self, ENGINE_TRAITS};
use crate::engines::{self, Kernel};
use fingerprint_signals::http::Http;
use fingerprint_signals::http::fetch_metadata::{Mode, Site};
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::Engine;
use fingerprint_signals::tls::is_grease;
use fingerprint_signals::{Fingerprint, user_agent::UserAgent};

pub(super) const GROUP: Group = Group { name: "agreement", layer: None, features };

fn agrees(equal: Option<bool>) -> f32 {
    equal.map_or(0.0, |equal| if equal { 1.0 } else { -1.0 })
}

fn http(f: &Fingerprint) -> Option<&Http> {
    f.http.as_ref()
}

fn said(f: &Fingerprint) -> Option<&UserAgent> {
    http(f)?.user_agent.as_ref()
}

/// The engine that is claimed, if the claim is one of a browser or a library.
fn claimed(f: &Fingerprint) -> Option<Engine> {
    said(f)?.engine.filter(|engine| *engine != Engine::Unknown)
}

fn renders(engine: Engine) -> bool {
    matches!(engine, Engine::Blink | Engine::Gecko | Engine::Webkit)
}

/// The claimed engine, where it is one that shows pages.
fn claims_browser(f: &Fingerprint) -> Option<Engine> {
    claimed(f).filter(|engine| renders(*engine))
}

fn of_tls(f: &Fingerprint) -> Option<Engine> {
    engines::tls(f.tls.as_ref()?)
}

fn of_settings(f: &Fingerprint) -> Option<Engine> {
    engines::settings(&f.http2.as_ref()?.opening)
}

fn of_pseudo_headers(f: &Fingerprint) -> Option<Engine> {
    engines::pseudo_headers(&f.http2.as_ref()?.opening.pseudo_headers)
}

fn of_header_order(f: &Fingerprint) -> Option<Engine> {
    engines::header_order(http(f)?)
}

fn both(first: Option<Engine>, second: Option<Engine>) -> f32 {
    agrees(first.zip(second).map(|(first, second)| first == second))
}

fn hints(
    f: &Fingerprint,
    fact: impl Fn(&fingerprint_signals::client_hints::ClientHints, &UserAgent) -> Option<bool>,
) -> f32 {
    agrees(http(f).and_then(|http| fact(http.client_hints.as_ref()?, said(f)?)))
}

/// Whether the kernel that wrote the SYN runs the claimed system.
fn kernel(f: &Fingerprint) -> Option<bool> {
    Some(Kernel::from_signature(&f.tcp.as_ref()?.signature)?.runs(said(f)?.os?))
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("agreement.present", "a client or an engine is claimed", |f| {
            flag(claimed(f).is_some())
        }),
        Feature::fact("agreement.claims_browser", "a browser is claimed: 1, a library: -1", |f| {
            agrees(claimed(f).map(renders))
        }),
        Feature::fact("agreement.engine_tls", "the hello is that of the claimed engine", |f| {
            both(claimed(f), of_tls(f))
        }),
        Feature::fact(
            "agreement.engine_settings",
            "SETTINGS are those of the claimed engine",
            |f| both(claimed(f), of_settings(f)),
        ),
        Feature::fact(
            "agreement.engine_pseudo_headers",
            "pseudo-headers are in the claimed engine's order",
            |f| both(claimed(f), of_pseudo_headers(f)),
        ),
        Feature::fact(
            "agreement.engine_header_order",
            "header fields are in the claimed engine's order",
            |f| both(claimed(f), of_header_order(f)),
        ),
        Feature::fact(
            "agreement.header_order_foreign",
            "header fields are in an order that the claimed engine never writes: -1",
            |f| {
                let claim =
                    engine_traits::claimed(f).and_then(|(engine, major)| Some((engine, major?)));
                agrees(claim.zip(http(f)).map(|((engine, major), http)| {
                    engines::misplaced(engine, major, http).is_none()
                }))
            },
        ),
        Feature::fact(
            "agreement.settings_pseudo_headers",
            "SETTINGS and pseudo-headers are one engine's",
            |f| both(of_settings(f), of_pseudo_headers(f)),
        ),
        Feature::fact("agreement.tls_settings", "hello and SETTINGS are one engine's", |f| {
            both(of_tls(f), of_settings(f))
        }),
        Feature::fact(
            "agreement.tls_header_order",
            "hello and header order are one engine's",
            |f| both(of_tls(f), of_header_order(f)),
        ),
        Feature::fact(
            "agreement.tls_unknown",
            "a browser is claimed and the hello is no engine's: -1",
            |f| {
                agrees(claims_browser(f).and(f.tls.as_ref()).map(|tls| engines::tls(tls).is_some()))
            },
        ),
        Feature::fact(
            "agreement.settings_unknown",
            "a browser is claimed and SETTINGS are no engine's: -1",
            |f| {
                agrees(
                    claims_browser(f)
                        .and(f.http2.as_ref())
                        .map(|http2| engines::settings(&http2.opening).is_some()),
                )
            },
        ),
    ];
    features.extend(habits());
    features.extend(eras_of_claim());
    features
}

/// What browsers do that libraries forget, and what the hints say of the claim.
fn habits() -> Vec<Feature> {
    vec![
        Feature::fact("agreement.grease", "GREASE is sent as the claimed engine does", |f| {
            let sent = |f: &Fingerprint| {
                Some(f.tls.as_ref()?.ciphers.as_ref()?.iter().copied().any(is_grease))
            };
            agrees(claims_browser(f).zip(sent(f)).and_then(|(engine, sent)| match engine {
                Engine::Blink => Some(sent),
                Engine::Gecko => Some(!sent),
                _ => None,
            }))
        }),
        Feature::fact(
            "agreement.offers_http2",
            "a browser is claimed and HTTP/2 is offered",
            |f| {
                let offered = |f: &Fingerprint| {
                    Some(f.tls.as_ref()?.alpn.as_ref()?.iter().any(|name| name == b"h2"))
                };
                agrees(claims_browser(f).and_then(|_| offered(f)))
            },
        ),
        Feature::fact(
            "agreement.accept_language",
            "a browser is claimed and names languages",
            |f| {
                let named = http(f).filter(|http| http.ordered && http.names.len() >= 4);
                agrees(claims_browser(f).and(named).map(|http| http.languages.is_some()))
            },
        ),
        Feature::fact(
            "agreement.connection",
            "a browser is claimed and names its connection",
            |f| agrees(claims_browser(f).and(http(f)).and_then(request_habits::names_connection)),
        ),
        Feature::fact(
            "agreement.upgrade",
            "Chromium or Firefox is claimed and asks for a secure page",
            |f| {
                let asks = claims_browser(f)
                    .filter(|engine| matches!(engine, Engine::Blink | Engine::Gecko));
                agrees(asks.and(http(f)).and_then(request_habits::navigation_asks_for_upgrade))
            },
        ),
        Feature::fact(
            "agreement.origin",
            "a browser is claimed and names the origin of its POST",
            |f| agrees(claims_browser(f).and(http(f)).and_then(request_habits::post_names_origin)),
        ),
        Feature::fact(
            "agreement.typed_address",
            "an address that was typed, as fetch metadata says, is asked for without a body",
            |f| {
                let typed = http(f).filter(|http| {
                    http.fetch_metadata.is_some_and(|fetch| {
                        fetch.site == Some(Site::None) && fetch.mode == Some(Mode::Navigate)
                    })
                });
                agrees(typed.map(|http| !http.has("content-type")))
            },
        ),
        Feature::fact("agreement.kernel", "the SYN is that of the claimed system", |f| {
            agrees(kernel(f))
        }),
        Feature::fact("agreement.hints_engine", "hints are sent by an engine that has them", |f| {
            hints(f, |hints, said| Some(hints.brands.is_none() || said.engine? == Engine::Blink))
        }),
        Feature::fact("agreement.hints_major", "Chromium's major is the user agent's", |f| {
            let chromium = |f: &Fingerprint| {
                engine_traits::claimed(f)
                    .and_then(|(engine, major)| major.filter(|_| engine == Engine::Blink))
            };
            hints(f, |hints, _| Some(hints.brands?.chromium? == chromium(f)?))
        }),
        Feature::fact(
            "agreement.hints_brands",
            "the brands are arranged as in the major they name",
            |f| hints(f, |hints, _| hints.brands?.of_their_major),
        ),
        Feature::fact("agreement.hints_os", "the hinted system is the user agent's", |f| {
            hints(f, |hints, said| Some(hints.os()? == said.os?))
        }),
        Feature::fact("agreement.hints_device", "the hinted device is the user agent's", |f| {
            hints(f, |hints, said| Some(hints.device()? == said.device?))
        }),
    ]
}

/// A column for each name of an era.
fn eras_of_claim() -> Vec<Feature> {
    let mut features = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for (era, index) in ENGINE_TRAITS.iter().zip(0u16..) {
        if !named.contains(&era.name) {
            named.push(era.name);
            features.push(Feature {
                name: format!("agreement.era_{}", era.name),
                doc: format!(
                    "{}, or its absence, fits the claimed major",
                    era.name.replace('_', " ")
                ),
                formula: Formula::Code(era_fits, index),
            });
        }
    }
    features
}

/// Whether the trait of this index, under the claimed engine, fits the claimed major.
fn era_fits(f: &Fingerprint, index: u16) -> f32 {
    let fits = || {
        let name = ENGINE_TRAITS.get(usize::from(index))?.name;
        let (engine, major) = engine_traits::claimed(f)?;
        let era = ENGINE_TRAITS.iter().find(|era| era.name == name && era.engine == engine)?;
        era.fits(f, major?)
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
