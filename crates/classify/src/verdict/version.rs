//! The major version: the range that the page's features leave, else the one that the network's
//! traits leave, and inside it the claim, where nothing contradicts it.

use super::Evidence;
use super::brands::Brand;
use super::odds::rounded;
use super::probes::Majors;
use crate::contract::answer::{Basis, Choice, Spoofing, Version};
use fingerprint_signals::labels::{Browser, Engine, SpoofingKind};

const EVERY_MAJOR: (u32, Option<u32>) = (1, None);

/// Share of clients that look like the newest known major and are that one, not a newer: the table
/// is a few majors old when it is used.
const NEWEST_KNOWN_SHARE: f32 = 0.5;

/// From this probability on, the evidence alone decides the brand.
const MIN_CERTAIN_BRAND_PROBABILITY: f32 = 0.8;

/// Share of clients with their true version among those that no other finding contradicts.
const HONEST_VERSION_SHARE: f32 = 0.9;

pub(super) fn decide(
    evidence: &Evidence<'_>,
    browser: &Choice<Browser>,
    spoofing: &Spoofing,
) -> Version {
    let claimed = evidence.claimed;
    let subject = if browser.label == Browser::Unknown { claimed.browser } else { browser.label };
    let engine = subject.engine_on(claimed.os);
    let probes = evidence.probes.filter(|probes| probes.is_firm());
    let claim_holds = !spoofing.kinds.iter().any(|kind| {
        matches!(kind, SpoofingKind::UserAgentVersion | SpoofingKind::UserAgentBrowser)
    }) && probes.is_none_or(|probes| probes.engine == engine);
    // Brands of one engine are easily confused, and most of them count as it does.
    let same_count = claimed.browser == subject
        || (claimed.browser.counts_with_engine()
            && subject.counts_with_engine()
            && claimed.browser.engine() == subject.engine());
    let believed = claimed.version.filter(|_| claim_holds && same_count);
    let scale = match probes {
        // A client with another engine than claimed is counted by the engine it has.
        Some(probes) if probes.engine != engine => Scale::Engine,
        // Chrome on iOS has another engine inside, with a count of its own.
        _ if subject.counts_with_engine() && engine == subject.engine() => Scale::Engine,
        // An unclaimed and uncertain brand may as well be one that counts with its engine.
        Some(_)
            if claimed.browser != subject
                && browser.probability < MIN_CERTAIN_BRAND_PROBABILITY =>
        {
            Scale::Engine
        }
        _ => Brand::find(subject, claimed.os).map_or(Scale::Unknown, Scale::Brand),
    };
    probes
        .filter(|_| scale != Scale::Unknown)
        .and_then(|probes| probes.majors(evidence.coverage))
        .and_then(|likely| by_features(&likely, believed, spoofing, &scale))
        .or_else(|| {
            let traits = evidence.traits.iter().find(|traits| traits.engine == engine)?;
            by_traits(traits, believed, browser.probability * (1.0 - spoofing.probability), &scale)
        })
        .unwrap_or_else(|| by_claim(believed, browser, spoofing))
}

/// The majors of an engine that its traits leave on the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traits {
    pub engine: Engine,
    pub first: u32,
    pub last: Option<u32>,
    /// The newest major that is known of the engine.
    pub newest: u32,
}

/// How a browser's majors relate to those of its engine, which the features show.
#[derive(PartialEq, Eq)]
enum Scale {
    Engine,
    Brand(Brand),
    Unknown,
}

impl Scale {
    fn engine_major(&self, own: u32) -> Option<u32> {
        match self {
            Self::Engine => Some(own),
            Self::Brand(brand) => brand.chromium(own),
            Self::Unknown => None,
        }
    }

    fn range(&self, (first, last): (u32, Option<u32>)) -> Option<(u32, Option<u32>)> {
        match self {
            Self::Engine => Some((first, last)),
            Self::Brand(brand) => brand.range(first, last),
            Self::Unknown => None,
        }
    }
}

/// The claim, unless more than one probe speaks against it; else the likeliest major. `None` where
/// no major of the brand has such features.
fn by_features(
    likely: &Majors,
    believed: Option<u32>,
    spoofing: &Spoofing,
    scale: &Scale,
) -> Option<Version> {
    let claim = believed.and_then(|own| {
        let engine_major = scale.engine_major(own)?;
        let share = likely.likelihood_of_claim(engine_major, HONEST_VERSION_SHARE);
        let range = scale.range((likely.first, likely.last));
        let holds =
            range.is_some_and(|(first, last)| own >= first && last.is_none_or(|last| own <= last));
        (holds || share >= 0.5).then_some((own, engine_major, share))
    });
    if let Some((own, engine_major, share)) = claim {
        let (first, last) = scale.range(likely.with(engine_major)).unwrap_or((own, Some(own)));
        let range = (first.min(own), last.map(|last| last.max(own)));
        // Where the client is honest, the claim is right; where it lies, it is as likely as its
        // features.
        let honest = 1.0 - spoofing.probability;
        let probability =
            rounded(honest * share + spoofing.probability * likely.likelihood(engine_major));
        return Some(Version {
            label: own.to_string(),
            range,
            probability,
            basis: Basis::ClaimWithinRange,
        });
    }
    let range = scale.range((likely.first, likely.last))?;
    let (label, _) = scale.range((likely.best, Some(likely.best))).unwrap_or(range);
    let open = if range.1.is_none() { NEWEST_KNOWN_SHARE } else { 1.0 };
    let probability = rounded(likely.likelihood(likely.best) * open);
    Some(Version { label: label.to_string(), range, probability, basis: Basis::Evidence })
}

/// Field trials enable a trait some majors early or late: a claim so far outside is not a lie.
const MAX_TRIAL_MAJORS: u32 = 3;

/// The claim in or near the range, as likely as that the client is the browser and honest; else the
/// range's newest major: what is in use most.
fn by_traits(
    traits: &Traits,
    believed: Option<u32>,
    honest: f32,
    scale: &Scale,
) -> Option<Version> {
    let (first, last) = scale.range((traits.first, traits.last))?;
    let near = |own: &u32| {
        *own + MAX_TRIAL_MAJORS >= first && last.is_none_or(|last| *own <= last + MAX_TRIAL_MAJORS)
    };
    if let Some(own) = believed.filter(near) {
        let range = (first.min(own), last.map(|last| last.max(own)));
        return Some(Version {
            label: own.to_string(),
            range,
            probability: rounded(honest),
            basis: Basis::ClaimWithinRange,
        });
    }
    let (_, newest) = scale.range((traits.newest, Some(traits.newest)))?;
    let best = last.or(newest).unwrap_or(first).max(first);
    let probability = rounded(honest / (best - first + 1) as f32);
    Some(Version {
        label: best.to_string(),
        range: (first, last),
        probability,
        basis: Basis::Evidence,
    })
}

fn by_claim(believed: Option<u32>, browser: &Choice<Browser>, spoofing: &Spoofing) -> Version {
    match believed.filter(|_| browser.label != Browser::Unknown) {
        // As likely as that the browser is right and the client honest.
        Some(major) => Version {
            label: major.to_string(),
            range: EVERY_MAJOR,
            probability: rounded(browser.probability * (1.0 - spoofing.probability)),
            basis: Basis::ClaimWithinRange,
        },
        None => Version {
            label: "unknown".to_owned(),
            range: EVERY_MAJOR,
            probability: 0.0,
            basis: Basis::Evidence,
        },
    }
}
