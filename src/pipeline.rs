//! Stand-in for the pipeline until the real one is merged.

use std::sync::Arc;

use crate::answer::{
    Answer, Automation, Basis, Choice, Claimed, EngineChoice, Layers, ModelStamp, Spoofing, Status, Timing,
    Version,
};
use crate::inference::catalog::Catalog;
use crate::labels::{AutomationKind, Browser, Client, Device, Engine, Layer, Os, Question};
use crate::request::Request;
use crate::signals::issue::{Issue, IssueCode};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::Classification;

#[derive(Debug, thiserror::Error)]
pub enum ClassifyError {
    #[error("no layer carries usable evidence")]
    NoUsableLayers { issues: Vec<Issue> },
    #[error("the models are not ready")]
    ModelsNotReady,
}

pub struct Classifier {
    catalog: Arc<Catalog>,
    metrics: Arc<Metrics>,
}

impl Classifier {
    pub fn new(catalog: Arc<Catalog>, metrics: Arc<Metrics>) -> Self {
        Self { catalog, metrics }
    }

    pub fn classify(&self, mut request: Request) -> Result<Answer, ClassifyError> {
        let evidence = request.take_evidence();
        let mut issues = request.unknown_fields;
        let http =
            evidence.http.is_some_and(|http| http.headers.is_some_and(|headers| !headers.fields.is_empty()));
        let tls =
            evidence.tls.is_some_and(|tls| tls.ciphers.is_some() || tls.ja4.is_some() || tls.ja3.is_some());
        if !http && !tls {
            issues.push(Issue::new("http", IssueCode::Empty));
            return Err(ClassifyError::NoUsableLayers { issues });
        }
        // After a swap of the state to draining the loaded set still answers.
        let status = self.catalog.status().status;
        if matches!(
            status,
            crate::inference::status::Readiness::Loading | crate::inference::status::Readiness::Failed
        ) {
            return Err(ClassifyError::ModelsNotReady);
        }
        self.metrics.classified(&Classification {
            extraction_seconds: 1e-5,
            queue_seconds: 0.0,
            inference_seconds: &[(Question::Browser, 1e-5)],
            predictions: &[(Question::Browser, "unknown")],
            layers_present: &[Layer::Http],
            novel: &[],
            insufficient: true,
        });
        let mut layers = Layers::default();
        layers.http.used = http;
        layers.tls.used = tls;
        Ok(Answer {
            id: request.id,
            status: Status::InsufficientData,
            browser: unknown(Browser::Unknown),
            version: Version {
                label: "unknown".to_owned(),
                range: (None, None),
                probability: 0.0,
                basis: Basis::Evidence,
            },
            engine: EngineChoice { label: Engine::Unknown, probability: 0.0 },
            os: unknown(Os::Unknown),
            device: unknown(Device::Unknown),
            client: unknown(Client::Unknown),
            automation: Automation {
                detected: false,
                probability: 0.0,
                kind: AutomationKind::None,
                tool: None,
            },
            spoofing: Spoofing { detected: false, probability: 0.0, kinds: Vec::new() },
            claimed: Claimed {
                browser: Browser::Unknown,
                version: None,
                os: Os::Unknown,
                device: Device::Unknown,
                source: None,
            },
            layers,
            reasons: Some(Vec::new()),
            fingerprints: crate::signals::strings::Strings::default(),
            issues,
            model: ModelStamp { version: "0".to_owned(), schema: String::new() },
            timing: Timing::default(),
        })
    }
}

fn unknown<L: Copy>(label: L) -> Choice<L> {
    Choice { label, probability: 0.0, set: vec![label], alternatives: Vec::new() }
}
