//! Whether and about what a client lies: the findings, and how likely the evidence as a whole leaves
//! the engine that is claimed.
//!
//! The models were trained on clients of which a known share lies (`TRAINED_LIARS`), so the
//! probability they give against the claimed engine is that of a lie at that share; it is moved to
//! the share that is assumed here.

use std::collections::BTreeMap;

use super::Evidence;
use super::engine;
use super::odds::{log_odds, probability, shown};
use crate::answer::{Reason, Spoofing};
use crate::checks::PointsTo;
use crate::labels::{Engine, Layer, Question, SpoofingKind};

/// Share of clients that lie, before anything is known of one.
const PRIOR: f32 = 0.02;

/// Share of lying clients that the models were trained on (`LIARS` in models/training/compose.py).
const TRAINED_LIARS: f32 = 0.1;

/// The most that agreement or contradiction may weigh.
const MOST: f32 = 7.0;

/// Below this the evidence leaves the question open.
const TELLING: f32 = 0.5;

pub(super) fn decide(evidence: &Evidence<'_>, reasons: &mut Vec<Reason>) -> Spoofing {
    let mut sum = log_odds(PRIOR);
    let mut kinds = Vec::new();
    // What the findings say of the claimed browser already: they and the models look at the same bytes.
    let mut found = 0.0;
    for finding in evidence.findings {
        if let PointsTo::Spoofing(kind) = finding.points_to {
            sum += finding.weight;
            found += if kind == SpoofingKind::UserAgentBrowser { finding.weight } else { 0.0 };
            kinds.push(kind);
        }
    }
    if let Some(reason) = evidence_against_claim(evidence) {
        sum += if reason.weight > 0.0 { (reason.weight - found).max(0.0) } else { reason.weight };
        if reason.weight > 0.0 {
            kinds.push(SpoofingKind::UserAgentBrowser);
        }
        reasons.push(reason);
    }
    let probability = probability(sum);
    let detected = probability >= 0.5;
    kinds.sort_unstable();
    kinds.dedup();
    if !detected {
        kinds.clear();
    }
    Spoofing { detected, probability: shown(probability), kinds }
}

/// How far the evidence moves the odds that the claimed engine is a lie.
fn evidence_against_claim(evidence: &Evidence<'_>) -> Option<Reason> {
    let claimed = evidence.claimed.browser.engine_on(evidence.claimed.os);
    let scores = evidence.scores.of(Question::Browser)?;
    if claimed == Engine::Unknown || scores.layers.is_empty() {
        return None;
    }
    let ios = engine::ios(evidence);
    let against = log_odds(1.0 - engine::share(claimed, &scores.all, ios));
    let weight = (against - log_odds(TRAINED_LIARS)).clamp(-MOST, MOST);
    let (looks_like, share) = engine::likeliest(&scores.all, ios);
    // Doubt alone is no contradiction: something else must be likelier than what is claimed.
    if weight.abs() < TELLING || (weight > 0.0 && looks_like == claimed) {
        return None;
    }
    let alone =
        |layer: Layer| scores.layer(layer).is_some_and(|alone| engine::share(claimed, alone, ios) < 0.5);
    let (code, message) = if weight < 0.0 {
        (
            "evidence_agrees_with_claim",
            format!("The evidence is that of {}, as the client claims.", of(claimed)),
        )
    } else {
        let what = if alone(Layer::Tls) {
            "its ClientHello"
        } else if alone(Layer::Http2) {
            "the way it opens HTTP/2"
        } else {
            "the evidence as a whole"
        };
        (
            "evidence_contradicts_claim",
            format!("The client claims to be {}; {what} is that of {}.", of(claimed), of(looks_like)),
        )
    };
    let mut compared = BTreeMap::from([
        ("claimed.engine", claimed.to_string()),
        ("evidence.engine", format!("{looks_like} {share:.2}")),
    ]);
    if let Some(known) = evidence.scores.knows(Layer::Tls) {
        compared.insert("tls.known", known.to_string());
    }
    let layers = scores.layers.iter().map(|(layer, _)| *layer).collect();
    Some(Reason {
        code,
        layers,
        question: Question::Spoofing,
        weight: shown(weight),
        message,
        evidence: compared,
    })
}

fn of(engine: Engine) -> &'static str {
    match engine {
        Engine::Blink => "a Chromium browser",
        Engine::Gecko => "Firefox",
        Engine::Webkit => "Safari or another WebKit browser",
        Engine::Trident => "Internet Explorer",
        Engine::None => "an HTTP library",
        Engine::Unknown => "unknown",
    }
}
