//! The whole story on one screen: evidence to facts, facts to features and findings, features to
//! scores, scores and findings to an answer. Owns the order of the steps and nothing of what they
//! do. Holds no clock: a caller that measures the steps takes them one by one.

use std::path::Path;

use fingerprint_network::NetworkError;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::issue::Issue;
use fingerprint_signals::strings::Strings;

use crate::answer_parts;
use crate::checks::{self, Finding};
use crate::claim;
use crate::contract::answer::{Answer, Extraction, ModelStamp, Timing};
use crate::contract::request::{Asked, Explain, Request};
use crate::features::Extractor;
use crate::models::scores::Scores;
use crate::models::{ModelSet, ModelSetError};
use crate::verdict;

/// One client to be judged.
pub struct Case {
    /// What the caller asked for.
    pub asked: Asked,
    /// What was observed of the client.
    pub fingerprint: Fingerprint,
    /// What is wrong with the evidence already.
    pub issues: Vec<Issue>,
}

impl Case {
    /// What a request says of its client.
    #[must_use]
    pub fn from_request(request: Request) -> Self {
        let (asked, evidence, mut issues) = request.into_parts();
        let fingerprint = evidence.read(&mut issues);
        Self { asked, fingerprint, issues }
    }
}

/// Why a client has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClassifyError {
    /// No layer carries usable evidence.
    #[error("no layer carries usable evidence")]
    NoUsableLayers {
        /// What is wrong with the evidence.
        issues: Vec<Issue>,
    },
    /// No set of models is loaded.
    #[error("the models are not ready")]
    ModelsNotReady,
    /// A model failed.
    #[error("a model failed: {0}")]
    Inference(#[from] NetworkError),
}

/// A client's features and findings, before any model is asked.
pub struct Reading {
    /// The features, in the order of the schema.
    pub row: Vec<f32>,
    findings: Vec<Finding>,
    case: Case,
}

/// Answers clients with one set of models.
pub struct Classifier {
    extractor: Extractor,
    models: ModelSet,
}

impl Classifier {
    /// Loads the set that a models folder's `active.toml` names, and holds it to its golden rows.
    pub fn load(folder: &Path) -> Result<Self, ModelSetError> {
        let extractor = Extractor::new();
        let models = ModelSet::load(folder, extractor.schema())?;
        Ok(Self { extractor, models })
    }

    /// The models that it asks.
    pub const fn models(&self) -> &ModelSet {
        &self.models
    }

    /// One fingerprint in, one calibrated verdict out.
    pub fn classify(&self, request: Request) -> Result<Answer, ClassifyError> {
        let reading = self.read(Case::from_request(request))?;
        let scores = self.models.answer(&reading.row)?;
        Ok(self.conclude(reading, &scores, Timing::default()))
    }

    /// The first step: what the evidence shows, as numbers and as contradictions.
    pub fn read(&self, case: Case) -> Result<Reading, ClassifyError> {
        if case.fingerprint.is_empty() {
            return Err(ClassifyError::NoUsableLayers { issues: case.issues });
        }
        let row = self.extractor.row(&case.fingerprint);
        let findings = checks::findings(&case.fingerprint);
        Ok(Reading { row, findings, case })
    }

    /// The last step: the answer, from what was read and what the models say of its row.
    #[must_use]
    pub fn conclude(&self, reading: Reading, scores: &Scores, timing: Timing) -> Answer {
        let Reading { findings, case: Case { asked, fingerprint, issues }, .. } = reading;
        let claimed = claim::in_answer(&fingerprint);
        let probes = answer_parts::probes(&fingerprint);
        let verdict = verdict::decide(&verdict::Evidence {
            scores,
            findings: &findings,
            claimed: &claimed,
            probes: probes.as_ref(),
            traits: &answer_parts::traits(&fingerprint),
            alternatives: asked.options.alternatives.into(),
            coverage: asked.options.coverage,
        });
        let explain = asked.options.explain;
        Answer {
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
            layers: answer_parts::layers(scores, &fingerprint, explain),
            reasons: (explain != Explain::None).then_some(verdict.reasons),
            fingerprints: Strings::from_facts(&fingerprint),
            issues,
            model: ModelStamp {
                version: self.models.version().to_owned(),
                schema: self.extractor.schema().id.clone(),
            },
            timing,
        }
    }
}

/// What a request's evidence says, and what is wrong with it: no model takes part.
pub fn extract(request: Request) -> Result<Extraction, ClassifyError> {
    let Case { asked, fingerprint, issues } = Case::from_request(request);
    if fingerprint.is_empty() {
        return Err(ClassifyError::NoUsableLayers { issues });
    }
    Ok(Extraction {
        id: asked.id,
        claimed: claim::in_answer(&fingerprint),
        fingerprints: Strings::from_facts(&fingerprint),
        layers: fingerprint,
        issues,
    })
}
