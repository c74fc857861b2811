//! The engine follows from the browser, but for iOS, where every browser is `WebKit`. Browser and
//! system are taken as independent given the evidence, which is right wherever one of them is
//! nearly certain.

use super::Evidence;
use super::odds::{log_odds, probability, rounded};
use super::probes::Probes;
use crate::contract::answer::EngineChoice;
use crate::models::scores::Distribution;
use fingerprint_signals::labels::{Browser, Engine, Os, Question};

/// The most that the other layers may weigh beside the features of the engine.
const MAX_OTHER_LAYERS_LOG_ODDS: f32 = 3.0;

/// The share of an engine in a distribution over browsers, given how likely the system is iOS.
pub(super) fn share(engine: Engine, browsers: &Distribution, ios: f32) -> f32 {
    let share_on = |os: Os| -> f32 {
        let named = Browser::ALL.iter().filter(|browser| browser.engine_on(os) == engine);
        named.map(|browser| browsers.probability(browser.index())).sum()
    };
    ios * share_on(Os::Ios) + (1.0 - ios) * share_on(Os::Unknown)
}

/// The likeliest engine and its share.
pub(super) fn likeliest(browsers: &Distribution, ios: f32) -> (Engine, f32) {
    let shares = Engine::ALL.iter().map(|engine| (*engine, share(*engine, browsers, ios)));
    shares.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((Engine::Unknown, 0.0))
}

/// How likely the system is iOS.
pub(super) fn ios(evidence: &Evidence<'_>) -> f32 {
    evidence
        .scores
        .question(Question::Os)
        .map_or(0.0, |systems| systems.all.probability(Os::Ios.index()))
}

pub(super) fn decide(evidence: &Evidence<'_>) -> EngineChoice {
    if let Some(probes) = evidence.probes.filter(|probes| probes.is_firm()) {
        return by_probes(evidence, probes);
    }
    let Some(browsers) = evidence.scores.question(Question::Browser) else {
        return EngineChoice { label: Engine::Unknown, probability: 0.0 };
    };
    let (label, probability) = likeliest(&browsers.all, ios(evidence));
    let label = if browsers.layers.is_empty() { Engine::Unknown } else { label };
    EngineChoice { label, probability: rounded(probability.min(1.0)) }
}

/// The features that are there, beside what the models say of the same engine.
fn by_probes(evidence: &Evidence<'_>, probes: &Probes) -> EngineChoice {
    let scores =
        evidence.scores.question(Question::Browser).filter(|scores| !scores.layers.is_empty());
    let before =
        scores.map_or(0.0, |scores| log_odds(share(probes.engine, &scores.all, ios(evidence))));
    let probability = probability(
        before.clamp(-MAX_OTHER_LAYERS_LOG_ODDS, MAX_OTHER_LAYERS_LOG_ODDS)
            + probes.engine_log_odds(),
    );
    EngineChoice { label: probes.engine, probability: rounded(probability) }
}
