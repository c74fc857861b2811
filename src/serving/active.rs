//! The set of models that answers, with what its operation adds to it: when it was loaded, and how
//! often it was asked.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::documents::RenderedDocuments;
use fingerprint_classify::models::ModelSetError;
use fingerprint_classify::models::model_set::Step;
use fingerprint_classify::models::scores::Scores;
use fingerprint_classify::{Classifier, ClassifyError};

/// Why a set cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Set(#[from] ModelSetError),
    #[error("the manifests cannot be shown: {0}")]
    Documents(#[from] serde_json::Error),
}

/// A loaded set of models.
pub struct ActiveModels {
    pub classifier: Classifier,
    /// Seconds since the Unix epoch.
    pub loaded_at: u64,
    pub documents: RenderedDocuments,
    inferences: AtomicU64,
}

impl ActiveModels {
    /// Loads what a models folder holds now.
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        let classifier = Classifier::load(folder)?;
        let loaded_at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
        let documents = RenderedDocuments::new(classifier.models())?;
        Ok(Self { classifier, loaded_at, documents, inferences: AtomicU64::new(0) })
    }

    /// Asks every model about one row; `after` is called behind each step.
    pub fn answer(&self, row: &[f32], after: impl FnMut(Step)) -> Result<Scores, ClassifyError> {
        self.inferences.fetch_add(1, Ordering::Relaxed);
        Ok(self.classifier.models().answer_observed(row, after)?)
    }

    /// How often each model was asked.
    pub fn inferences(&self) -> u64 {
        self.inferences.load(Ordering::Relaxed)
    }
}
