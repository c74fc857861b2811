//! The metrics and what is recorded in them; the list of families is in `families`. Handles of the
//! hot path are resolved once.

mod exemplars;
mod exposition;
mod families;
mod open_metrics;
mod predictions;
mod quality;
mod refusals;
mod requests;
mod sensing;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus::process_collector::ProcessCollector;
use prometheus::proto::MetricFamily;
use prometheus::{Histogram, IntCounter, IntCounterVec, IntGauge, Registry};

pub use exposition::Format;
use families::Families;
pub use families::{FAMILIES, Family};
use fingerprint_signals::labels::{Layer, MODEL_QUESTIONS, Question};
use predictions::Predictions;
pub use refusals::{AuthFailure, LimitScope, Shed};
use requests::Requests;
pub use requests::{Answered, method_label};
use sensing::SENSED;
pub use sensing::{Capture, Handshake};

/// What one classification did, as the classifier reports it.
pub struct Classification<'a> {
    pub extraction_seconds: f64,
    /// Shown in the answer; the histogram is fed by the queue itself, once a chunk.
    pub inference_seconds: &'a [(Question, f64)],
    pub predictions: &'a [(Question, &'static str)],
    pub layers_present: &'a [Layer],
    pub novel: &'a [Layer],
    pub insufficient: bool,
}

/// One model of the active set, as metrics name it.
pub struct ModelFacts<'a> {
    pub level: &'a str,
    pub version: &'a str,
    pub sha256: &'a str,
    /// Seconds since the Unix epoch from which its age counts.
    pub born: Option<u64>,
}

/// All metrics, with the handles of the hot path resolved.
pub struct Metrics {
    registry: Registry,
    families: Families,
    requests: Requests,
    predictions: Predictions,
    /// By question; `None` where it has no model.
    inference_seconds: Vec<Option<Histogram>>,
    layer_present: Vec<IntCounter>,
    novel: Vec<IntCounter>,
    /// By layer, then by what became of it.
    captures: Vec<Vec<IntCounter>>,
    handshakes: Vec<IntCounter>,
    shed: Vec<IntCounter>,
    reloads: [IntCounter; 2],
    rate_limited: [IntCounter; 2],
    auth_failures: [IntCounter; 3],
    /// Sent, lost.
    spans: [IntCounter; 2],
    /// Unix seconds from which the oldest active model's age counts; 0: no model.
    oldest_model: AtomicU64,
}

impl Metrics {
    /// Registers every family with a registry of its own, for a service with these endpoints.
    pub fn with_endpoints(endpoints: super::EndpointLabels) -> prometheus::Result<Arc<Self>> {
        let registry = Registry::new();
        let families = Families::register(&registry)?;
        registry.register(Box::new(ProcessCollector::for_self()))?;
        families.build_info.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1.0);
        families.rate_limit_backend_up.set(1);
        quality::begin(&families);
        let of_layers = |vector: &IntCounterVec| {
            Layer::ALL
                .iter()
                .map(|layer| vector.with_label_values(&[layer.as_str()]))
                .collect::<Vec<_>>()
        };
        Ok(Arc::new(Self {
            requests: Requests::resolve(&families, endpoints),
            predictions: Predictions::resolve(&families.predictions),
            inference_seconds: Question::ALL
                .iter()
                .map(|question| {
                    let has_model = MODEL_QUESTIONS.contains(question);
                    has_model
                        .then(|| families.inference_seconds.with_label_values(&[question.as_str()]))
                })
                .collect(),
            layer_present: of_layers(&families.layer_present),
            novel: of_layers(&families.novel),
            captures: SENSED
                .iter()
                .map(|layer| {
                    let of = |capture: &Capture| {
                        families.sensor_layer.with_label_values(&[layer.as_str(), capture.as_str()])
                    };
                    Capture::ALL.iter().map(of).collect()
                })
                .collect(),
            handshakes: Handshake::ALL
                .iter()
                .map(|how| families.sensor_handshakes.with_label_values(&[how.as_str()]))
                .collect(),
            shed: Shed::ALL
                .iter()
                .map(|why| families.shed.with_label_values(&[why.as_str()]))
                .collect(),
            reloads: ["success", "failure"]
                .map(|result| families.reloads.with_label_values(&[result])),
            rate_limited: LimitScope::ALL
                .map(|scope| families.rate_limited.with_label_values(&[scope.as_str()])),
            auth_failures: AuthFailure::ALL
                .map(|reason| families.auth_failures.with_label_values(&[reason.as_str()])),
            spans: ["sent", "lost"].map(|result| families.spans.with_label_values(&[result])),
            oldest_model: AtomicU64::new(0),
            registry,
            families,
        }))
    }

    /// Records one classification.
    pub fn classified(&self, classification: &Classification<'_>) {
        self.families.extraction_seconds.observe(classification.extraction_seconds);
        for (question, seconds) in classification.inference_seconds {
            if let Some(Some(histogram)) = self.inference_seconds.get(question.index()) {
                histogram.observe(*seconds);
            }
        }
        for (question, label) in classification.predictions {
            self.predictions.count(*question, label);
        }
        count_layers(&self.layer_present, classification.layers_present);
        count_layers(&self.novel, classification.novel);
        if classification.insufficient {
            self.families.insufficient.inc();
        }
    }

    /// Chunks of work waiting for a thread.
    pub fn queue_depth(&self) -> &IntGauge {
        &self.families.queue_depth
    }

    /// A chunk of work got its thread.
    pub fn dequeued(&self, waited_seconds: f64, rows: usize) {
        self.families.queue_seconds.observe(waited_seconds);
        self.families.batch_size.observe(rows as f64);
    }

    /// The active set changed.
    pub fn models(&self, models: &[ModelFacts<'_>]) {
        self.families.models_loaded.set(i64::try_from(models.len()).unwrap_or(i64::MAX));
        self.families.model_info.reset();
        for model in models {
            self.families
                .model_info
                .with_label_values(&[model.level, model.version, model.sha256])
                .set(1.0);
        }
        let oldest = models.iter().filter_map(|model| model.born).min().unwrap_or(0);
        self.oldest_model.store(oldest, Ordering::Relaxed);
    }

    /// The models folder was loaded again.
    pub fn reloaded<T, E>(&self, result: &Result<T, E>) {
        let [success, failure] = &self.reloads;
        if result.is_ok() { success.inc() } else { failure.inc() }
    }

    /// The traces' collector took spans.
    pub fn spans_sent(&self, count: usize) {
        self.spans[0].inc_by(count as u64);
    }

    /// Spans were lost on their way to the collector.
    pub fn spans_lost(&self, count: usize) {
        self.spans[1].inc_by(count as u64);
    }

    /// What every family says now.
    pub(super) fn gather(&self) -> Vec<MetricFamily> {
        let oldest = self.oldest_model.load(Ordering::Relaxed);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let age = if oldest == 0 { 0 } else { now.saturating_sub(oldest) };
        self.families.model_age.set(i64::try_from(age).unwrap_or(i64::MAX));
        self.registry.gather()
    }

    /// Requests being answered now.
    pub fn in_flight(&self) -> &IntGauge {
        &self.families.in_flight
    }
}

fn count_layers(counters: &[IntCounter], layers: &[Layer]) {
    for layer in layers {
        if let Some(counter) = counters.get(layer.index()) {
            counter.inc();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Format;

    fn text_of(metrics: &Metrics) -> String {
        metrics.exposition(Format::Text).unwrap()
    }

    #[test]
    fn a_classification_reaches_its_families() {
        let metrics = Metrics::new().unwrap();
        metrics.classified(&Classification {
            extraction_seconds: 0.000_009,
            inference_seconds: &[(Question::Os, 0.000_03)],
            predictions: &[(Question::Browser, "chrome"), (Question::Os, "no label of ours")],
            layers_present: &[Layer::Tls, Layer::Http],
            novel: &[Layer::Tls],
            insufficient: true,
        });
        let text = text_of(&metrics);
        for line in [
            "fingerprint_api_feature_extraction_duration_seconds_count 1",
            "fingerprint_api_inference_duration_seconds_count{level=\"os\"} 1",
            "fingerprint_api_predictions_total{label=\"chrome\",level=\"browser\"} 1",
            "fingerprint_api_predictions_total{label=\"other\",level=\"os\"} 1",
            "fingerprint_api_layer_present_total{layer=\"http\"} 1",
            "fingerprint_api_novel_total{layer=\"tls\"} 1",
            "fingerprint_api_insufficient_data_total 1",
        ] {
            assert!(text.contains(line), "{line} missing in\n{text}");
        }
        assert!(!text.contains("no label of ours"));
    }

    #[test]
    fn the_active_set_replaces_the_one_before() {
        let metrics = Metrics::new().unwrap();
        let facts = |version| [ModelFacts { level: "os", version, sha256: "ab", born: Some(1) }];
        metrics.models(&facts("1"));
        metrics.models(&facts("2"));
        let text = text_of(&metrics);
        assert!(text.contains("version=\"2\"") && !text.contains("version=\"1\""), "{text}");
        assert!(text.contains("fingerprint_api_models_loaded 1"));
    }

    #[test]
    fn names_are_unique_and_helped() {
        let mut names: Vec<_> = FAMILIES.iter().map(|family| family.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FAMILIES.len());
        assert!(FAMILIES.iter().all(|family| family.help.ends_with('.')));
    }
}
