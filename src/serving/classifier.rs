//! Classifies with whatever models are active, and records it: metrics, late truth, drift, shadow.
//! Owns the clock around the steps; what the steps do is the `fingerprint-classify` crate's
//! business.

use std::sync::Arc;
use std::time::{Duration, Instant};

use fingerprint_classify::contract::answer::{Answer, Timing};
use fingerprint_classify::models::model_set::Step;
use fingerprint_classify::models::scores::Scores;
use fingerprint_classify::{Case, ClassifyError};
use fingerprint_signals::labels::Question;

use super::active::ActiveModels;
use super::cache::ScoreCache;
use super::catalog::Catalog;
use super::recorded::record;
use super::watch::Watch;
use crate::telemetry::Metrics;

/// When the work on a client began, and how long it had waited in a queue by then.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    start: Instant,
    queue_wait: Duration,
}

impl Stopwatch {
    /// Starts now, without a wait.
    #[must_use]
    pub fn start() -> Self {
        Self::start_after(Duration::ZERO)
    }

    /// Starts now, after a wait in the queue.
    #[must_use]
    pub fn start_after(queue_wait: Duration) -> Self {
        Self { start: Instant::now(), queue_wait }
    }
}

/// An answer, and what it rests on.
pub struct Judged {
    pub answer: Answer,
    pub(super) row: Vec<f32>,
    pub(super) scores: Arc<Scores>,
    pub(super) extraction: Duration,
    /// How long each model took, with its part of the network's time; empty where the scores were
    /// kept from before.
    pub(super) inference: Vec<(Question, f64)>,
}

/// What the models say of a row, and how long each took; nothing took time where it was kept.
struct Scored {
    scores: Arc<Scores>,
    inference: Vec<(Question, f64)>,
}

/// Answers clients with whatever models are active.
pub struct LiveClassifier {
    catalog: Arc<Catalog>,
    metrics: Arc<Metrics>,
    cache: Option<ScoreCache>,
    watch: Option<Watch>,
}

impl LiveClassifier {
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, metrics: Arc<Metrics>) -> Self {
        Self { catalog, metrics, cache: None, watch: None }
    }

    /// Keeps scores; `None` keeps none.
    #[must_use]
    pub fn with_cache(self, cache: Option<ScoreCache>) -> Self {
        Self { cache, ..self }
    }

    /// Shows each recorded answer to `watch`.
    #[must_use]
    pub fn with_watch(self, watch: Watch) -> Self {
        Self { watch: Some(watch), ..self }
    }

    #[must_use]
    pub const fn watch(&self) -> Option<&Watch> {
        self.watch.as_ref()
    }

    /// Loads what depends on the models folder beside the models themselves.
    pub fn load_watch(&self) {
        let Some(watch) = &self.watch else { return };
        if let Some(folder) = self.catalog.folder() {
            watch.drift.load(folder, self.catalog.schema());
        }
        if let Some(shadow) = &watch.shadow {
            shadow.load();
        }
    }

    /// One client in, one calibrated verdict out, counted and remembered. Never blocks.
    pub fn classify_recorded(&self, case: Case, watch: Stopwatch) -> Result<Answer, ClassifyError> {
        let judged = self.classify_unrecorded(case, watch)?;
        record(&self.metrics, &judged);
        Ok(match &self.watch {
            Some(watch) => watch.show(judged),
            None => judged.answer,
        })
    }

    /// The same for a client that is not traffic: nothing is counted or remembered.
    pub fn classify_unrecorded(
        &self,
        case: Case,
        watch: Stopwatch,
    ) -> Result<Judged, ClassifyError> {
        let Stopwatch { start, queue_wait } = watch;
        let active = self.catalog.active().ok_or(ClassifyError::ModelsNotReady)?;
        let mut reading = active.classifier.read(case)?;
        let extracted = Instant::now();
        let Scored { scores, inference } = self.scores(&active, &reading.row, extracted)?;
        let extraction = extracted - start;
        let timing = Timing {
            extract_us: extraction.as_micros() as u64,
            queue_us: queue_wait.as_micros() as u64,
            infer_us: extracted.elapsed().as_micros() as u64,
        };
        let row = std::mem::take(&mut reading.row);
        let answer = active.classifier.conclude(reading, &scores, timing);
        Ok(Judged { answer, row, scores, extraction, inference })
    }

    /// What the models say of a row, and how long each took.
    fn scores(
        &self,
        active: &Arc<ActiveModels>,
        row: &[f32],
        start: Instant,
    ) -> Result<Scored, ClassifyError> {
        if let Some(kept) = self.cache.as_ref().and_then(|cache| cache.find(active, row)) {
            return Ok(Scored { scores: kept, inference: Vec::new() });
        }
        let models = active.classifier.models();
        let mut inference = Vec::with_capacity(models.models.len());
        let (mut before, mut shared) = (start, 0.0);
        let after = |step: Step| {
            let now = Instant::now();
            let seconds = (now - before).as_secs_f64();
            before = now;
            match step {
                // Every question bears its part of the network they share.
                Step::Network => shared = seconds / models.models.len().max(1) as f64,
                Step::Question(question) => inference.push((question, seconds + shared)),
            }
        };
        let scores = Arc::new(active.answer(row, after)?);
        if let Some(cache) = &self.cache {
            cache.keep(active, row, &scores);
        }
        Ok(Scored { scores, inference })
    }
}
