//! The whole story on one screen: evidence to signals, signals to features and findings, features to
//! scores, scores and findings to a verdict. Owns the order of the steps and nothing of what they do.

use std::sync::Arc;
use std::time::{Duration, Instant};

mod answer;
mod extract;
mod observe;
mod watch;

pub use extract::extract;
use observe::observe;
pub use watch::Watch;

use crate::answer::{Answer, ModelStamp, Timing};
use crate::checks;
use crate::features::Extractor;
use crate::inference::cache::ScoreCache;
use crate::inference::scores::Scores;
use crate::inference::{Catalog, ModelSet};
use crate::request::{Asked, Explain, Request};
use crate::signals::Fingerprint;
use crate::signals::issue::Issue;
use crate::signals::strings::Strings;
use crate::telemetry::Metrics;
use crate::verdict;

/// One client to be judged.
pub struct Case {
    pub asked: Asked,
    pub fingerprint: Fingerprint,
    /// What is wrong with the evidence already.
    pub issues: Vec<Issue>,
    /// When the work on it began.
    pub start: Instant,
}

impl Case {
    /// What a request says of its client.
    #[must_use]
    pub fn of(request: Request) -> Self {
        let start = Instant::now();
        let (asked, evidence, mut issues) = request.into_parts();
        let fingerprint = evidence.read(&mut issues);
        Self { asked, fingerprint, issues, start }
    }
}

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClassifyError {
    #[error("no layer carries usable evidence")]
    NoUsableLayers { issues: Vec<Issue> },
    #[error("the models are not ready")]
    ModelsNotReady,
    #[error("a model failed: {0}")]
    Inference(String),
}

/// Every code that a reason may have.
#[must_use]
pub fn reason_codes() -> Vec<&'static str> {
    checks::codes().chain(verdict::REASONS.iter().copied()).collect()
}

/// An answer, and what it rests on.
pub struct Judged {
    pub answer: Answer,
    row: Vec<f32>,
    scores: Arc<Scores>,
    extraction: Duration,
    /// Whether the scores were kept from before.
    cached: bool,
}

/// Answers requests with whatever models are active.
pub struct Classifier {
    catalog: Arc<Catalog>,
    metrics: Arc<Metrics>,
    extractor: Extractor,
    cache: Option<ScoreCache>,
    watch: Option<Watch>,
}

impl Classifier {
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, metrics: Arc<Metrics>) -> Self {
        Self { catalog, metrics, extractor: Extractor::new(), cache: None, watch: None }
    }

    /// Keeps scores; `None` keeps none.
    #[must_use]
    pub fn cached_by(self, cache: Option<ScoreCache>) -> Self {
        Self { cache, ..self }
    }

    /// Lets others look at each answer.
    #[must_use]
    pub fn watched_by(self, watch: Watch) -> Self {
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
            watch.drift.load(folder, self.extractor.schema());
        }
        if let Some(shadow) = &watch.shadow {
            shadow.load();
        }
    }

    /// One fingerprint in, one calibrated verdict out. Never blocks.
    pub fn classify(&self, request: Request) -> Result<Answer, ClassifyError> {
        self.judge(Case::of(request))
    }

    /// The same for a client whose facts were read already.
    pub fn judge(&self, case: Case) -> Result<Answer, ClassifyError> {
        let judged = self.weigh(case)?;
        observe(&self.metrics, &judged);
        Ok(match &self.watch {
            Some(watch) => watch.show(judged),
            None => judged.answer,
        })
    }

    /// The same for a client that is not traffic: nothing is counted or remembered.
    pub fn weigh(&self, case: Case) -> Result<Judged, ClassifyError> {
        let Case { asked, fingerprint, issues, start } = case;
        let models = self.catalog.active().ok_or(ClassifyError::ModelsNotReady)?;
        if fingerprint.is_empty() {
            return Err(ClassifyError::NoUsableLayers { issues });
        }
        let row = self.extractor.row(&fingerprint);
        let findings = checks::findings(&fingerprint);
        let extracted = Instant::now();
        let (scores, cached) = self.scores(&models, &row)?;
        let inferred = Instant::now();
        let claimed = answer::claimed(&fingerprint);
        let probes = answer::probes(&fingerprint);
        let verdict = verdict::decide(&verdict::Evidence {
            scores: &scores,
            findings: &findings,
            claimed: &claimed,
            probes: probes.as_ref(),
            traits: &answer::traits(&fingerprint),
            alternatives: asked.options.alternatives.into(),
            coverage: asked.options.coverage,
        });
        let timing = Timing {
            extract_us: (extracted - start).as_micros() as u64,
            queue_us: 0,
            infer_us: (inferred - extracted).as_micros() as u64,
        };
        let explain = asked.options.explain;
        let answer = Answer {
            id: asked.id,
            status: verdict.status,
            browser: verdict.browser,
            version: verdict.version,
            engine: verdict.engine,
            os: verdict.os,
            device: verdict.device,
            client: verdict.client,
            automation: verdict.automation,
            spoofing: verdict.spoofing,
            claimed,
            layers: answer::layers(&scores, &fingerprint, explain),
            reasons: (explain != Explain::None).then_some(verdict.reasons),
            fingerprints: Strings::of(&fingerprint),
            issues,
            model: ModelStamp {
                version: models.version().to_owned(),
                schema: self.extractor.schema().id.clone(),
            },
            timing,
        };
        Ok(Judged { answer, row, scores, extraction: extracted - start, cached })
    }

    /// What the models say of a row, and whether it was kept from before.
    fn scores(&self, models: &Arc<ModelSet>, row: &[f32]) -> Result<(Arc<Scores>, bool), ClassifyError> {
        if let Some(kept) = self.cache.as_ref().and_then(|cache| cache.find(models, row)) {
            return Ok((kept, true));
        }
        let scores = models.answer(row).map_err(|error| ClassifyError::Inference(error.to_string()))?;
        let scores = Arc::new(scores);
        if let Some(cache) = &self.cache {
            cache.keep(models, row, &scores);
        }
        Ok((scores, false))
    }
}
