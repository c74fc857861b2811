//! The parts of an answer that need no verdict: what each layer says alone, and the plain facts
//! that the verdict rests on.

use std::collections::BTreeMap;

use crate::contract::answer::{LayerAnswer, Layers};
use crate::contract::request::Explain;
use crate::engines::engine_traits;
use crate::models::scores::{Distribution, QuestionScores, Scores};
use crate::verdict::odds::rounded;
use crate::verdict::probes::Probes;
use crate::verdict::version::Traits;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::probes::newest;
use fingerprint_signals::labels::{Browser, Client, Device, Engine, Layer, Os, Question};

/// A label below this share is left out of a layer's own distribution.
const MIN_LISTED_PROBABILITY: f32 = 0.0005;

/// What the page's features come closest to, as plain facts: the verdict never sees a bitmap.
pub(super) fn probes(fingerprint: &Fingerprint) -> Option<Probes> {
    let nearest = fingerprint.browser.as_ref()?.probes.as_ref()?.nearest.as_ref()?;
    Some(Probes {
        engine: nearest.engine,
        distance: nearest.distance,
        other_engine: nearest.other_engine,
        majors: nearest.majors.clone(),
    })
}

/// The majors of each engine that the network's traits leave.
pub(super) fn traits(fingerprint: &Fingerprint) -> Vec<Traits> {
    let engines = [Engine::Blink, Engine::Gecko, Engine::Webkit].into_iter();
    let traits_of = |engine| {
        let range = engine_traits::range(fingerprint, engine)?;
        Some(Traits { engine, first: range.first, last: range.last, newest: newest(engine)? })
    };
    engines.filter_map(traits_of).collect()
}

pub(super) fn layers(scores: &Scores, fingerprint: &Fingerprint, explain: Explain) -> Layers {
    let sources = &fingerprint.sources;
    let mut layers = Layers::default();
    // The page is used by the checks and the probes, whether or not a model knows it.
    if fingerprint.browser.is_some() {
        let source = Some(sources.source(Layer::Browser));
        layers.browser = LayerAnswer { used: true, source, ..LayerAnswer::default() };
    }
    for &layer in &scores.layers {
        let alone = scores.question(Question::Browser).and_then(|browser| browser.layer(layer));
        let best = alone.and_then(|alone| alone.ranked().first().copied());
        *layers.layer_mut(layer) = LayerAnswer {
            used: true,
            source: Some(sources.source(layer)),
            browser: best.and_then(|index| Browser::ALL.get(index).copied()),
            probability: alone.zip(best).map(|(alone, index)| rounded(alone.probability(index))),
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
    let ranked = distribution
        .ranked()
        .into_iter()
        .filter(|index| distribution.probability(*index) >= MIN_LISTED_PROBABILITY);
    ranked
        .filter_map(|index| Some((name(index)?, rounded(distribution.probability(index)))))
        .collect()
}
