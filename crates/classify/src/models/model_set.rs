//! The models that answer together: those that `active.toml` names, on the one network they share.
//! Owns loading them as one set and asking all of them about one row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::Files;
use super::known_stacks::Novelty;
use super::manifest::{Manifest, ManifestError, NetworkRef};
use super::model::Model;
use super::network::{self, LoadedNetwork, LoadedNetworkError};
use super::scores::Scores;
use crate::features::Schema;
use fingerprint_network::NetworkError;
use fingerprint_signals::labels::{Layer, MODEL_QUESTIONS, Question};

/// Why a set cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelSetError {
    /// `active.toml` cannot be read.
    #[error("cannot read {file}: {error}")]
    Read {
        /// Its name.
        file: PathBuf,
        /// The cause.
        error: std::io::Error,
    },
    /// `active.toml` is not a list of versions.
    #[error("{file} is not a list of versions by question: {error}")]
    Parse {
        /// Its name.
        file: PathBuf,
        /// The cause.
        error: toml::de::Error,
    },
    /// A question has no active version.
    #[error("no version is active for {0}")]
    Missing(Question),
    /// A model cannot be used.
    #[error("model {question} {version}: {error}")]
    Model {
        /// Its question.
        question: Question,
        /// Its version.
        version: String,
        /// The cause.
        error: ManifestError,
    },
    /// The network cannot be used.
    #[error("network {version}: {error}")]
    Network {
        /// Its version.
        version: String,
        /// The cause.
        error: LoadedNetworkError,
    },
    /// Two models read different networks.
    #[error(
        "model {question} {version}: it reads another network than the others, or other bytes of it"
    )]
    OtherNetwork {
        /// Its question.
        question: Question,
        /// Its version.
        version: String,
    },
}

/// What was done last while a row was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The network, whose sums every question reads.
    Network,
    /// One question's model.
    Question(Question),
}

/// The models of `active.toml`, loaded, verified and warm.
pub struct ModelSet {
    /// One model for each question that needs one.
    pub models: Vec<Model>,
    /// The network that they share.
    pub network: LoadedNetwork,
    groups: Vec<(usize, usize, Option<Layer>)>,
}

/// The versions that `active.toml` names.
pub fn active_versions(folder: &Path) -> Result<BTreeMap<Question, String>, ModelSetError> {
    let file = folder.join("active.toml");
    let text = std::fs::read_to_string(&file)
        .map_err(|error| ModelSetError::Read { file: file.clone(), error })?;
    toml::from_str(&text).map_err(|error| ModelSetError::Parse { file, error })
}

/// The folders below the models folder that the active set is made of.
pub fn active_folders(folder: &Path) -> Result<BTreeSet<PathBuf>, ModelSetError> {
    let mut folders = BTreeSet::new();
    for (question, version) in active_versions(folder)? {
        let own = Path::new(question.as_str()).join(&version);
        let manifest: Manifest = Files::manifest(&folder.join(&own))
            .map_err(|error| ModelSetError::Model { question, version, error: error.into() })?;
        folders.insert(own);
        folders.insert(Path::new(network::FOLDER).join(manifest.network.version));
    }
    Ok(folders)
}

impl ModelSet {
    /// Loads every active model and the network below them; the first that cannot be used fails the
    /// set.
    pub fn load(folder: &Path, schema: &Schema) -> Result<Self, ModelSetError> {
        let versions = active_versions(folder)?;
        let mut models = Vec::new();
        for &question in MODEL_QUESTIONS {
            let version = versions.get(&question).ok_or(ModelSetError::Missing(question))?;
            let path = folder.join(question.as_str()).join(version);
            let model = Model::load(&path, question, version, schema).map_err(|error| {
                ModelSetError::Model { question, version: version.clone(), error }
            })?;
            models.push(model);
        }
        let wanted =
            models.first().map(|model| model.manifest.network.version.clone()).unwrap_or_default();
        let network = LoadedNetwork::load(folder, &wanted, schema)
            .map_err(|error| ModelSetError::Network { version: wanted.clone(), error })?;
        let loaded = NetworkRef { version: wanted, sha256: network.sha256.clone() };
        if let Some(model) = models.iter().find(|model| model.manifest.network != loaded) {
            let (question, version) = (model.manifest.question, model.manifest.version.clone());
            return Err(ModelSetError::OtherNetwork { question, version });
        }
        let groups =
            schema.groups.iter().map(|group| (group.start, group.end, group.layer)).collect();
        Ok(Self { models, network, groups })
    }

    /// The newest version in the set: how an answer names its models.
    #[must_use]
    pub fn version(&self) -> &str {
        self.models.iter().map(|model| model.manifest.version.as_str()).max().unwrap_or_default()
    }

    /// Asks every model about one row.
    pub fn answer(&self, row: &[f32]) -> Result<Scores, NetworkError> {
        self.answer_observed(row, |_| {})
    }

    /// The same; `after` is called behind each question's model, so that a caller with a clock can
    /// say how long it took. The network, which all share, runs before the first.
    pub fn answer_observed(
        &self,
        row: &[f32],
        mut after: impl FnMut(Step),
    ) -> Result<Scores, NetworkError> {
        let sums = self.network.sums(row)?;
        let mut layers: Vec<Layer> = Vec::new();
        for (index, (_, _, layer)) in self.groups.iter().enumerate() {
            let present = sums.present >> index & 1 == 1;
            if let Some(layer) = layer.filter(|layer| present && !layers.contains(layer)) {
                layers.push(layer);
            }
        }
        let has_tls = layers.contains(&Layer::Tls);
        let novelty = if has_tls { self.network.known_stacks.novelty(row) } else { Novelty::Known };
        let known =
            layers.iter().filter_map(|layer| Some((*layer, self.knows(row, *layer, novelty)?)));
        let known = known.collect();
        after(Step::Network);
        let mut questions = Vec::with_capacity(self.models.len());
        for model in &self.models {
            questions.push(model.answer(&sums, novelty));
            after(Step::Question(model.manifest.question));
        }
        Ok(Scores { questions, layers, known })
    }

    /// Whether training saw the numbers of a layer; `None` where it kept no record of it.
    fn knows(&self, row: &[f32], layer: Layer, novelty: Novelty) -> Option<bool> {
        if layer == Layer::Tls {
            return Some(novelty == Novelty::Known);
        }
        let spans = self.groups.iter().filter(|(_, _, of)| *of == Some(layer));
        let numbers =
            spans.flat_map(|(start, end, _)| row.get(*start..*end).unwrap_or_default()).copied();
        self.network.known_stacks.knows(layer, numbers)
    }
}
