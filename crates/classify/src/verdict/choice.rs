//! The questions whose answer is one label of a list: browser, os, device and client. One rule
//! serves them: the likeliest label, the smallest set that holds the truth with the asked coverage,
//! and the alternatives.

use super::Evidence;
use super::odds::rounded;
use crate::contract::answer::Choice;
use crate::models::scores::Distribution;
use fingerprint_signals::labels::Question;

/// Less likely alternatives are left out.
const MIN_ALTERNATIVE_PROBABILITY: f32 = 0.0005;

/// The answer to one question, or `unknown` where nothing supports one.
pub(super) fn decide<L: Copy>(
    evidence: &Evidence<'_>,
    question: Question,
    all: &[L],
    unknown: L,
) -> Choice<L> {
    let Some(scores) = evidence.scores.question(question) else {
        return Choice {
            label: unknown,
            probability: 0.0,
            set: Vec::new(),
            alternatives: Vec::new(),
        };
    };
    let distribution = &scores.all;
    let ranked = distribution.ranked();
    let label_of = |index: &usize| all.get(*index).copied();
    // Without evidence only the prior is left, for which no threshold was calibrated.
    let supported = !scores.layers.is_empty();
    let inside = if supported {
        let threshold = distribution.threshold(evidence.coverage);
        ranked.iter().take_while(|index| distribution.probability(**index) >= threshold).count()
    } else {
        covering(distribution, &ranked, evidence.coverage)
    };
    let mut set: Vec<L> = ranked.iter().take(inside).filter_map(label_of).collect();
    let best = ranked.first();
    let label = best.and_then(label_of).unwrap_or(unknown);
    if set.is_empty() {
        set.push(label);
    }
    let alternatives = ranked
        .iter()
        .skip(1)
        .take(evidence.alternatives)
        .filter(|index| distribution.probability(**index) >= MIN_ALTERNATIVE_PROBABILITY)
        .filter_map(|index| Some((label_of(index)?, rounded(distribution.probability(*index)))))
        .collect();
    let probability = best.map_or(0.0, |index| rounded(distribution.probability(*index)));
    Choice { label: if supported { label } else { unknown }, probability, set, alternatives }
}

/// How many of the likeliest labels it takes to reach the coverage.
fn covering(distribution: &Distribution, ranked: &[usize], coverage: f32) -> usize {
    let mut sum = 0.0;
    let reached = ranked.iter().position(|index| {
        sum += distribution.probability(*index);
        sum >= coverage
    });
    reached.map_or(ranked.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prior_alone_needs_a_wide_set() {
        let distribution = Distribution {
            probabilities: vec![0.5, 0.2, 0.3],
            thresholds: vec![(0.9, 0.4)].into(),
        };
        assert_eq!(covering(&distribution, &distribution.ranked(), 0.9), 3);
        assert_eq!(covering(&distribution, &distribution.ranked(), 0.75), 2);
    }
}
