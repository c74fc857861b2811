//! Every metric of the service, in one list. A family that is not listed here does not exist, and
//! one that nothing sets must not be listed. Label sets are closed: no string of a client's is ever
//! a label. Handles of the hot path are resolved once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus::core::Collector;
use prometheus::process_collector::ProcessCollector;
use prometheus::proto::MetricFamily;
use prometheus::{
    GaugeVec, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts,
    Registry,
};

use super::predictions::Predictions;
use super::quality;
pub use super::refusals::{AuthFailure, LimitScope, Shed};
use super::requests::Requests;
use super::sensing::SENSED;
pub use super::sensing::{Capture, Handshake};
use fingerprint_signals::labels::{Layer, MODEL_QUESTIONS, Question};

/// From 10 µs, the time of one inline answer, to the 10 s a batch may take.
pub(super) const SECONDS: &[f64] = &[
    0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025,
    0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// From a microsecond: one stage of one fingerprint.
const STAGE_SECONDS: &[f64] = &[
    0.000_001,
    0.000_002_5,
    0.000_005,
    0.000_01,
    0.000_025,
    0.000_05,
    0.000_1,
    0.000_25,
    0.000_5,
    0.001,
    0.005,
    0.01,
    0.05,
    0.1,
];
const BYTES: &[f64] = &[
    128.0,
    512.0,
    1024.0,
    2048.0,
    4096.0,
    8192.0,
    16384.0,
    65536.0,
    262_144.0,
    1_048_576.0,
    8_388_608.0,
];
/// The family whose buckets have exemplars.
pub(super) const REQUEST_SECONDS: &str = "http_request_duration_seconds";
const ROWS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// One metric family: what the exposition says of it.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    pub name: &'static str,
    pub help: &'static str,
    pub labels: &'static [&'static str],
    buckets: &'static [f64],
}

/// What registers a family's kind with the registry.
trait Kind: Collector + Clone + Sized + 'static {
    fn build(family: &Family) -> prometheus::Result<Self>;
}

macro_rules! kinds {
    ($($kind:ty = |$family:ident| $build:expr;)+) => {
        $(impl Kind for $kind { fn build($family: &Family) -> prometheus::Result<Self> { $build } })+
    };
}

kinds! {
    IntCounter = |family| IntCounter::new(family.name, family.help);
    IntGauge = |family| IntGauge::new(family.name, family.help);
    IntCounterVec = |family| IntCounterVec::new(Opts::new(family.name, family.help), family.labels);
    GaugeVec = |family| GaugeVec::new(Opts::new(family.name, family.help), family.labels);
    Histogram = |family| Histogram::with_opts(options(family));
    HistogramVec = |family| HistogramVec::new(options(family), family.labels);
}

fn options(family: &Family) -> HistogramOpts {
    HistogramOpts::new(family.name, family.help).buckets(family.buckets.to_vec())
}

macro_rules! families {
    ($($field:ident: $kind:ty = $name:literal [$($label:literal),*] $buckets:expr, $help:literal;)+) => {
        /// Every family that this service registers itself, beside `process_*`.
        pub const FAMILIES: &[Family] = &[$(
            Family { name: $name, help: $help, labels: &[$($label),*], buckets: $buckets },
        )+];

        /// The families' handles.
        pub(super) struct Families { $(pub(super) $field: $kind,)+ }

        impl Families {
            fn register(registry: &Registry) -> prometheus::Result<Self> {
                let mut families = FAMILIES.iter();
                $(
                    let $field = {
                        let family = families.next().ok_or(prometheus::Error::AlreadyReg)?;
                        let handle = <$kind as Kind>::build(family)?;
                        registry.register(Box::new(handle.clone()))?;
                        handle
                    };
                )+
                Ok(Self { $($field,)+ })
            }
        }
    };
}

families! {
    requests: IntCounterVec = "http_requests_total" ["method", "endpoint", "status"] &[], "HTTP requests answered.";
    request_seconds: HistogramVec = "http_request_duration_seconds" ["endpoint"] SECONDS, "Time from a request's headers to the end of its answer.";
    request_bytes: Histogram = "http_request_size_bytes" [] BYTES, "Length of request bodies.";
    response_bytes: Histogram = "http_response_size_bytes" [] BYTES, "Length of answer bodies.";
    in_flight: IntGauge = "http_requests_in_flight" [] &[], "Requests being answered now.";
    extraction_seconds: Histogram = "fingerprint_api_feature_extraction_duration_seconds" [] STAGE_SECONDS, "Time from evidence to features of one fingerprint.";
    inference_seconds: HistogramVec = "fingerprint_api_inference_duration_seconds" ["level"] STAGE_SECONDS, "Time of one model on one fingerprint, with its part of the network they share.";
    queue_seconds: Histogram = "fingerprint_api_queue_latency_seconds" [] SECONDS, "Time a chunk of work waited for a thread.";
    queue_depth: IntGauge = "fingerprint_api_queue_depth" [] &[], "Chunks of work that wait for a thread.";
    batch_size: Histogram = "fingerprint_api_batch_size" [] ROWS, "Fingerprints in one chunk of work.";
    models_loaded: IntGauge = "fingerprint_api_models_loaded" [] &[], "Models of the active set that are loaded, checked and warm.";
    model_info: GaugeVec = "fingerprint_api_model_info" ["level", "version", "sha256"] &[], "The models of the active set; always 1.";
    model_age: IntGauge = "fingerprint_api_model_age_seconds" [] &[], "Age of the oldest model of the active set.";
    predictions: IntCounterVec = "fingerprint_api_predictions_total" ["level", "label"] &[], "Answers by question and label.";
    insufficient: IntCounter = "fingerprint_api_insufficient_data_total" [] &[], "Fingerprints whose evidence supports no answer.";
    layer_present: IntCounterVec = "fingerprint_api_layer_present_total" ["layer"] &[], "Fingerprints in which a layer was usable.";
    novel: IntCounterVec = "fingerprint_api_novel_total" ["layer"] &[], "Fingerprints whose layer training never saw.";
    reloads: IntCounterVec = "fingerprint_api_model_reloads_total" ["result"] &[], "Loads of the models folder after the first.";
    sensor_layer: IntCounterVec = "fingerprint_api_sensor_layer_total" ["layer", "result"] &[], "Layers of the sensor's connections by what became of them.";
    sensor_handshakes: IntCounterVec = "fingerprint_api_sensor_handshakes_total" ["result"] &[], "Connections of the sensor by the outcome of their TLS handshake.";
    shed: IntCounterVec = "fingerprint_api_shed_total" ["reason"] &[], "Work refused to stay responsive.";
    model_accuracy: GaugeVec = "fingerprint_api_model_accuracy" ["level"] &[], "Share of right answers among the last whose truth is known; NaN: none is.";
    model_ece: GaugeVec = "fingerprint_api_model_ece" ["level"] &[], "Expected calibration error of the last answers whose truth is known; NaN: none is.";
    feedback: IntCounterVec = "fingerprint_api_feedback_total" ["result"] &[], "Truths told, by whether their verdict was found.";
    drift: GaugeVec = "fingerprint_api_drift_psi" ["group"] &[], "Population stability index of a feature group against training; NaN: too few rows yet.";
    shadow_comparisons: IntCounterVec = "fingerprint_api_shadow_comparisons_total" ["level"] &[], "Answers that the shadow models were asked for too.";
    shadow_disagreements: IntCounterVec = "fingerprint_api_shadow_disagreements_total" ["level"] &[], "Answers of the shadow models that differ from those given.";
    shadow_dropped: IntCounter = "fingerprint_api_shadow_dropped_total" [] &[], "Answers that the shadow models had no time for.";
    cache_hits: IntCounterVec = "fingerprint_api_cache_hits_total" ["cache_type"] &[], "Look-ups that found a kept result.";
    cache_misses: IntCounterVec = "fingerprint_api_cache_misses_total" ["cache_type"] &[], "Look-ups that found none.";
    rate_limited: IntCounterVec = "fingerprint_api_rate_limited_total" ["scope"] &[], "Requests refused with 429, by whose bucket was empty.";
    rate_limit_backend_up: IntGauge = "fingerprint_api_rate_limit_backend_up" [] &[], "0 while Redis is configured and does not answer; else 1.";
    rate_limit_backend_seconds: Histogram = "fingerprint_api_rate_limit_backend_duration_seconds" [] SECONDS, "Time of one question to Redis, answered or given up.";
    auth_failures: IntCounterVec = "fingerprint_api_auth_failures_total" ["reason"] &[], "Requests refused with 401 or 403.";
    spans: IntCounterVec = "fingerprint_api_trace_spans_total" ["result"] &[], "Spans by whether the traces' collector took them.";
    build_info: GaugeVec = "build_info" ["version"] &[], "The running build; always 1.";
}

/// What one classification did, as the pipeline tells it.
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
    pub(super) families: Families,
    pub(super) requests: Requests,
    predictions: Predictions,
    /// By question; `None` where it has no model.
    inference_seconds: Vec<Option<Histogram>>,
    layer_present: Vec<IntCounter>,
    novel: Vec<IntCounter>,
    /// By layer, then by what became of it.
    pub(super) captures: Vec<Vec<IntCounter>>,
    pub(super) handshakes: Vec<IntCounter>,
    pub(super) shed: Vec<IntCounter>,
    reloads: [IntCounter; 2],
    pub(super) rate_limited: [IntCounter; 2],
    pub(super) auth_failures: [IntCounter; 3],
    /// Sent, lost.
    spans: [IntCounter; 2],
    /// Unix seconds from which the oldest active model's age counts; 0: no model.
    oldest_model: AtomicU64,
}

impl Metrics {
    /// Registers every family with a registry of its own.
    pub fn new() -> prometheus::Result<Arc<Self>> {
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
            requests: Requests::resolve(&families),
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
