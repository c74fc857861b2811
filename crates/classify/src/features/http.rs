//! The request's own shape as numbers: content negotiation, fetch metadata and the fields that one
//! kind of client sends and another does not. The claim is left to `user_agent` and `client_hints`.

use super::{Feature, Group, flag, share};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::Http;
use fingerprint_signals::http::fetch_metadata::{FetchMetadata, Mode};
use fingerprint_signals::http::negotiation::{Accept, Encodings, Languages};
use fingerprint_signals::labels::Layer;

pub(super) const GROUP: Group = Group { name: "http", layer: Some(Layer::Http), features };

/// Fields whose presence is a habit of the client. Those that follow the page, the user or a proxy
/// are left out.
const HABITS: &[&str] = &[
    "upgrade-insecure-requests",
    "te",
    "priority",
    "dnt",
    "sec-gpc",
    "cache-control",
    "pragma",
    "connection",
];

fn http(f: &Fingerprint, fact: impl Fn(&Http) -> Option<f32>) -> f32 {
    f.http.as_ref().and_then(fact).unwrap_or_default()
}

fn accept(f: &Fingerprint, fact: impl Fn(&Accept) -> bool) -> f32 {
    http(f, |http| http.accept.as_ref().map(|accept| flag(fact(accept))))
}

fn languages(f: &Fingerprint, fact: impl Fn(&Languages) -> bool) -> f32 {
    http(f, |http| http.languages.as_ref().map(|languages| flag(fact(languages))))
}

fn encodings(f: &Fingerprint, fact: impl Fn(&Encodings) -> bool) -> f32 {
    http(f, |http| http.encodings.as_ref().map(|encodings| flag(fact(encodings))))
}

fn fetch(f: &Fingerprint, fact: impl Fn(&FetchMetadata) -> bool) -> f32 {
    http(f, |http| http.fetch_metadata.as_ref().map(|fetch| flag(fact(fetch))))
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact(
            "http.present",
            "some header field beside the user agent and the hints was sent",
            |f| {
                http(f, |http| {
                    Some(flag(
                        http.accept.is_some()
                            || http.encodings.is_some()
                            || http.languages.is_some(),
                    ))
                })
            },
        ),
        Feature::fact("http.accept_known", "Accept was sent", |f| accept(f, |_| true)),
        Feature::fact("http.accept_only_any", "Accept is */* alone", |f| accept(f, |a| a.only_any)),
        Feature::fact("http.accept_html", "Accept names text/html", |f| accept(f, |a| a.html)),
        Feature::fact("http.accept_xhtml", "Accept names application/xhtml+xml", |f| {
            accept(f, |a| a.xhtml)
        }),
        Feature::fact("http.accept_json", "Accept names application/json", |f| {
            accept(f, |a| a.json)
        }),
        Feature::fact("http.accept_avif", "Accept names image/avif", |f| accept(f, |a| a.avif)),
        Feature::fact("http.accept_webp", "Accept names image/webp", |f| accept(f, |a| a.webp)),
        Feature::fact("http.accept_apng", "Accept names image/apng", |f| accept(f, |a| a.apng)),
        Feature::fact("http.accept_svg", "Accept names image/svg+xml", |f| accept(f, |a| a.svg)),
        Feature::fact("http.accept_signed_exchange", "Accept names signed exchanges", |f| {
            accept(f, |a| a.signed_exchange)
        }),
        Feature::fact("http.accept_any_0_8", "*/* weighs 0.8", |f| {
            accept(f, |a| a.any_quality == Some(800))
        }),
        Feature::fact("http.accept_any_0_5", "*/* weighs 0.5", |f| {
            accept(f, |a| a.any_quality == Some(500))
        }),
        Feature::fact("http.accept_spaced", "a space follows the commas of Accept", |f| {
            accept(f, |a| a.spaced)
        }),
        Feature::fact("http.accept_types", "media types of Accept, in units of 8", |f| {
            http(f, |http| Some(share(http.accept?.type_count.into(), 8.0)))
        }),
        Feature::fact("http.languages_known", "Accept-Language was sent", |f| {
            languages(f, |_| true)
        }),
        Feature::fact("http.languages_second_0_9", "the second language weighs 0.9", |f| {
            languages(f, |l| l.second_quality == Some(900))
        }),
        Feature::fact("http.languages_second_even", "the second language weighs 0.5 to 0.8", |f| {
            languages(f, |l| l.second_quality.is_some_and(|q| (500..=800).contains(&q)))
        }),
        Feature::fact("http.languages_any", "any language will do", |f| languages(f, |l| l.any)),
        Feature::fact("http.encodings_known", "Accept-Encoding was sent", |f| {
            encodings(f, |_| true)
        }),
        Feature::fact("http.encoding_gzip", "gzip is accepted", |f| encodings(f, |e| e.gzip)),
        Feature::fact("http.encoding_deflate", "deflate is accepted", |f| {
            encodings(f, |e| e.deflate)
        }),
        Feature::fact("http.encoding_brotli", "Brotli is accepted", |f| encodings(f, |e| e.brotli)),
        Feature::fact("http.encoding_zstd", "Zstandard is accepted", |f| encodings(f, |e| e.zstd)),
        Feature::fact("http.encoding_identity", "identity is named", |f| {
            encodings(f, |e| e.identity)
        }),
        Feature::fact("http.encoding_brotli_first", "Brotli comes first", |f| {
            encodings(f, |e| e.brotli_first)
        }),
        Feature::fact("http.encoding_weighed", "a coding carries a weight", |f| {
            encodings(f, |e| e.weighed)
        }),
        Feature::fact(
            "http.encoding_unspaced",
            "no space follows the commas of Accept-Encoding",
            |f| encodings(f, |e| e.unspaced),
        ),
        Feature::fact("http.fetch_metadata", "Sec-Fetch fields were sent", |f| fetch(f, |_| true)),
        Feature::fact("http.fetch_navigate", "a navigation", |f| {
            fetch(f, |m| m.mode == Some(Mode::Navigate))
        }),
        Feature::fact("http.fetch_user", "started by a person, the browser says", |f| {
            fetch(f, |m| m.user)
        }),
    ];
    for (index, habit) in HABITS.iter().enumerate() {
        let column = format!("http.sends_{}", habit.replace('-', "_"));
        features.push(Feature::code(column, format!("{habit} was sent"), sends, index as u16));
    }
    features
}

fn sends(f: &Fingerprint, index: u16) -> f32 {
    http(f, |http| Some(flag(http.has(HABITS.get(usize::from(index))?))))
}
