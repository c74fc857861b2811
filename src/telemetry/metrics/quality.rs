//! The families that say how good the answers are: truth, drift, shadow models and the cache.

use super::Metrics;
use super::families::Families;
use fingerprint_signals::labels::{MODEL_QUESTIONS, Question};

/// What is kept in the cache: the one value of `cache_type`.
const SCORES: &str = "scores";

/// Whether the verdict of a truth that was sent was found.
const FEEDBACK: [&str; 2] = ["accepted", "unknown"];

/// Series that are there before there is anything to say: a counter that appears at 1 has lost its
/// first increase, and a missing name looks like a misspelt one. NaN: not known.
pub(super) fn begin(families: &Families) {
    for question in Question::ALL {
        families.model_accuracy.with_label_values(&[question.as_str()]).set(f64::NAN);
        families.model_ece.with_label_values(&[question.as_str()]).set(f64::NAN);
    }
    for result in FEEDBACK {
        families.feedback.with_label_values(&[result]);
    }
    families.cache_hits.with_label_values(&[SCORES]);
    families.cache_misses.with_label_values(&[SCORES]);
    for question in MODEL_QUESTIONS {
        families.shadow_comparisons.with_label_values(&[question.as_str()]);
        families.shadow_disagreements.with_label_values(&[question.as_str()]);
    }
}

impl Metrics {
    /// Shows a question's figures over the last answers whose truth is known.
    pub fn model_quality(&self, question: Question, accuracy: f64, ece: f64) {
        let level = [question.as_str()];
        self.families.model_accuracy.with_label_values(&level).set(accuracy);
        self.families.model_ece.with_label_values(&level).set(ece);
    }

    /// A truth was sent; its verdict was still known, or not.
    pub fn feedback(&self, found: bool) {
        let [accepted, unknown] = FEEDBACK;
        self.families.feedback.with_label_values(&[if found { accepted } else { unknown }]).inc();
    }

    /// A feature group's index was computed; NaN: there is none yet. The group is one of the
    /// schema's.
    pub fn drift(&self, group: &'static str, index: f64) {
        self.families.drift.with_label_values(&[group]).set(index);
    }

    /// The shadow models answered a question as the active ones did, or not.
    pub fn shadow_compared(&self, question: Question, agree: bool) {
        let level = [question.as_str()];
        if !agree {
            self.families.shadow_disagreements.with_label_values(&level).inc();
        }
        self.families.shadow_comparisons.with_label_values(&level).inc();
    }

    /// The shadow models were too busy.
    pub fn shadow_dropped(&self) {
        self.families.shadow_dropped.inc();
    }

    /// The cache was asked.
    pub fn cache(&self, hit: bool) {
        let family = if hit { &self.families.cache_hits } else { &self.families.cache_misses };
        family.with_label_values(&[SCORES]).inc();
    }
}
