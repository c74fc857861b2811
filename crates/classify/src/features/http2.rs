//! The HTTP/2 layer as numbers: which SETTINGS a client sends and their tell-tale values, the
//! window it opens, and the order of its pseudo-headers.

use super::{Feature, Group, flag, share};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::labels::Layer;

pub(super) const GROUP: Group = Group { name: "http2", layer: Some(Layer::Http2), features };

/// SETTINGS identifiers: 1 to 6 of RFC 9113, 8 of RFC 8441, 9 of RFC 9218.
const SETTINGS: &[u16] = &[1, 2, 3, 4, 5, 6, 8, 9];

/// Pairs of an identifier and a value that some stack always sends.
const VALUES: &[(u16, u32)] = &[
    (1, 65_536),
    (1, 4_096),
    (1, 0),
    (2, 0),
    (2, 1),
    (3, 100),
    (3, 1_000),
    (3, 250),
    (4, 131_072),
    (4, 6_291_456),
    (4, 65_535),
    (4, 65_536),
    (4, 2_097_152),
    (4, 4_194_304),
    (4, 10_485_760),
    (4, 16_777_216),
    (4, 33_554_432),
    (5, 16_384),
    (6, 262_144),
    (6, 10_485_760),
];

/// Window increments that some stack always sends.
const WINDOWS: &[u32] = &[
    15_663_105,
    12_517_377,
    10_485_760,
    10_420_225,
    10_551_295,
    1_073_676_289,
    33_488_897,
    5_177_345,
    16_711_681,
];

const PSEUDO_HEADER_ORDERS: &[&str] = &["masp", "mpas", "mspa", "msap", "mpsa", "maps"];

fn opening_fact(fingerprint: &Fingerprint, fact: impl Fn(&Akamai) -> Option<f32>) -> f32 {
    fingerprint.http2.as_ref().and_then(|http2| fact(&http2.opening)).unwrap_or_default()
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("http2.present", "the opening of an HTTP/2 connection is known", |f| {
            opening_fact(f, |_| Some(1.0))
        }),
        Feature::fact("http2.setting_count", "SETTINGS sent, in units of 8", |f| {
            opening_fact(f, |opening| Some(share(opening.settings.len(), 8.0)))
        }),
        Feature::fact("http2.settings_ascend", "SETTINGS are in ascending order", |f| {
            opening_fact(f, |opening| {
                Some(flag(opening.settings.is_sorted_by_key(|setting| setting.id)))
            })
        }),
        Feature::fact(
            "http2.setting_unknown",
            "an unregistered SETTINGS identifier was sent",
            |f| {
                opening_fact(f, |opening| {
                    Some(flag(opening.settings.iter().any(|setting| setting.id > 0x10)))
                })
            },
        ),
        Feature::fact("http2.window_update", "the connection's window was widened", |f| {
            opening_fact(f, |opening| Some(flag(opening.window_update.is_some())))
        }),
        Feature::fact("http2.priorities", "PRIORITY frames were sent, in units of 8", |f| {
            opening_fact(f, |opening| Some(share(opening.priorities.len(), 8.0)))
        }),
    ];
    for &id in SETTINGS {
        features.push(Feature::code(
            format!("http2.setting_{id}"),
            format!("SETTINGS {id} is sent"),
            sent,
            id,
        ));
    }
    for ((id, value), index) in VALUES.iter().zip(0u16..) {
        let (name, doc) =
            (format!("http2.setting_{id}_is_{value}"), format!("SETTINGS {id} is {value}"));
        features.push(Feature::code(name, doc, value_is, index));
    }
    for (increment, index) in WINDOWS.iter().zip(0u16..) {
        let (name, doc) =
            (format!("http2.window_{increment}"), format!("the window is widened by {increment}"));
        features.push(Feature::code(name, doc, window_is, index));
    }
    for (order, index) in PSEUDO_HEADER_ORDERS.iter().zip(0u16..) {
        let (name, doc) =
            (format!("http2.pseudo_{order}"), format!("pseudo-headers come in the order {order}"));
        features.push(Feature::code(name, doc, order_is, index));
    }
    features
}

fn sent(f: &Fingerprint, id: u16) -> f32 {
    opening_fact(f, |opening| Some(flag(opening.settings.iter().any(|setting| setting.id == id))))
}

fn value_is(f: &Fingerprint, index: u16) -> f32 {
    opening_fact(f, |opening| {
        let (id, value) = VALUES.get(usize::from(index))?;
        Some(flag(
            opening.settings.iter().any(|setting| setting.id == *id && setting.value == *value),
        ))
    })
}

fn window_is(f: &Fingerprint, index: u16) -> f32 {
    opening_fact(f, |opening| {
        Some(flag(opening.window_update? == *WINDOWS.get(usize::from(index))?))
    })
}

fn order_is(f: &Fingerprint, index: u16) -> f32 {
    opening_fact(f, |opening| {
        let order = PSEUDO_HEADER_ORDERS.get(usize::from(index))?;
        Some(flag(order.chars().eq(opening.pseudo_headers.iter().copied())))
    })
}
