//! What one classification leaves in the metrics.

use std::time::Duration;

use crate::answer::Status;
use crate::inference::scores::Scores;
use crate::labels::{Layer, Question};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Classification;
use crate::verdict::Verdict;

pub(super) fn observe(metrics: &Metrics, scores: &Scores, verdict: &Verdict, extraction: Duration) {
    let detected = |yes: bool| if yes { "detected" } else { "none" };
    let predictions = [
        (Question::Browser, verdict.browser.label.as_str()),
        (Question::Engine, verdict.engine.label.as_str()),
        (Question::Os, verdict.os.label.as_str()),
        (Question::Device, verdict.device.label.as_str()),
        (Question::Client, verdict.client.label.as_str()),
        (Question::Automation, verdict.automation.kind.as_str()),
        (Question::Spoofing, detected(verdict.spoofing.detected)),
    ];
    let seconds: Vec<(Question, f64)> = scores.questions.iter().map(|q| (q.question, q.seconds)).collect();
    let novel: Vec<Layer> =
        scores.layers.iter().copied().filter(|layer| scores.knows(*layer) == Some(false)).collect();
    metrics.classified(&Classification {
        extraction_seconds: extraction.as_secs_f64(),
        queue_seconds: 0.0,
        inference_seconds: &seconds,
        predictions: &predictions,
        layers_present: &scores.layers,
        novel: &novel,
        insufficient: verdict.status == Status::InsufficientData,
    });
}
