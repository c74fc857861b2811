//! Accuracy and calibration of the last answers whose truth became known, as metrics.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use super::tally::Tally;
use super::truth::Judgement;
use crate::telemetry::Metrics;
use fingerprint_signals::labels::Question;

/// Answers of each question that the figures rest on: enough for an accuracy to within a few
/// percent, few enough to show a change.
const WINDOW: usize = 1_000;

/// The last judgements by question.
pub struct Scoreboard {
    windows: Mutex<BTreeMap<Question, VecDeque<(bool, f32)>>>,
    metrics: Arc<Metrics>,
}

impl Scoreboard {
    #[must_use]
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self { windows: Mutex::default(), metrics }
    }

    /// Adds judgements and shows the figures of their questions anew.
    pub fn add(&self, judged: &[Judgement]) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        for one in judged {
            let window = windows.entry(one.question).or_default();
            if window.len() == WINDOW {
                window.pop_front();
            }
            window.push_back((one.correct, one.probability));
            let mut tally = Tally::default();
            for (correct, probability) in window.iter() {
                tally.add(*correct, *probability);
            }
            if let Some(figures) = tally.figures() {
                self.metrics.model_quality(one.question, figures.accuracy, figures.ece);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Format;

    #[test]
    fn figures_follow_the_last_answers_and_name_no_question_without_truth() {
        let metrics = Metrics::new().unwrap();
        let scoreboard = Scoreboard::new(Arc::clone(&metrics));
        let judgement = |correct| Judgement {
            question: Question::Os,
            said: String::new(),
            truth: String::new(),
            correct,
            probability: 0.8,
        };
        let shown = || metrics.exposition(Format::Text).unwrap();
        assert!(shown().contains("fingerprint_api_model_accuracy{level=\"os\"} NaN\n"));
        scoreboard.add(&[judgement(false)]);
        assert!(shown().contains("fingerprint_api_model_accuracy{level=\"os\"} 0\n"));
        for _ in 0..WINDOW {
            scoreboard.add(&[judgement(true)]);
        }
        let text = shown();
        assert!(text.contains("fingerprint_api_model_accuracy{level=\"os\"} 1\n"), "{text}");
        assert!(text.contains("fingerprint_api_model_accuracy{level=\"browser\"} NaN\n"));
    }
}
