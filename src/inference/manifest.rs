//! What stands beside a model file: what it answers, from which columns, how it is calibrated, and
//! what was measured. Owns reading and checking the manifest; running the model is `model`'s.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::labels::{Browser, Client, Device, Os, Question};

/// `manifest.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub question: Question,
    pub version: String,
    pub schema: String,
    /// SHA-256 of the feature rows of `tests/golden/requests.jsonl`.
    pub golden: String,
    pub labels: Vec<String>,
    /// The feature groups, in the order of the output's blocks.
    pub groups: Vec<String>,
    /// Groups that say nothing about this question, and that it was trained without.
    pub silent: Vec<String>,
    pub input: String,
    pub output: String,
    /// SHA-256 by file name.
    pub files: BTreeMap<String, String>,
    /// Calibration by the groups present, joined by `+` in the schema's order; `any` for the rest.
    pub calibration: BTreeMap<String, Calibration>,
    pub trained_on: serde_json::Value,
    pub metrics: serde_json::Value,
}

/// How the raw sums become probabilities and sets.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    pub temperature: f32,
    /// Share of the answer that goes to the prior: what the net is sure of and wrong about.
    pub doubt: f32,
    /// Pairs of a coverage and the least probability of a label in the set, ascending.
    pub conformal: Vec<(f32, f32)>,
    /// Held-out rows it was fitted on.
    pub rows: u64,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    #[error("cannot read {file}: {error}")]
    Read { file: String, error: std::io::Error },
    #[error("{file} is not a manifest: {error}")]
    Parse { file: String, error: serde_json::Error },
    #[error("it answers {found}, the folder says {expected}")]
    Question { found: Question, expected: Question },
    #[error("its version is {found}, the folder says {expected}")]
    Version { found: String, expected: String },
    #[error("it was trained on schema {found}, this binary computes {expected}")]
    Schema { found: String, expected: String },
    #[error("`{0}` is no label of its question")]
    Label(String),
    #[error("the question {0} is not answered by a model")]
    NotAModel(Question),
    #[error("it has no calibration `any`")]
    NoCalibration,
}

impl Manifest {
    pub fn read(folder: &Path) -> Result<Self, ManifestError> {
        let path = folder.join("manifest.json");
        let file = path.display().to_string();
        let text = std::fs::read(&path).map_err(|error| ManifestError::Read { file: file.clone(), error })?;
        serde_json::from_slice(&text).map_err(|error| ManifestError::Parse { file, error })
    }

    /// Holds the manifest to where it was found and to the schema of this binary.
    pub fn check(&self, question: Question, version: &str, schema: &str) -> Result<(), ManifestError> {
        if self.question != question {
            return Err(ManifestError::Question { found: self.question, expected: question });
        }
        if self.version != version {
            return Err(ManifestError::Version { found: self.version.clone(), expected: version.to_owned() });
        }
        if self.schema != schema {
            return Err(ManifestError::Schema { found: self.schema.clone(), expected: schema.to_owned() });
        }
        if !self.calibration.contains_key("any") {
            return Err(ManifestError::NoCalibration);
        }
        Ok(())
    }

    /// The labels as indexes of their enum, and the enum's size.
    pub fn label_indexes(&self) -> Result<(Vec<usize>, usize), ManifestError> {
        let (index_of, size): (fn(&str) -> Option<usize>, usize) = match self.question {
            Question::Browser => (|text| text.parse().ok().map(Browser::index), Browser::ALL.len()),
            Question::Os => (|text| text.parse().ok().map(Os::index), Os::ALL.len()),
            Question::Device => (|text| text.parse().ok().map(Device::index), Device::ALL.len()),
            Question::Client => (|text| text.parse().ok().map(Client::index), Client::ALL.len()),
            other => return Err(ManifestError::NotAModel(other)),
        };
        let indexes = self
            .labels
            .iter()
            .map(|label| index_of(label).ok_or_else(|| ManifestError::Label(label.clone())));
        Ok((indexes.collect::<Result<_, _>>()?, size))
    }
}
