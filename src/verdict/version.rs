//! The major version: the range that the browser's features leave, and inside it the claim, where
//! nothing contradicts it. Without probes nothing tells the version but the claim.

use super::Evidence;
use super::odds::shown;
use super::probes::{Majors, Probes};
use crate::answer::{Basis, Choice, Spoofing, Version};
use crate::labels::{Browser, SpoofingKind};

const EVERY_MAJOR: (u32, Option<u32>) = (1, None);

/// Share of clients that look like the newest known major and are that one, not a newer: the table is
/// a few majors old when it is used.
const NOT_NEWER: f32 = 0.5;

pub(super) fn decide(evidence: &Evidence<'_>, browser: &Choice<Browser>, spoofing: &Spoofing) -> Version {
    let subject = if browser.label == Browser::Unknown { evidence.claimed.browser } else { browser.label };
    let engine = subject.engine_on(evidence.claimed.os);
    let probes = evidence.probes.filter(|probes| probes.is_firm());
    // Opera and others count by themselves, and Chrome on iOS has another engine inside.
    let tells = |probes: &&Probes| {
        probes.engine != engine || (counts_as_engine(subject) && engine == subject.engine())
    };
    let likely = probes.filter(tells).and_then(|probes| probes.majors(evidence.coverage));
    let claim_holds = !spoofing
        .kinds
        .iter()
        .any(|kind| matches!(kind, SpoofingKind::UserAgentVersion | SpoofingKind::UserAgentBrowser))
        && probes.is_none_or(|probes| probes.engine == engine);
    let believed = evidence.claimed.version.filter(|_| claim_holds && evidence.claimed.browser == subject);
    match likely {
        Some(likely) => by_features(&likely, believed, spoofing),
        None => by_claim(believed, browser, spoofing),
    }
}

/// The claim inside the range, else the likeliest major.
fn by_features(likely: &Majors, believed: Option<u32>, spoofing: &Spoofing) -> Version {
    let range = (likely.first, likely.last);
    if let Some(major) = believed.filter(|major| likely.holds(*major)) {
        // Where the client is honest, the claim is right; where it lies, it is as likely as its features.
        let honest = 1.0 - spoofing.probability;
        let probability = shown(honest + spoofing.probability * likely.likelihood(major));
        return Version { label: major.to_string(), range, probability, basis: Basis::ClaimWithinRange };
    }
    let open = if likely.last.is_none() { NOT_NEWER } else { 1.0 };
    let probability = shown(likely.likelihood(likely.best) * open);
    Version { label: likely.best.to_string(), range, probability, basis: Basis::Evidence }
}

fn by_claim(believed: Option<u32>, browser: &Choice<Browser>, spoofing: &Spoofing) -> Version {
    match believed.filter(|_| browser.label != Browser::Unknown) {
        // As likely as that the browser is right and the client honest.
        Some(major) => Version {
            label: major.to_string(),
            range: EVERY_MAJOR,
            probability: shown(browser.probability * (1.0 - spoofing.probability)),
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

/// These have the major of the engine inside, of which alone the features tell.
const fn counts_as_engine(browser: Browser) -> bool {
    matches!(
        browser,
        Browser::Chrome
            | Browser::Edge
            | Browser::Chromium
            | Browser::Brave
            | Browser::Webview
            | Browser::Firefox
            | Browser::Safari
    )
}
