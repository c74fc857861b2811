//! What browsers do that libraries forget, what the kernel and the client hints say of the claim.

use super::{Claim, agrees, claimed_major, claims_browser, http, said};
use crate::engines::Kernel;
use crate::features::Feature;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::client_hints::ClientHints;
use fingerprint_signals::http::fetch_metadata::{Mode, Site};
use fingerprint_signals::http::request_habits;
use fingerprint_signals::labels::Engine;
use fingerprint_signals::tls::is_grease;

pub(super) fn features() -> Vec<Feature> {
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
                claimed_major(f)
                    .and_then(|(engine, major)| (engine == Engine::Blink).then_some(major))
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

/// Whether the kernel that wrote the SYN runs the claimed system.
fn kernel(f: &Fingerprint) -> Option<bool> {
    Some(Kernel::from_signature(&f.tcp.as_ref()?.signature)?.runs(said(f)?.os?))
}

fn hints(f: &Fingerprint, fact: impl Fn(&ClientHints, Claim) -> Option<bool>) -> f32 {
    agrees(http(f).and_then(|http| fact(http.client_hints.as_ref()?, said(f)?)))
}
