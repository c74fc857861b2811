//! What the models say of one client: a distribution per question, for all layers together and for
//! each layer alone.

use std::sync::Arc;

pub use super::manifest::{Combination, SPOOFED};
use fingerprint_signals::labels::{Layer, Question};

/// Every question's scores.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// One entry for each question with a model.
    pub questions: Vec<QuestionScores>,
    /// The layers in use.
    pub layers: Vec<Layer>,
    /// For each layer in use, whether training saw exactly these features.
    pub known: Vec<(Layer, bool)>,
}

impl Scores {
    /// One question's scores.
    #[must_use]
    pub fn question(&self, question: Question) -> Option<&QuestionScores> {
        self.questions.iter().find(|scores| scores.question == question)
    }

    /// Whether training saw this layer's features; `None` where the layer is not in use.
    #[must_use]
    pub fn knows(&self, layer: Layer) -> Option<bool> {
        self.known.iter().find(|(known, _)| *known == layer).map(|(_, yes)| *yes)
    }
}

/// One question's calibrated probabilities.
#[derive(Debug, Clone)]
pub struct QuestionScores {
    /// The question.
    pub question: Question,
    /// By all layers together.
    pub all: Distribution,
    /// Each layer alone, of those that say anything about the question.
    pub layers: Vec<(Layer, Distribution)>,
    /// How its answer is weighed against other evidence, where training fitted that.
    pub combination: Option<Combination>,
}

impl QuestionScores {
    /// One layer's own distribution.
    #[must_use]
    pub fn layer(&self, layer: Layer) -> Option<&Distribution> {
        self.layers.iter().find(|(alone, _)| *alone == layer).map(|(_, distribution)| distribution)
    }
}

/// Probabilities by the index of the label in its enum, with what the conformal sets need.
#[derive(Debug, Clone)]
pub struct Distribution {
    /// One for each label of the enum.
    pub probabilities: Vec<f32>,
    /// Coverage levels and the least probability of a label in the set at that level, ascending.
    pub thresholds: Arc<[(f32, f32)]>,
}

impl Distribution {
    /// The probability of the label with this index.
    #[must_use]
    pub fn probability(&self, index: usize) -> f32 {
        self.probabilities.get(index).copied().unwrap_or_default()
    }

    /// Indexes by falling probability.
    #[must_use]
    pub fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.probabilities.len()).collect();
        ranked.sort_by(|a, b| self.probability(*b).total_cmp(&self.probability(*a)));
        ranked
    }

    /// The least probability of a label in the set at a coverage: that of the next level up.
    #[must_use]
    pub fn threshold(&self, coverage: f32) -> f32 {
        let level = self.thresholds.iter().find(|(level, _)| *level >= coverage - 1e-6);
        level.or(self.thresholds.last()).map_or(0.0, |(_, threshold)| *threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coverage_between_two_levels_takes_the_wider_set() {
        let distribution = Distribution {
            probabilities: vec![0.2, 0.8],
            thresholds: vec![(0.8, 0.5), (0.9, 0.3), (0.99, 0.01)].into(),
        };
        assert_eq!(distribution.threshold(0.8), 0.5);
        assert_eq!(distribution.threshold(0.85), 0.3);
        assert_eq!(distribution.threshold(0.999), 0.01);
        assert_eq!(distribution.ranked(), [1, 0]);
    }
}
