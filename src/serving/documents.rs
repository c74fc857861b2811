//! What the manifests say of the models, as `/api/v1/models` shows it: rendered once for each load,
//! and shared by the answers that send it.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use fingerprint_classify::models::manifest::{Combination, Manifest};
use fingerprint_classify::models::model_set::ModelSet;

/// The active models.
#[derive(Serialize, ToSchema)]
pub struct ModelDocuments {
    /// Id of the feature schema that they read.
    schema: String,
    /// SHA-256 of the network that they share.
    sha256: String,
    #[schema(value_type = Vec<ModelDocument>)]
    models: Vec<Box<RawValue>>,
}

/// Everything that a model's manifest says, but for its numbers of the network.
#[derive(Serialize, ToSchema)]
pub struct ModelDocument {
    name: String,
    version: String,
    schema: String,
    /// SHA-256 of the network that it shares with the others.
    sha256: String,
    labels: Vec<String>,
    /// Groups of features that the model was trained without.
    silent: Vec<String>,
    /// By the groups present, joined by `+`, and by how new the client's stack is.
    #[schema(value_type = Object)]
    calibration: serde_json::Value,
    /// How the answer is weighed against other evidence; of `spoofing` alone.
    #[schema(value_type = Option<Object>)]
    combination: Option<Combination>,
    /// The data's summary.
    #[schema(value_type = Object)]
    trained_on: serde_json::Value,
    /// The held-out figures: by subset, by class, and reliability.
    #[schema(value_type = Object)]
    metrics: serde_json::Value,
}

/// The documents of one load.
#[derive(Debug)]
pub struct RenderedDocuments {
    /// Of all models.
    pub all: Bytes,
    by_name: BTreeMap<String, Bytes>,
}

impl RenderedDocuments {
    pub(super) fn new(set: &ModelSet) -> Result<Self, serde_json::Error> {
        let sha256 = &set.network.sha256;
        let mut models = Vec::new();
        for model in &set.models {
            let document = ModelDocument::from_manifest(&model.manifest, sha256)?;
            models.push((document.name.clone(), serde_json::value::to_raw_value(&document)?));
        }
        let by_name = models
            .iter()
            .map(|(name, json)| (name.clone(), Bytes::copy_from_slice(json.get().as_bytes())))
            .collect();
        let all = ModelDocuments {
            schema: set
                .models
                .first()
                .map(|model| model.manifest.schema.clone())
                .unwrap_or_default(),
            sha256: sha256.clone(),
            models: models.into_iter().map(|(_, json)| json).collect(),
        };
        Ok(Self { all: serde_json::to_vec(&all)?.into(), by_name })
    }

    /// The document of one model.
    pub fn find(&self, name: &str) -> Option<Bytes> {
        self.by_name.get(name).cloned()
    }
}

impl ModelDocument {
    fn from_manifest(manifest: &Manifest, sha256: &str) -> Result<Self, serde_json::Error> {
        Ok(Self {
            name: manifest.question.to_string(),
            version: manifest.version.clone(),
            schema: manifest.schema.clone(),
            sha256: sha256.to_owned(),
            labels: manifest.labels.clone(),
            silent: manifest.silent.clone(),
            calibration: serde_json::to_value(&manifest.calibration)?,
            combination: manifest.combination,
            trained_on: manifest.trained_on.clone(),
            metrics: manifest.metrics.clone(),
        })
    }
}
