//! Which models answer right now. Owns the active set, its atomic exchange, and its status; a set
//! that fails to load leaves the old one in place.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use arc_swap::ArcSwap;

use fingerprint_classify::models::active_versions;
use fingerprint_classify::models::model::Model;

use super::active::{ActiveModels, LoadError};
use super::status::{
    HeldOut, ModelState, ModelStatus, ModelsStatus, Now, Readiness, RenderedStatus, TrainedOn,
};
use fingerprint_classify::features::{Extractor, Schema};
use fingerprint_signals::labels::MODEL_QUESTIONS;

/// Why the models could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    #[error(
        "no models folder: set models.dir, or put `models` beside the binary or in the working folder"
    )]
    NoFolder,
    #[error(transparent)]
    Set(#[from] LoadError),
}

/// What one load left.
struct State {
    active: Option<Arc<ActiveModels>>,
    models: Vec<ModelStatus>,
    error: Option<String>,
    rendered: RenderedStatus,
}

/// The active models and their state.
pub struct Catalog {
    folder: Option<PathBuf>,
    schema: Schema,
    state: ArcSwap<State>,
    draining: AtomicBool,
    started: Instant,
}

impl State {
    fn new(
        active: Option<Arc<ActiveModels>>,
        models: Vec<ModelStatus>,
        schema: &Schema,
        error: Option<String>,
    ) -> Self {
        let rendered = RenderedStatus::new(&models, &schema.id, error.as_deref());
        Self { active, models, error, rendered }
    }

    /// How often each model was asked.
    fn inferences(&self) -> u64 {
        self.active.as_ref().map_or(0, |active| active.inferences())
    }
}

impl Catalog {
    /// Nothing is loaded yet.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        let schema = Extractor::new().schema().clone();
        let models = Self::awaited(folder.as_deref(), None);
        Self {
            state: ArcSwap::from_pointee(State::new(None, models, &schema, None)),
            folder,
            schema,
            draining: AtomicBool::new(false),
            started: Instant::now(),
        }
    }

    /// Loads what the folder holds now, verifies it, and swaps it in. On any failure the old set
    /// stays.
    pub fn load(&self) -> Result<(), CatalogError> {
        let loaded = self
            .folder
            .as_deref()
            .ok_or(CatalogError::NoFolder)
            .and_then(|folder| Ok(ActiveModels::load(folder)?));
        match loaded {
            Ok(set) => {
                let models = loaded_models(&set);
                self.store(Some(Arc::new(set)), models, None);
                Ok(())
            }
            Err(error) => {
                let text = error.to_string();
                let active = self.active();
                let models = active.as_ref().map_or_else(
                    || Self::awaited(self.folder.as_deref(), Some(&text)),
                    |active| loaded_models(active),
                );
                self.store(active, models, Some(text));
                Err(error)
            }
        }
    }

    fn store(
        &self,
        active: Option<Arc<ActiveModels>>,
        models: Vec<ModelStatus>,
        error: Option<String>,
    ) {
        self.state.store(Arc::new(State::new(active, models, &self.schema, error)));
    }

    /// The set that answers now.
    #[must_use]
    pub fn active(&self) -> Option<Arc<ActiveModels>> {
        self.state.load().active.clone()
    }

    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The schema of the features that this binary computes.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.readiness(&self.state.load()) == Readiness::Ready
    }

    /// From now on the status says draining.
    pub fn start_draining(&self) {
        self.draining.store(true, Ordering::Release);
    }

    fn readiness(&self, state: &State) -> Readiness {
        if self.draining.load(Ordering::Acquire) {
            return Readiness::Draining;
        }
        match (state.active.is_some(), state.error.is_some()) {
            (true, _) => Readiness::Ready,
            (false, true) => Readiness::Failed,
            (false, false) => Readiness::Loading,
        }
    }

    /// What the set is doing, without the shadow.
    #[must_use]
    pub fn status(&self) -> ModelsStatus {
        let state = self.state.load();
        let inferences_total = state.inferences();
        let counted = |model: &ModelStatus| ModelStatus { inferences_total, ..model.clone() };
        ModelsStatus {
            status: self.readiness(&state),
            models: state.models.iter().map(counted).collect(),
            schema: self.schema.id.clone(),
            uptime_seconds: self.started.elapsed().as_secs_f64(),
            error: state.error.clone(),
            shadow: None,
        }
    }

    /// The same in short, as `/api/v1/models/status` sends it, and the readiness that it says.
    #[must_use]
    pub fn status_body(&self, shadow: Option<&Self>) -> (Readiness, String) {
        let state = self.state.load();
        let readiness = self.readiness(&state);
        let now = Now {
            readiness,
            inferences_total: state.inferences(),
            uptime_seconds: self.started.elapsed().as_secs_f64(),
        };
        let shadow = shadow.map(|shadow| (shadow, shadow.state.load()));
        let shadow =
            shadow.as_ref().map(|(catalog, state)| (catalog.readiness(state), &state.rendered));
        (readiness, state.rendered.body(&now, shadow))
    }

    /// The models that should be there and are not.
    fn awaited(folder: Option<&Path>, error: Option<&str>) -> Vec<ModelStatus> {
        let versions = folder.and_then(|folder| active_versions(folder).ok()).unwrap_or_default();
        MODEL_QUESTIONS
            .iter()
            .map(|question| ModelStatus {
                name: question.to_string(),
                version: versions.get(question).cloned().unwrap_or_default(),
                state: if error.is_some() { ModelState::Failed } else { ModelState::Loading },
                sha256: String::new(),
                schema: String::new(),
                labels: Vec::new(),
                trained_on: None,
                metrics: None,
                loaded_at: None,
                inferences_total: 0,
                // Only the model at fault carries the reason; all of them share the network.
                error: error.map(str::to_owned).filter(|text| {
                    text.starts_with(&format!("model {question} ")) || text.starts_with("network ")
                }),
            })
            .collect()
    }
}

fn loaded_models(active: &ActiveModels) -> Vec<ModelStatus> {
    let set = active.classifier.models();
    let status = |model: &Model| {
        let manifest = &model.manifest;
        ModelStatus {
            name: manifest.question.to_string(),
            version: manifest.version.clone(),
            state: ModelState::Ready,
            sha256: set.network.sha256.clone(),
            schema: manifest.schema.clone(),
            labels: manifest.labels.clone(),
            trained_on: Some(TrainedOn::from_manifest(manifest)),
            metrics: Some(HeldOut::from_manifest(manifest)),
            loaded_at: Some(active.loaded_at),
            inferences_total: 0,
            error: None,
        }
    };
    set.models.iter().map(status).collect()
}
