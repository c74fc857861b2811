//! What one classification leaves in the metrics.

use super::Judged;
use crate::answer::Status;
use crate::labels::{Layer, Question};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Classification;

pub(super) fn observe(metrics: &Metrics, judged: &Judged) {
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
    // Scores that were kept took no time now.
    let timed = scores.questions.iter().filter(|_| !judged.cached);
    let seconds: Vec<(Question, f64)> = timed.map(|scores| (scores.question, scores.seconds)).collect();
    let novel: Vec<Layer> =
        scores.layers.iter().copied().filter(|layer| scores.knows(*layer) == Some(false)).collect();
    metrics.classified(&Classification {
        extraction_seconds: judged.extraction.as_secs_f64(),
        queue_seconds: 0.0,
        inference_seconds: &seconds,
        predictions: &predictions,
        layers_present: &scores.layers,
        novel: &novel,
        insufficient: answer.status == Status::InsufficientData,
    });
}
