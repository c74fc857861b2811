//! One version of the network: its manifest and files, held to the schema and to the answers that
//! training recorded. Running it is the `fingerprint-network` crate's business, what its sums mean
//! that of the heads (`model`).

use std::path::Path;

use fingerprint_network::{Network, NetworkError, PartSpec};
use fingerprint_signals::labels::Layer;
use serde::Deserialize;

use super::files::{FileError, Files};
use super::known_stacks::KnownStacks;
use crate::features::{GroupSpan, Schema};

/// Folder of the networks, beside those of the questions.
pub const FOLDER: &str = "network";

/// Largest difference to the answers that training recorded.
const GOLDEN_TOLERANCE: f32 = 1e-4;

/// Why a network version cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadedNetworkError {
    /// A file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
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
    /// It reads other groups of features.
    #[error("it has the groups {found}, this binary computes {expected}")]
    Groups {
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// The graph cannot be loaded or run.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The list of known stacks cannot be read.
    #[error("known.json cannot be used: {0}")]
    Known(String),
    /// The golden rows cannot be read.
    #[error("golden.json cannot be used: {0}")]
    Golden(String),
    /// A golden row has other sums than in training.
    #[error("golden row {row} is off by {difference}")]
    GoldenDiffers {
        /// The index of the row.
        row: usize,
        /// The largest difference of a sum.
        difference: f32,
    },
}

/// `manifest.json` of a network.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkManifest {
    /// The name of its folder.
    pub version: String,
    /// The id of the schema that it was trained on.
    pub schema: String,
    /// SHA-256 of the feature rows of `tests/golden/requests.jsonl`.
    pub golden: String,
    /// The feature groups, part by part. The graph has an input of each part's name, and an output
    /// `<name>_sums`.
    pub groups: Vec<String>,
    /// Sums that each part gives: one for each label of each question.
    pub outputs: usize,
    /// SHA-256 by file name.
    pub files: Files,
}

/// A loaded network and what training has seen.
pub struct LoadedNetwork {
    /// What training wrote of it.
    pub manifest: NetworkManifest,
    /// SHA-256 of its `model.onnx`.
    pub sha256: String,
    /// The stacks of the training data.
    pub known_stacks: KnownStacks,
    network: Network,
    /// The columns of each part and of each group, first and end.
    parts: Vec<(usize, usize)>,
    groups: Vec<(usize, usize)>,
}

/// What the network says of one row.
#[derive(Debug)]
pub struct Sums {
    /// A bit for each group that is present.
    pub present: u64,
    /// By the index of the part; empty where none of its groups is present.
    pub parts: Vec<Vec<f32>>,
}

/// Rows and the sums that training's own runtime gave, the parts one after another.
#[derive(Deserialize)]
struct Golden {
    rows: Vec<Vec<f32>>,
    outputs: Vec<Vec<f32>>,
}

impl LoadedNetwork {
    /// Loads one version, holds it to its manifest and its golden rows, and warms it up.
    pub fn load(models: &Path, version: &str, schema: &Schema) -> Result<Self, LoadedNetworkError> {
        let folder = models.join(FOLDER).join(version);
        let manifest: NetworkManifest = Files::manifest(&folder)?;
        if manifest.version != version {
            let expected = version.to_owned();
            return Err(LoadedNetworkError::Version { found: manifest.version, expected });
        }
        if manifest.schema != schema.id {
            let expected = schema.id.clone();
            return Err(LoadedNetworkError::Schema { found: manifest.schema, expected });
        }
        let computed: Vec<&str> = schema.groups.iter().map(|group| group.name).collect();
        if manifest.groups != computed {
            let found = manifest.groups.join(", ");
            return Err(LoadedNetworkError::Groups { found, expected: computed.join(", ") });
        }
        let onnx = manifest.files.verified(&folder, "model.onnx")?;
        let golden = manifest.files.verified(&folder, "golden.json")?;
        let known = manifest.files.verified(&folder, "known.json")?;
        let network = Self {
            sha256: manifest.files.digest("model.onnx").unwrap_or_default().to_owned(),
            known_stacks: KnownStacks::parse(&known, schema).map_err(LoadedNetworkError::Known)?,
            network: Network::from_onnx(&onnx, &part_specs(schema), manifest.outputs)?,
            parts: schema.parts().filter_map(span).collect(),
            groups: schema.groups.iter().map(|group| (group.start, group.end)).collect(),
            manifest,
        };
        network.check_golden(&golden)?;
        Ok(network)
    }

    /// Runs the parts that are present: one of zeros would answer zeros.
    pub fn sums(&self, row: &[f32]) -> Result<Sums, NetworkError> {
        let present = |(start, end): &(usize, usize)| {
            let values = row.get(*start..*end).unwrap_or_default();
            values.iter().any(|value| *value != 0.0).then_some(values)
        };
        let inputs: Vec<Option<&[f32]>> = self.parts.iter().map(present).collect();
        let groups = self.groups.iter().enumerate();
        let mask = groups
            .filter(|(_, span)| present(span).is_some())
            .fold(0, |mask, (group, _)| mask | 1 << group);
        Ok(Sums { present: mask, parts: self.network.sums(&inputs)? })
    }

    fn check_golden(&self, json: &[u8]) -> Result<(), LoadedNetworkError> {
        let unusable = |reason: &str| LoadedNetworkError::Golden(reason.to_owned());
        let golden: Golden =
            serde_json::from_slice(json).map_err(|error| unusable(&error.to_string()))?;
        if golden.rows.is_empty() || golden.rows.len() != golden.outputs.len() {
            return Err(unusable("it needs as many answers as rows, and at least one"));
        }
        let absent = vec![0.0; self.manifest.outputs];
        for (row, (values, expected)) in golden.rows.iter().zip(&golden.outputs).enumerate() {
            let sums = self.sums(values)?;
            let whole = |sums| if Vec::is_empty(sums) { &absent } else { sums };
            let found: Vec<f32> = sums.parts.iter().flat_map(whole).copied().collect();
            let differences = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
            let difference = differences.fold(0.0, f32::max);
            let differs = difference.is_nan() || difference > GOLDEN_TOLERANCE;
            if found.len() != expected.len() || differs {
                return Err(LoadedNetworkError::GoldenDiffers { row, difference });
            }
        }
        Ok(())
    }
}

/// The columns of a part's groups, first and end.
fn span(groups: &[GroupSpan]) -> Option<(usize, usize)> {
    Some((groups.first()?.start, groups.last()?.end))
}

fn part_specs(schema: &Schema) -> Vec<PartSpec<'static>> {
    let spec = |groups: &[GroupSpan]| {
        let (first, (start, end)) = (groups.first()?, span(groups)?);
        Some(PartSpec { name: first.layer.map_or(first.name, Layer::as_str), width: end - start })
    };
    schema.parts().filter_map(spec).collect()
}
