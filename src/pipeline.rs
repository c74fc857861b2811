//! The whole story on one screen: evidence to signals, signals to features and findings, features to
//! scores, scores and findings to a verdict. Owns the order of the steps and nothing of what they do.

use std::sync::Arc;
use std::time::Instant;

mod answer;
mod observe;

use observe::observe;

use crate::answer::{Answer, ModelStamp, Timing};
use crate::checks;
use crate::features::Extractor;
use crate::inference::Catalog;
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

/// Answers requests with whatever models are active.
pub struct Classifier {
    catalog: Arc<Catalog>,
    metrics: Arc<Metrics>,
    extractor: Extractor,
}

impl Classifier {
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, metrics: Arc<Metrics>) -> Self {
        Self { catalog, metrics, extractor: Extractor::new() }
    }

    /// One fingerprint in, one calibrated verdict out. Never blocks.
    pub fn classify(&self, request: Request) -> Result<Answer, ClassifyError> {
        let start = Instant::now();
        let (asked, evidence, mut issues) = request.into_parts();
        let fingerprint = evidence.read(&mut issues);
        self.judge(Case { asked, fingerprint, issues, start })
    }

    /// The same for a client whose facts were read already.
    pub fn judge(&self, case: Case) -> Result<Answer, ClassifyError> {
        let Case { asked, fingerprint, issues, start } = case;
        let models = self.catalog.active().ok_or(ClassifyError::ModelsNotReady)?;
        if fingerprint.is_empty() {
            return Err(ClassifyError::NoUsableLayers { issues });
        }
        let row = self.extractor.row(&fingerprint);
        let findings = checks::findings(&fingerprint);
        let extracted = Instant::now();
        let scores = models.answer(&row).map_err(|error| ClassifyError::Inference(error.to_string()))?;
        let inferred = Instant::now();
        let claimed = answer::claimed(&fingerprint);
        let verdict = verdict::decide(&verdict::Evidence {
            scores: &scores,
            findings: &findings,
            claimed: &claimed,
            alternatives: asked.options.alternatives.into(),
            coverage: asked.options.coverage,
        });
        let timing = Timing {
            extract_us: (extracted - start).as_micros() as u64,
            queue_us: 0,
            infer_us: (inferred - extracted).as_micros() as u64,
        };
        observe(&self.metrics, &scores, &verdict, extracted - start);
        let explain = asked.options.explain;
        Ok(Answer {
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
            layers: answer::layers(&scores, &fingerprint.sources, explain),
            reasons: (explain != Explain::None).then_some(verdict.reasons),
            fingerprints: Strings::of(&fingerprint),
            issues,
            model: ModelStamp {
                version: models.version().to_owned(),
                schema: self.extractor.schema().id.clone(),
            },
            timing,
        })
    }
}
