//! The parts of an answer that are told as they are: the claim, and what each layer says alone.

use std::collections::BTreeMap;

use crate::answer::{Claimed, LayerAnswer, Layers};
use crate::inference::scores::{Distribution, QuestionScores, Scores};
use crate::labels::{Browser, Client, Device, Layer, Os, Question};
use crate::request::Explain;
use crate::signals::Fingerprint;
use crate::signals::source::Sources;
use crate::verdict::odds::shown;

/// A label below this share is left out of a layer's own distribution.
const LEAST: f32 = 0.0005;

pub(super) fn claimed(fingerprint: &Fingerprint) -> Claimed {
    let claim = fingerprint.claim();
    let claim = claim.as_ref();
    Claimed {
        browser: claim.and_then(|claim| claim.browser).unwrap_or(Browser::Unknown),
        version: claim.and_then(|claim| claim.version),
        os: claim.and_then(|claim| claim.os).unwrap_or(Os::Unknown),
        device: claim.and_then(|claim| claim.device).unwrap_or(Device::Unknown),
        source: claim.map(|claim| claim.source),
    }
}

pub(super) fn layers(scores: &Scores, sources: &Sources, explain: Explain) -> Layers {
    let mut layers = Layers::default();
    for &layer in &scores.layers {
        let alone = scores.of(Question::Browser).and_then(|browser| browser.layer(layer));
        let best = alone.and_then(|alone| alone.ranked().first().copied());
        *layers.of_mut(layer) = LayerAnswer {
            used: true,
            source: Some(sources.of(layer)),
            browser: best.and_then(|index| Browser::ALL.get(index).copied()),
            probability: alone.zip(best).map(|(alone, index)| shown(alone.of(index))),
            known: scores.knows(layer),
            distribution: (explain == Explain::Full).then(|| distributions(scores, layer)),
        };
    }
    layers
}

fn distributions(scores: &Scores, layer: Layer) -> BTreeMap<Question, Vec<(&'static str, f32)>> {
    let of_layer = |question: &QuestionScores| {
        Some((question.question, named(question.question, question.layer(layer)?)))
    };
    scores.questions.iter().filter_map(of_layer).collect()
}

fn named(question: Question, distribution: &Distribution) -> Vec<(&'static str, f32)> {
    let name = |index: usize| match question {
        Question::Browser => Browser::ALL.get(index).map(|label| label.as_str()),
        Question::Os => Os::ALL.get(index).map(|label| label.as_str()),
        Question::Device => Device::ALL.get(index).map(|label| label.as_str()),
        Question::Client => Client::ALL.get(index).map(|label| label.as_str()),
        _ => None,
    };
    let ranked = distribution.ranked().into_iter().filter(|index| distribution.of(*index) >= LEAST);
    ranked.filter_map(|index| Some((name(index)?, shown(distribution.of(index))))).collect()
}
