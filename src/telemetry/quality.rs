//! The families that say how good the answers are: truth, drift, shadow models and the cache.

use super::metrics::Metrics;
use crate::labels::Question;

/// What is kept in the cache: the one value of `cache_type`.
const SCORES: &str = "scores";

impl Metrics {
    /// Shows a question's figures over the last answers whose truth is known.
    pub fn model_quality(&self, question: Question, accuracy: f64, ece: f64) {
        let level = [question.as_str()];
        self.families.model_accuracy.with_label_values(&level).set(accuracy);
        self.families.model_ece.with_label_values(&level).set(ece);
    }

    /// A truth was told; its verdict was still known, or not.
    pub fn feedback(&self, found: bool) {
        let result = if found { "accepted" } else { "unknown" };
        self.families.feedback.with_label_values(&[result]).inc();
    }

    /// A feature group's index was computed. The group is one of the schema's.
    pub fn drift(&self, group: &'static str, index: f64) {
        self.families.drift.with_label_values(&[group]).set(index);
    }

    /// No index is known any more.
    pub fn forget_drift(&self) {
        self.families.drift.reset();
    }

    /// The shadow models answered a question as the active ones did, or not.
    pub fn shadow_compared(&self, question: Question, agree: bool) {
        let level = [question.as_str()];
        // First, so that whoever sees a comparison sees a number of disagreements, be it 0.
        let disagreements = self.families.shadow_disagreements.with_label_values(&level);
        if !agree {
            disagreements.inc();
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
