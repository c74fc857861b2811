//! Feature probes as numbers: which engine and platform the bitmap comes closest to, and by how
//! much. Never a version: only how far the nearest known one is.

use super::{Feature, Group, flag, share};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::probes::{Nearest, Platform};
use fingerprint_signals::labels::{Engine, Layer};

pub(super) const GROUP: Group = Group { name: "probes", layer: Some(Layer::Browser), features };

/// Beyond this many probes a distance is only large.
const FAR: usize = 32;

fn nearest(f: &Fingerprint, fact: impl Fn(&Nearest) -> f32) -> f32 {
    let probes = f.browser.as_ref().and_then(|browser| browser.probes.as_ref());
    probes.and_then(|probes| probes.nearest.as_ref()).map_or(0.0, fact)
}

fn distance(probes: u32) -> f32 {
    share((probes as usize).min(FAR), FAR as f32)
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("probes.present", "a bitmap of a known set was sent", |f| {
            flag(f.browser.as_ref().is_some_and(|browser| browser.probes.is_some()))
        }),
        Feature::fact("probes.placed", "a known browser is near the bitmap", |f| {
            nearest(f, |_| 1.0)
        }),
        Feature::fact(
            "probes.distance",
            "probes in which the nearest differs, in units of 32",
            |f| nearest(f, |nearest| distance(nearest.distance)),
        ),
        Feature::fact(
            "probes.engine_margin",
            "how much farther another engine is, in units of 32",
            |f| nearest(f, |nearest| distance(nearest.other_engine - nearest.distance)),
        ),
        Feature::fact(
            "probes.platform_margin",
            "how much farther another platform is, in units of 16",
            |f| {
                nearest(f, |nearest| {
                    let least = nearest.other_platforms.iter().map(|(_, distance)| *distance).min();
                    least.map_or(0.0, |least| 2.0 * distance(least - nearest.distance))
                })
            },
        ),
    ];
    for (index, (name, _)) in ENGINES.iter().enumerate() {
        features.push(Feature::code(
            format!("probes.engine_{name}"),
            format!("the nearest is {name}"),
            engine_is,
            index as u16,
        ));
    }
    for (index, (name, _)) in PLATFORMS.iter().enumerate() {
        features.push(Feature::code(
            format!("probes.platform_{name}"),
            format!("the nearest runs on {name}"),
            platform_is,
            index as u16,
        ));
    }
    features
}

const ENGINES: &[(&str, Engine)] =
    &[("blink", Engine::Blink), ("gecko", Engine::Gecko), ("webkit", Engine::Webkit)];

const PLATFORMS: &[(&str, Platform)] = &[
    ("desktop", Platform::Desktop),
    ("android", Platform::Android),
    ("android_webview", Platform::AndroidWebview),
    ("ios", Platform::Ios),
];

fn engine_is(f: &Fingerprint, index: u16) -> f32 {
    nearest(f, |nearest| {
        flag(ENGINES.get(usize::from(index)).is_some_and(|(_, engine)| nearest.engine == *engine))
    })
}

fn platform_is(f: &Fingerprint, index: u16) -> f32 {
    nearest(f, |nearest| {
        flag(
            PLATFORMS
                .get(usize::from(index))
                .is_some_and(|(_, platform)| nearest.platform == *platform),
        )
    })
}
