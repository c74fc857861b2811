//! Loading the models folder, with its metrics and log lines. Blocks for tens
//! of milliseconds, so callers run it on a thread of its own.

use super::catalog::{Catalog, CatalogError};
use super::status::{ModelState, ModelsStatus};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::ModelFacts;

/// Whether models are loaded for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    First,
    Again,
}

/// Loads what the folder holds now. On any failure the old set stays.
pub fn load(catalog: &Catalog, metrics: &Metrics, load: Load) -> Result<(), CatalogError> {
    let loaded = catalog.load();
    let status = catalog.status();
    record_models(metrics, &status);
    if load == Load::Again {
        metrics.reloaded(&loaded);
    }
    match &loaded {
        Ok(()) => tracing::info!(models.count = status.models.len(), "models loaded"),
        Err(error) => tracing::error!(error.message = %error, "models not loaded"),
    }
    loaded
}

fn record_models(metrics: &Metrics, status: &ModelsStatus) {
    let ready = status.models.iter().filter(|model| model.state == ModelState::Ready);
    let facts: Vec<_> = ready
        .map(|model| ModelFacts {
            level: &model.name,
            version: &model.version,
            sha256: &model.sha256,
            born: model
                .trained_on
                .as_ref()
                .and_then(|trained_on| trained_on.trained_at)
                .or(model.loaded_at),
        })
        .collect();
    metrics.models(&facts);
}
