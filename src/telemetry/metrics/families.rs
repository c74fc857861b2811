//! Every metric family of the service, in one list: a family that is not listed here does not
//! exist, and one that nothing sets must not be listed. Label sets are closed: no string of a
//! client's is ever a label.

use prometheus::core::Collector;
use prometheus::{
    GaugeVec, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts,
    Registry,
};

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
        $(impl Kind for $kind {
            fn build($family: &Family) -> prometheus::Result<Self> {
                $build
            }
        })+
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
    ($(
        $field:ident: $kind:ty = $name:literal [$($label:literal),*] $buckets:expr, $help:literal;
    )+) => {
        /// Every family that this service registers itself, beside `process_*`.
        pub const FAMILIES: &[Family] = &[$(
            Family { name: $name, help: $help, labels: &[$($label),*], buckets: $buckets },
        )+];

        /// The families' handles.
        pub(super) struct Families { $(pub(super) $field: $kind,)+ }

        impl Families {
            pub(super) fn register(registry: &Registry) -> prometheus::Result<Self> {
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
    requests: IntCounterVec = "http_requests_total" ["method", "endpoint", "status"] &[],
        "HTTP requests answered.";
    request_seconds: HistogramVec = "http_request_duration_seconds" ["endpoint"] SECONDS,
        "Time from a request's headers to the end of its answer.";
    request_bytes: Histogram = "http_request_size_bytes" [] BYTES,
        "Length of request bodies.";
    response_bytes: Histogram = "http_response_size_bytes" [] BYTES,
        "Length of answer bodies.";
    in_flight: IntGauge = "http_requests_in_flight" [] &[],
        "Requests being answered now.";
    extraction_seconds: Histogram = "fingerprint_api_feature_extraction_duration_seconds" []
        STAGE_SECONDS, "Time from evidence to features of one fingerprint.";
    inference_seconds: HistogramVec = "fingerprint_api_inference_duration_seconds" ["level"]
        STAGE_SECONDS, "Time of one model on one fingerprint, with its part of the network they share.";
    queue_seconds: Histogram = "fingerprint_api_queue_latency_seconds" [] SECONDS,
        "Time a chunk of work waited for a thread.";
    queue_depth: IntGauge = "fingerprint_api_queue_depth" [] &[],
        "Chunks of work that wait for a thread.";
    batch_size: Histogram = "fingerprint_api_batch_size" [] ROWS,
        "Fingerprints in one chunk of work.";
    models_loaded: IntGauge = "fingerprint_api_models_loaded" [] &[],
        "Models of the active set that are loaded, checked and warm.";
    model_info: GaugeVec = "fingerprint_api_model_info" ["level", "version", "sha256"] &[],
        "The models of the active set; always 1.";
    model_age: IntGauge = "fingerprint_api_model_age_seconds" [] &[],
        "Age of the oldest model of the active set.";
    predictions: IntCounterVec = "fingerprint_api_predictions_total" ["level", "label"] &[],
        "Answers by question and label.";
    insufficient: IntCounter = "fingerprint_api_insufficient_data_total" [] &[],
        "Fingerprints whose evidence supports no answer.";
    layer_present: IntCounterVec = "fingerprint_api_layer_present_total" ["layer"] &[],
        "Fingerprints in which a layer was usable.";
    novel: IntCounterVec = "fingerprint_api_novel_total" ["layer"] &[],
        "Fingerprints whose layer training never saw.";
    reloads: IntCounterVec = "fingerprint_api_model_reloads_total" ["result"] &[],
        "Loads of the models folder after the first.";
    sensor_layer: IntCounterVec = "fingerprint_api_sensor_layer_total" ["layer", "result"] &[],
        "Layers of the sensor's connections by what became of them.";
    sensor_handshakes: IntCounterVec = "fingerprint_api_sensor_handshakes_total" ["result"] &[],
        "Connections of the sensor by the outcome of their TLS handshake.";
    shed: IntCounterVec = "fingerprint_api_shed_total" ["reason"] &[],
        "Work refused to stay responsive.";
    model_accuracy: GaugeVec = "fingerprint_api_model_accuracy" ["level"] &[],
        "Share of right answers among the last whose truth is known; NaN: none is.";
    model_ece: GaugeVec = "fingerprint_api_model_ece" ["level"] &[],
        "Expected calibration error of the last answers whose truth is known; NaN: none is.";
    feedback: IntCounterVec = "fingerprint_api_feedback_total" ["result"] &[],
        "Truths received, by whether their verdict was found.";
    drift: GaugeVec = "fingerprint_api_drift_psi" ["group"] &[],
        "Population stability index of a feature group against training; NaN: too few rows yet.";
    shadow_comparisons: IntCounterVec = "fingerprint_api_shadow_comparisons_total" ["level"] &[],
        "Answers that the shadow models were asked for too.";
    shadow_disagreements: IntCounterVec = "fingerprint_api_shadow_disagreements_total" ["level"]
        &[], "Answers of the shadow models that differ from those given.";
    shadow_dropped: IntCounter = "fingerprint_api_shadow_dropped_total" [] &[],
        "Answers that the shadow models had no time for.";
    cache_hits: IntCounterVec = "fingerprint_api_cache_hits_total" ["cache_type"] &[],
        "Look-ups that found a kept result.";
    cache_misses: IntCounterVec = "fingerprint_api_cache_misses_total" ["cache_type"] &[],
        "Look-ups that found none.";
    rate_limited: IntCounterVec = "fingerprint_api_rate_limited_total" ["scope"] &[],
        "Requests refused with 429, by whose bucket was empty.";
    rate_limit_backend_up: IntGauge = "fingerprint_api_rate_limit_backend_up" [] &[],
        "0 while Redis is configured and does not answer; else 1.";
    rate_limit_backend_seconds: Histogram = "fingerprint_api_rate_limit_backend_duration_seconds" []
        SECONDS, "Time of one question to Redis, answered or given up.";
    auth_failures: IntCounterVec = "fingerprint_api_auth_failures_total" ["reason"] &[],
        "Requests refused with 401 or 403.";
    spans: IntCounterVec = "fingerprint_api_trace_spans_total" ["result"] &[],
        "Spans by whether the traces' collector took them.";
    build_info: GaugeVec = "build_info" ["version"] &[],
        "The running build; always 1.";
}
