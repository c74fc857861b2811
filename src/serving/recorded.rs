//! What one classification leaves in the metrics.

use fingerprint_classify::contract::answer::Status;
use fingerprint_signals::labels::{Layer, Question};

use super::classifier::Judged;
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Classification;

pub(super) fn record(metrics: &Metrics, judged: &Judged) {
    let (answer, scores) = (&judged.answer, &judged.scores);
    let detected = |yes: bool| if yes { "detected" } else { "none" };
    let predictions = [
        (Question::Browser, answer.browser.label.as_str()),
        (Question::Engine, answer.engine.label.as_str()),
        (Question::Os, answer.os.label.as_str()),
        (Question::Device, answer.device.label.as_str()),
        (Question::Client, answer.client.label.as_str()),
        (Question::Automation, answer.automation.kind.as_str()),
        (Question::Spoofing, detected(answer.spoofing.detected)),
    ];
    let layers = scores.layers.iter().copied();
    let novel: Vec<Layer> = layers.filter(|layer| scores.knows(*layer) == Some(false)).collect();
    metrics.classified(&Classification {
        extraction_seconds: judged.extraction.as_secs_f64(),
        inference_seconds: &judged.inference,
        predictions: &predictions,
        layers_present: &scores.layers,
        novel: &novel,
        insufficient: answer.status == Status::InsufficientData,
    });
}
