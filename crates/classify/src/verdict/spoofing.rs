//! Whether a client lies, and about what. Three kinds of evidence are added as log-odds, each by
//! the factor that training fitted on held-out clients (`Combination`): how the layers agree with
//! the claim and with each other (the spoofing model), how likely the browser model leaves the
//! engine that is claimed, and what the checks found.
//!
//! The browser model was trained on clients of which a known share lies (`TRAINED_LIAR_SHARE`), so
//! the probability it gives against the claimed engine is that of a lie at that share.

use std::collections::BTreeMap;

use super::Evidence;
use super::engine;
use super::odds::{log_odds, probability, rounded, sum};
use super::reasons::{
    EVIDENCE_AGREES_WITH_CLAIM, EVIDENCE_CONTRADICTS_CLAIM, LAYERS_AGREE_WITH_CLAIM,
    LAYERS_DISAGREE_WITH_CLAIM,
};
use crate::checks::PointsTo;
use crate::contract::answer::{Reason, Spoofing};
use crate::engines::in_words;
use crate::models::scores::{Combination, SPOOFED};
use fingerprint_signals::labels::{Client, Engine, Layer, Question, SpoofingKind};

/// Share of lying clients that the browser model was trained on (`LIARS` in
/// `training/fingerprint_training/composition/composer.py`).
const TRAINED_LIAR_SHARE: f32 = 0.1;

/// The most that the models weigh for or against a lie.
const MAX_SPOOFING_LOG_ODDS: f32 = 7.0;

/// Less than this leaves the question open and is not given as a reason.
const MIN_REASON_LOG_ODDS: f32 = 0.5;

/// Where no model of spoofing is active: the evidence counts once, at one liar in fifty.
const UNFITTED_COMBINATION: Combination =
    Combination { agreement: 0.0, evidence: 1.0, findings: 1.0, bias: -3.9 };

pub(super) fn decide(evidence: &Evidence<'_>, reasons: &mut Vec<Reason>) -> Spoofing {
    let model = evidence.scores.question(Question::Spoofing);
    let factors = model.and_then(|scores| scores.combination).unwrap_or(UNFITTED_COMBINATION);
    let found = evidence.findings.iter().filter_map(|finding| match finding.points_to {
        PointsTo::Spoofing(kind) => Some((kind, finding.weight * fitted(factors, finding.layers))),
        PointsTo::Automation(_) => None,
    });
    let mut kinds: Vec<SpoofingKind> = found.clone().map(|(kind, _)| kind).collect();
    let mut of_engine =
        sum(found.clone().filter(|(kind, _)| is_of_engine(*kind)).map(|(_, weight)| weight));
    let of_others = sum(found.filter(|(kind, _)| !is_of_engine(*kind)).map(|(_, weight)| weight));
    for reason in reasons.iter_mut().filter(|reason| reason.question == Question::Spoofing) {
        reason.weight = rounded(reason.weight * fitted(factors, &reason.layers));
    }
    if let Some(reason) = evidence_against_claim(evidence) {
        if reason.weight > 0.0 {
            kinds.push(SpoofingKind::UserAgentBrowser);
        }
        of_engine += reason.weight * factors.evidence;
        reasons.push(Reason { weight: rounded(reason.weight * factors.evidence), ..reason });
    }
    if let Some(reason) = agreement(evidence) {
        if reason.weight > 0.0 && kinds.is_empty() {
            kinds.push(kind_of_disagreement(evidence));
        }
        of_engine += reason.weight * factors.agreement;
        reasons.push(Reason { weight: rounded(reason.weight * factors.agreement), ..reason });
    }
    // A client whose engine is the claimed one may still lie about something else.
    let total = if of_others > 0.0 { of_others + of_engine.max(0.0) } else { of_engine };
    let probability = probability(factors.bias + total);
    let detected = probability >= 0.5;
    kinds.sort_unstable();
    kinds.dedup();
    if !detected {
        kinds.clear();
    }
    Spoofing { detected, probability: rounded(probability), kinds }
}

/// The factor of a finding. The factors were fitted on what the network shows; nothing there says
/// the same as what a page shows, whose findings count in full.
fn fitted(factors: Combination, layers: &[Layer]) -> f32 {
    if layers.contains(&Layer::Browser) { 1.0 } else { factors.findings }
}

/// A lie that evidence of the claimed engine rules out. It does not rule out impersonation: a
/// program that copies an engine's ClientHello shows that engine.
const fn is_of_engine(kind: SpoofingKind) -> bool {
    matches!(kind, SpoofingKind::UserAgentBrowser)
}

/// What the spoofing model makes of how claim and layers agree.
fn agreement(evidence: &Evidence<'_>) -> Option<Reason> {
    let scores = evidence.scores.question(Question::Spoofing)?;
    let spoofed = scores.all.probability(SPOOFED);
    let weight = log_odds(spoofed).clamp(-MAX_SPOOFING_LOG_ODDS, MAX_SPOOFING_LOG_ODDS);
    if evidence.claimed.source.is_none() || weight.abs() < MIN_REASON_LOG_ODDS {
        return None;
    }
    let (kind, message) = if weight < 0.0 {
        (&LAYERS_AGREE_WITH_CLAIM, "The layers agree with the claim and with each other.")
    } else {
        (
            &LAYERS_DISAGREE_WITH_CLAIM,
            "The claim and the layers do not fit together as in honest clients.",
        )
    };
    Some(Reason {
        code: kind.code,
        layers: evidence.scores.layers.clone(),
        question: kind.question,
        weight,
        message: message.to_owned(),
        evidence: BTreeMap::from([("agreement.spoofed", format!("{spoofed:.3}"))]),
    })
}

/// Disagreement that no finding names: a program that copies a browser's layers, or a browser that
/// is another version than it says.
fn kind_of_disagreement(evidence: &Evidence<'_>) -> SpoofingKind {
    let share = |client: Client| {
        evidence
            .scores
            .question(Question::Client)
            .map_or(0.0, |scores| scores.all.probability(client.index()))
    };
    if share(Client::Impersonator) + share(Client::HttpLibrary) >= share(Client::Browser) {
        SpoofingKind::TlsImpersonation
    } else {
        SpoofingKind::UserAgentVersion
    }
}

/// How far the evidence moves the odds that the claimed engine is a lie.
fn evidence_against_claim(evidence: &Evidence<'_>) -> Option<Reason> {
    let claimed = evidence.claimed.browser.engine_on(evidence.claimed.os);
    let scores = evidence.scores.question(Question::Browser)?;
    if claimed == Engine::Unknown || scores.layers.is_empty() {
        return None;
    }
    let ios = engine::ios(evidence);
    let against = log_odds(1.0 - engine::share(claimed, &scores.all, ios));
    let weight = (against - log_odds(TRAINED_LIAR_SHARE))
        .clamp(-MAX_SPOOFING_LOG_ODDS, MAX_SPOOFING_LOG_ODDS);
    let (looks_like, share) = engine::likeliest(&scores.all, ios);
    // Doubt alone is not a contradiction: another engine must be likelier than the claimed one.
    if weight.abs() < MIN_REASON_LOG_ODDS || (weight > 0.0 && looks_like == claimed) {
        return None;
    }
    let alone = |layer: Layer| {
        scores.layer(layer).is_some_and(|alone| engine::share(claimed, alone, ios) < 0.5)
    };
    let (kind, message) = if weight < 0.0 {
        (
            &EVIDENCE_AGREES_WITH_CLAIM,
            format!("The evidence is that of {}, as the client claims.", in_words(claimed)),
        )
    } else {
        let what = if alone(Layer::Tls) {
            "its ClientHello"
        } else if alone(Layer::Http2) {
            "its HTTP/2 connection"
        } else {
            "the evidence as a whole"
        };
        (
            &EVIDENCE_CONTRADICTS_CLAIM,
            format!(
                "The client claims to be {}; {what} is that of {}.",
                in_words(claimed),
                in_words(looks_like)
            ),
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
        code: kind.code,
        layers,
        question: kind.question,
        weight,
        message,
        evidence: compared,
    })
}
