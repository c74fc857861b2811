//! Probabilities and log-odds: how weights of evidence add up.

/// Answers never claim more than this: no evidence here is worth ten thousand to one.
const MOST: f32 = 0.9999;

/// A probability that is never quite 0 or 1.
#[must_use]
pub fn bounded(probability: f32) -> f32 {
    probability.clamp(1.0 - MOST, MOST)
}

#[must_use]
pub fn log_odds(probability: f32) -> f32 {
    let bounded = bounded(probability);
    (bounded / (1.0 - bounded)).ln()
}

#[must_use]
pub fn probability(log_odds: f32) -> f32 {
    bounded(1.0 / (1.0 + (-log_odds).exp()))
}

/// Findings below this are suspicions: an unusual machine, a habit of some builds.
const SUSPICION: f32 = 2.0;

/// All suspicions together weigh no more than this, so that they never convict: the prior asks for
/// 3.9.
const MOST_SUSPICION: f32 = 2.5;

/// What findings weigh together.
#[must_use]
pub fn sum(weights: impl Iterator<Item = f32>) -> f32 {
    let (mut firm, mut suspicion) = (0.0, 0.0);
    for weight in weights {
        *(if weight < SUSPICION { &mut suspicion } else { &mut firm }) += weight;
    }
    firm + f32::min(suspicion, MOST_SUSPICION)
}

/// Four digits: more would be noise in an answer.
#[must_use]
pub fn shown(probability: f32) -> f32 {
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
    fn suspicions_never_convict_however_many() {
        assert_eq!(sum([1.5; 20].into_iter()), MOST_SUSPICION);
        assert_eq!(sum([1.5, 0.5, 4.0].into_iter()), 6.0);
    }

    #[test]
    fn certainty_is_never_claimed() {
        assert!(probability(100.0) < 1.0 && probability(-100.0) > 0.0);
        assert!(log_odds(1.0).is_finite() && log_odds(0.0).is_finite());
    }
}
