//! Probabilities and log-odds: how weights of evidence add up.

/// No answer is more certain than this: no evidence here is worth ten thousand to one.
const MAX_PROBABILITY: f32 = 0.9999;

/// A probability that is never quite 0 or 1.
#[must_use]
pub(crate) fn bounded(probability: f32) -> f32 {
    probability.clamp(1.0 - MAX_PROBABILITY, MAX_PROBABILITY)
}

#[must_use]
pub(crate) fn log_odds(probability: f32) -> f32 {
    let bounded = bounded(probability);
    (bounded / (1.0 - bounded)).ln()
}

#[must_use]
pub(crate) fn probability(log_odds: f32) -> f32 {
    bounded(1.0 / (1.0 + (-log_odds).exp()))
}

/// A finding of less log-odds is a suspicion: an unusual machine, a habit of some builds.
const MIN_FIRM_LOG_ODDS: f32 = 2.0;

/// The most that all suspicions weigh together, so that they never decide: the prior is 3.9
/// against.
const MAX_SUSPICION_LOG_ODDS: f32 = 2.5;

/// What findings weigh together.
#[must_use]
pub(crate) fn sum(weights: impl Iterator<Item = f32>) -> f32 {
    let (mut firm, mut suspicion) = (0.0, 0.0);
    for weight in weights {
        *(if weight < MIN_FIRM_LOG_ODDS { &mut suspicion } else { &mut firm }) += weight;
    }
    firm + f32::min(suspicion, MAX_SUSPICION_LOG_ODDS)
}

/// Four digits: more would be noise in an answer.
#[must_use]
pub(crate) fn rounded(probability: f32) -> f32 {
    (probability * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_and_probability_are_inverse() {
        for value in [0.001, 0.3, 0.5, 0.97] {
            assert!((probability(log_odds(value)) - value).abs() < 1e-5);
        }
    }

    #[test]
    fn suspicions_never_decide_however_many() {
        assert_eq!(sum([1.5; 20].into_iter()), MAX_SUSPICION_LOG_ODDS);
        assert_eq!(sum([1.5, 0.5, 4.0].into_iter()), 6.0);
    }

    #[test]
    fn certainty_is_never_claimed() {
        assert!(probability(100.0) < 1.0 && probability(-100.0) > 0.0);
        assert!(log_odds(1.0).is_finite() && log_odds(0.0).is_finite());
    }
}
