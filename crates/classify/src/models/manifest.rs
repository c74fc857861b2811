//! What a question's folder holds: what it answers, which sums of the network are its own, how they
//! are calibrated, and what was measured. Owns reading and checking the manifest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::files::{FileError, Files};
use super::known_stacks::Novelty;
use fingerprint_signals::labels::{Browser, Client, Device, Os, Question};

/// `manifest.json` of a question.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The question that it answers.
    pub question: Question,
    /// The name of its folder.
    pub version: String,
    /// The id of the schema that it was trained on.
    pub schema: String,
    /// The network whose sums it reads.
    pub network: NetworkRef,
    /// The labels that it may answer, by output.
    pub labels: Vec<String>,
    /// Groups that say nothing about this question, and that it was trained without.
    pub silent: Vec<String>,
    /// The index of its first label among the network's sums.
    pub first_output: usize,
    /// The sums without any evidence.
    pub prior: Vec<f32>,
    /// Calibration by the groups present, joined by `+` in the schema's order (`any` for the rest),
    /// and by how new the stack is.
    pub calibration: BTreeMap<String, BTreeMap<Novelty, Calibration>>,
    /// How the model's answer is weighed against other evidence; of `spoofing` alone.
    #[serde(default)]
    pub combination: Option<Combination>,
    /// A summary of the training data.
    pub trained_on: serde_json::Value,
    /// The figures on held-out data.
    pub metrics: serde_json::Value,
}

/// A network by its version and its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkRef {
    /// The name of its folder.
    pub version: String,
    /// SHA-256 of its `model.onnx`.
    pub sha256: String,
}

/// How the raw sums become probabilities and sets.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// What the sums are divided by.
    pub temperature: f32,
    /// Share of the answer that goes to the prior: what the net is sure of and wrong about.
    pub doubt: f32,
    /// Pairs of a coverage and the least probability of a label in the set, ascending.
    pub conformal: Vec<(f32, f32)>,
    /// Held-out rows it was fitted on.
    pub rows: u64,
}

/// Factors, fitted on held-out clients, by which log-odds of different evidence are added.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Combination {
    /// Of the model: how the layers agree with each other and with the claim.
    pub agreement: f32,
    /// Of what the browser model says of the claimed engine.
    pub evidence: f32,
    /// Of the weights of the checks' findings.
    pub findings: f32,
    /// Log-odds before anything is known, at the share of liars that the verdict assumes.
    pub bias: f32,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// A file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// It answers another question.
    #[error("it answers {found}, the folder says {expected}")]
    Question {
        /// What was found.
        found: Question,
        /// What was expected.
        expected: Question,
    },
    /// It is another version.
    #[error("its version is {found}, the folder says {expected}")]
    Version {
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// It was trained on another schema.
    #[error("it was trained on schema {found}, this binary computes {expected}")]
    Schema {
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// It has a label that the question does not.
    #[error("`{0}` is not a label of its question")]
    Label(String),
    /// The question needs no model.
    #[error("the question {0} is not answered by a model")]
    NotAModel(Question),
    /// Labels and prior are not of one length.
    #[error("it has {labels} labels and a prior of {prior} numbers")]
    Prior {
        /// How many labels it has.
        labels: usize,
        /// How many numbers its prior has.
        prior: usize,
    },
    /// It is not calibrated.
    #[error("it has no calibration `any`")]
    NoCalibration,
}

impl Manifest {
    /// Reads a folder's manifest and holds it to where it was found and to this binary's schema.
    pub fn read(
        folder: &std::path::Path,
        question: Question,
        version: &str,
        schema: &str,
    ) -> Result<Self, ManifestError> {
        let manifest: Self = Files::manifest(folder)?;
        if manifest.question != question {
            return Err(ManifestError::Question { found: manifest.question, expected: question });
        }
        if manifest.version != version {
            return Err(ManifestError::Version {
                found: manifest.version,
                expected: version.to_owned(),
            });
        }
        if manifest.schema != schema {
            return Err(ManifestError::Schema {
                found: manifest.schema,
                expected: schema.to_owned(),
            });
        }
        let (labels, prior) = (manifest.labels.len(), manifest.prior.len());
        if labels != prior || labels == 0 {
            return Err(ManifestError::Prior { labels, prior });
        }
        if manifest.calibration.get("any").is_none_or(BTreeMap::is_empty) {
            return Err(ManifestError::NoCalibration);
        }
        Ok(manifest)
    }

    /// The labels as indexes of their enum, and the enum's size.
    pub fn label_indexes(&self) -> Result<(Vec<usize>, usize), ManifestError> {
        let (index_of, size): (fn(&str) -> Option<usize>, usize) = match self.question {
            Question::Browser => (|text| text.parse().ok().map(Browser::index), Browser::ALL.len()),
            Question::Os => (|text| text.parse().ok().map(Os::index), Os::ALL.len()),
            Question::Device => (|text| text.parse().ok().map(Device::index), Device::ALL.len()),
            Question::Client => (|text| text.parse().ok().map(Client::index), Client::ALL.len()),
            Question::Spoofing => (honesty, HONESTY.len()),
            other => return Err(ManifestError::NotAModel(other)),
        };
        let indexes = self
            .labels
            .iter()
            .map(|label| index_of(label).ok_or_else(|| ManifestError::Label(label.clone())));
        Ok((indexes.collect::<Result<_, _>>()?, size))
    }
}

/// The labels of `spoofing` as a model answers it.
pub const HONESTY: [&str; 2] = ["honest", "spoofed"];

/// Index of [`HONESTY`]'s second label.
pub const SPOOFED: usize = 1;

fn honesty(text: &str) -> Option<usize> {
    HONESTY.iter().position(|label| *label == text)
}
