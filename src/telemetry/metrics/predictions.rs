//! Counters of answers by question and label, resolved once for every label there is.

use prometheus::{IntCounter, IntCounterVec};

use fingerprint_signals::labels::{
    AutomationKind, Browser, Client, Device, Engine, Os, Question, SpoofingKind,
};

/// What a label outside its question's list counts as.
const OTHER: &str = "other";

/// The counters, by the question's index.
pub(super) struct Predictions {
    by_question: Vec<Vec<(&'static str, IntCounter)>>,
}

impl Predictions {
    pub(super) fn resolve(family: &IntCounterVec) -> Self {
        let counter =
            |question: Question, label| family.with_label_values(&[question.as_str(), label]);
        let of_question = |question: &Question| {
            let labels = labels_of(*question).into_iter().chain([OTHER]);
            labels.map(|label| (label, counter(*question, label))).collect()
        };
        Self { by_question: Question::ALL.iter().map(of_question).collect() }
    }

    pub(super) fn count(&self, question: Question, label: &str) {
        let Some(counters) = self.by_question.get(question.index()) else { return };
        let found = counters.iter().find(|(known, _)| *known == label).or_else(|| counters.last());
        if let Some((_, counter)) = found {
            counter.inc();
        }
    }
}

/// Every label that an answer to the question may carry in the metrics. A version is only known or
/// not: hundreds of majors would be hundreds of series.
fn labels_of(question: Question) -> Vec<&'static str> {
    match question {
        Question::Browser => Browser::ALL.iter().map(|label| label.as_str()).collect(),
        Question::Version => vec!["known", "unknown"],
        Question::Engine => Engine::ALL.iter().map(|label| label.as_str()).collect(),
        Question::Os => Os::ALL.iter().map(|label| label.as_str()).collect(),
        Question::Device => Device::ALL.iter().map(|label| label.as_str()).collect(),
        Question::Client => Client::ALL.iter().map(|label| label.as_str()).collect(),
        Question::Automation => AutomationKind::ALL.iter().map(|label| label.as_str()).collect(),
        Question::Spoofing => ["none", "detected"]
            .into_iter()
            .chain(SpoofingKind::ALL.iter().map(|label| label.as_str()))
            .collect(),
    }
}
