//! The questions whose answer is one label of a list: browser, os, device and client. One rule
//! serves them: the likeliest label, the smallest set that holds the truth, and the runners-up.

use super::Evidence;
use super::odds::shown;
use crate::answer::Choice;
use crate::labels::Question;

/// Alternatives below this are not worth a reader's time.
const LEAST_ALTERNATIVE: f32 = 0.0005;

/// The answer to one question, or `unknown` where nothing supports one.
pub fn decide<L: Copy>(evidence: &Evidence<'_>, question: Question, all: &[L], unknown: L) -> Choice<L> {
    let Some(scores) = evidence.scores.of(question) else {
        return Choice { label: unknown, probability: 0.0, set: Vec::new(), alternatives: Vec::new() };
    };
    let distribution = &scores.all;
    let ranked = distribution.ranked();
    let label_of = |index: &usize| all.get(*index).copied();
    let threshold = distribution.threshold(evidence.coverage);
    let mut set: Vec<L> = ranked
        .iter()
        .take_while(|index| distribution.of(**index) >= threshold)
        .filter_map(label_of)
        .collect();
    let best = ranked.first();
    let label = best.and_then(label_of).unwrap_or(unknown);
    if set.is_empty() {
        set.push(label);
    }
    let alternatives = ranked
        .iter()
        .skip(1)
        .take(evidence.alternatives)
        .filter(|index| distribution.of(**index) >= LEAST_ALTERNATIVE)
        .filter_map(|index| Some((label_of(index)?, shown(distribution.of(*index)))))
        .collect();
    let probability = best.map_or(0.0, |index| shown(distribution.of(*index)));
    // Without any layer only the prior is left: its probability is said, its label is not.
    let label = if scores.layers.is_empty() { unknown } else { label };
    Choice { label, probability, set, alternatives }
}
