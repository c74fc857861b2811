//! Which models answer right now. Owns the active set, its atomic exchange, and what is told about
//! it; a set that fails to load leaves the old one in place.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use arc_swap::{ArcSwap, ArcSwapOption};

use fingerprint_classify::models::model::Model;
use fingerprint_classify::models::{ModelSetError, active_versions};

use super::active::ActiveModels;
use super::status::{ModelState, ModelStatus, ModelsStatus, Readiness};
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
    Set(#[from] ModelSetError),
}

/// The active models and their state.
pub struct Catalog {
    folder: Option<PathBuf>,
    schema: Schema,
    active: ArcSwapOption<ActiveModels>,
    error: ArcSwap<Option<String>>,
    draining: AtomicBool,
    started: Instant,
}

impl Catalog {
    /// Nothing is loaded yet.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder,
            schema: Extractor::new().schema().clone(),
            active: ArcSwapOption::empty(),
            error: ArcSwap::from_pointee(None),
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
                self.active.store(Some(Arc::new(set)));
                self.error.store(Arc::new(None));
                Ok(())
            }
            Err(error) => {
                self.error.store(Arc::new(Some(error.to_string())));
                Err(error)
            }
        }
    }

    /// The set that answers now.
    #[must_use]
    pub fn active(&self) -> Option<Arc<ActiveModels>> {
        self.active.load_full()
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
        self.readiness() == Readiness::Ready
    }

    /// From now on the status says draining.
    pub fn start_draining(&self) {
        self.draining.store(true, Ordering::Release);
    }

    fn readiness(&self) -> Readiness {
        if self.draining.load(Ordering::Acquire) {
            return Readiness::Draining;
        }
        match (self.active.load().is_some(), self.error.load().is_some()) {
            (true, _) => Readiness::Ready,
            (false, true) => Readiness::Failed,
            (false, false) => Readiness::Loading,
        }
    }

    /// What `/api/v1/models/status` shows.
    #[must_use]
    pub fn status(&self) -> ModelsStatus {
        let status = self.readiness();
        let models = match self.active() {
            Some(active) => loaded(&active),
            None => self.awaited(),
        };
        let error = self.error.load().as_ref().clone();
        ModelsStatus {
            status,
            models,
            schema: self.schema.id.clone(),
            uptime_seconds: self.started.elapsed().as_secs_f64(),
            error,
            shadow: None,
        }
    }

    /// The models that should be there and are not.
    fn awaited(&self) -> Vec<ModelStatus> {
        let error = self.error.load().as_ref().clone();
        let versions = self
            .folder
            .as_deref()
            .and_then(|folder| active_versions(folder).ok())
            .unwrap_or_default();
        MODEL_QUESTIONS
            .iter()
            .map(|question| ModelStatus {
                name: question.to_string(),
                version: versions.get(question).cloned().unwrap_or_default(),
                state: if error.is_some() { ModelState::Failed } else { ModelState::Loading },
                sha256: String::new(),
                schema: String::new(),
                labels: Vec::new(),
                trained_on: serde_json::Value::Null,
                metrics: serde_json::Value::Null,
                loaded_at: None,
                inferences_total: 0,
                // Only the model that is at fault carries the reason; the network is everybody's.
                error: error.clone().filter(|text| {
                    text.starts_with(&format!("model {question} ")) || text.starts_with("network ")
                }),
            })
            .collect()
    }
}

fn loaded(active: &ActiveModels) -> Vec<ModelStatus> {
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
            trained_on: manifest.trained_on.clone(),
            metrics: manifest.metrics.clone(),
            loaded_at: Some(active.loaded_at),
            inferences_total: active.inferences(),
            error: None,
        }
    };
    set.models.iter().map(status).collect()
}
