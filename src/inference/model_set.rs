//! The models that answer together: those that `active.toml` names. Owns loading them as one set
//! and asking all of them about one row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::model::{Model, ModelError};
use super::scores::Scores;
use crate::features::Schema;
use crate::labels::{Layer, Question};

/// Why a set cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelSetError {
    #[error("cannot read {file}: {error}")]
    Read { file: PathBuf, error: std::io::Error },
    #[error("{file} is not a list of versions by question: {error}")]
    Parse { file: PathBuf, error: toml::de::Error },
    #[error("no version is active for {0}")]
    Missing(Question),
    #[error("model {question} {version}: {error}")]
    Model { question: Question, version: String, error: ModelError },
}

/// The questions that need a model; the others follow from them.
pub const MODEL_QUESTIONS: &[Question] =
    &[Question::Browser, Question::Os, Question::Device, Question::Client];

/// The models of `active.toml`, loaded, verified and warm.
pub struct ModelSet {
    pub models: Vec<Model>,
    groups: Vec<(usize, usize, Layer)>,
}

/// The versions that `active.toml` names.
pub fn active_versions(folder: &Path) -> Result<BTreeMap<Question, String>, ModelSetError> {
    let file = folder.join("active.toml");
    let text =
        std::fs::read_to_string(&file).map_err(|error| ModelSetError::Read { file: file.clone(), error })?;
    toml::from_str(&text).map_err(|error| ModelSetError::Parse { file, error })
}

impl ModelSet {
    /// Loads every active model; the first that cannot be used fails the set.
    pub fn load(folder: &Path, schema: &Schema) -> Result<Self, ModelSetError> {
        let versions = active_versions(folder)?;
        let mut models = Vec::new();
        for &question in MODEL_QUESTIONS {
            let version = versions.get(&question).ok_or(ModelSetError::Missing(question))?;
            let path = folder.join(question.as_str()).join(version);
            let model = Model::load(&path, question, version, schema)
                .map_err(|error| ModelSetError::Model { question, version: version.clone(), error })?;
            models.push(model);
        }
        let groups = schema.groups.iter().map(|group| (group.start, group.end, group.layer)).collect();
        Ok(Self { models, groups })
    }

    /// The newest version in the set: how an answer names its models.
    #[must_use]
    pub fn version(&self) -> &str {
        self.models.iter().map(|model| model.manifest.version.as_str()).max().unwrap_or_default()
    }

    /// Asks every model about one row.
    pub fn answer(&self, row: &[f32]) -> Result<Scores, ModelError> {
        let present: Vec<(usize, Layer)> = self
            .groups
            .iter()
            .enumerate()
            .filter(|(_, (start, end, _))| {
                row.get(*start..*end).is_some_and(|group| group.iter().any(|v| *v != 0.0))
            })
            .map(|(index, (_, _, layer))| (index, *layer))
            .collect();
        let questions =
            self.models.iter().map(|model| model.answer(row, &present)).collect::<Result<_, _>>()?;
        let mut layers: Vec<Layer> = present.iter().map(|(_, layer)| *layer).collect();
        layers.dedup();
        Ok(Scores { questions, layers, known: self.known(row, &present) })
    }

    /// Whether training saw the numbers of each layer in use.
    fn known(&self, row: &[f32], present: &[(usize, Layer)]) -> Vec<(Layer, bool)> {
        let Some(familiar) = self.models.iter().find_map(|model| model.familiar.as_ref()) else {
            return Vec::new();
        };
        let mut known: Vec<(Layer, bool)> = Vec::new();
        for &(_, layer) in present {
            if known.iter().any(|(seen, _)| *seen == layer) {
                continue;
            }
            let spans = self.groups.iter().filter(|(_, _, of)| *of == layer);
            let numbers =
                spans.flat_map(|(start, end, _)| row.get(*start..*end).unwrap_or_default()).copied();
            known.extend(familiar.knows(layer, numbers).map(|yes| (layer, yes)));
        }
        known
    }
}
