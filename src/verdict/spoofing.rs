//! Whether and about what a client lies: the findings, and what the TLS layer alone says of the
//! engine that the client claims. TLS cannot be forged by setting a header, so it is asked first.

use std::collections::BTreeMap;

use super::Evidence;
use super::engine;
use super::odds::{bounded, log_odds, probability, shown};
use crate::answer::{Reason, Spoofing};
use crate::checks::PointsTo;
use crate::labels::{Browser, Engine, Layer, Question, SpoofingKind};

/// Share of clients that lie, before anything is known of one.
const PRIOR: f32 = 0.02;

/// The most that agreement or contradiction of one layer may weigh.
const MOST: f32 = 6.0;

/// A stack that training never saw says half as much: the model is guessing from afar.
const UNSEEN: f32 = 0.5;

/// Below this a layer leaves the question open.
const TELLING: f32 = 0.5;

pub(super) fn decide(evidence: &Evidence<'_>, reasons: &mut Vec<Reason>) -> Spoofing {
    let mut sum = log_odds(PRIOR);
    let mut kinds = Vec::new();
    for finding in evidence.findings {
        if let PointsTo::Spoofing(kind) = finding.points_to {
            sum += finding.weight;
            kinds.push(kind);
        }
    }
    if let Some(reason) = tls_against_claim(evidence) {
        sum += reason.weight;
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

/// How much likelier the ClientHello is from another engine than from the claimed one.
fn tls_against_claim(evidence: &Evidence<'_>) -> Option<Reason> {
    let claimed = engine::on(evidence.claimed.browser, evidence.claimed.os);
    if matches!(claimed, Engine::Unknown) {
        return None;
    }
    let alone = evidence.scores.of(Question::Browser)?.layer(Layer::Tls)?;
    let of_engine = |wanted: Engine| -> f32 {
        Browser::ALL
            .iter()
            .filter(|browser| engine::home(**browser) == wanted)
            .map(|b| alone.of(b.index()))
            .sum()
    };
    let share = bounded(of_engine(claimed));
    let seen = evidence.scores.knows(Layer::Tls) != Some(false);
    let weight = -log_odds(share).clamp(-MOST, MOST) * if seen { 1.0 } else { UNSEEN };
    if weight.abs() < TELLING {
        return None;
    }
    let looks_like = Engine::ALL.iter().copied().max_by(|a, b| of_engine(*a).total_cmp(&of_engine(*b)))?;
    let (code, message) = if weight > 0.0 {
        (
            "tls_contradicts_user_agent",
            format!(
                "The client claims to be {}; its ClientHello is that of {}.",
                of(claimed),
                of(looks_like)
            ),
        )
    } else {
        (
            "tls_agrees_with_user_agent",
            format!("The ClientHello is that of {}, as the client claims.", of(claimed)),
        )
    };
    let compared = BTreeMap::from([
        ("http.user_agent", claimed.to_string()),
        ("tls.engine", format!("{looks_like} {:.2}", of_engine(looks_like))),
        ("tls.known", seen.to_string()),
    ]);
    let layers = vec![Layer::Tls, Layer::Http];
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
