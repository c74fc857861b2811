//! The engine follows from the browser, but for iOS, where every browser is `WebKit`. Browser and
//! system are taken as independent given the evidence, which is right wherever one of them is
//! nearly certain.

use super::Evidence;
use super::odds::shown;
use crate::answer::EngineChoice;
use crate::inference::scores::Distribution;
use crate::labels::{Browser, Engine, Os, Question};

/// The share of an engine in a distribution over browsers, given how likely the system is iOS.
pub(super) fn share(engine: Engine, browsers: &Distribution, ios: f32) -> f32 {
    let of = |os: Os| -> f32 {
        let named = Browser::ALL.iter().filter(|browser| browser.engine_on(os) == engine);
        named.map(|browser| browsers.of(browser.index())).sum()
    };
    ios * of(Os::Ios) + (1.0 - ios) * of(Os::Unknown)
}

/// The likeliest engine and its share.
pub(super) fn likeliest(browsers: &Distribution, ios: f32) -> (Engine, f32) {
    let shares = Engine::ALL.iter().map(|engine| (*engine, share(*engine, browsers, ios)));
    shares.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((Engine::Unknown, 0.0))
}

/// How likely the system is iOS.
pub(super) fn ios(evidence: &Evidence<'_>) -> f32 {
    evidence.scores.of(Question::Os).map_or(0.0, |systems| systems.all.of(Os::Ios.index()))
}

pub(super) fn decide(evidence: &Evidence<'_>) -> EngineChoice {
    let Some(browsers) = evidence.scores.of(Question::Browser) else {
        return EngineChoice { label: Engine::Unknown, probability: 0.0 };
    };
    let (label, probability) = likeliest(&browsers.all, ios(evidence));
    let label = if browsers.layers.is_empty() { Engine::Unknown } else { label };
    EngineChoice { label, probability: shown(probability.min(1.0)) }
}
