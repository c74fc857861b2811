//! One model: the only tract code. A model answers a row of features with one block of sums per
//! feature group and a last block, the prior. The sum of the prior and the blocks of any groups,
//! divided by the temperature, gives the answer from just those groups: one run tells what all
//! layers say together and what each says alone.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use ndarray::{Array1, ArrayView2, Axis};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tract_onnx::prelude::*;

use super::familiar::Familiar;
use super::manifest::{Calibration, Manifest, ManifestError};
use super::scores::{Distribution, QuestionScores};
use crate::features::Schema;
use crate::labels::{Layer, Question};

/// Largest difference to the answers that training recorded.
const GOLDEN_TOLERANCE: f32 = 1e-4;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    #[error("cannot read {file}: {error}")]
    Read { file: String, error: std::io::Error },
    #[error("the manifest does not name {0}")]
    NotListed(&'static str),
    #[error("{file} has sha256 {found}, the manifest says {expected}")]
    Checksum { file: String, found: String, expected: String },
    #[error("the graph cannot be used: {0}")]
    Graph(String),
    #[error("known.json cannot be used: {0}")]
    Known(String),
    #[error("golden.json cannot be used: {0}")]
    Golden(String),
    #[error("golden row {row} is off by {difference}")]
    GoldenDiffers { row: usize, difference: f32 },
}

/// A loaded model.
pub struct Model {
    pub manifest: Manifest,
    pub sha256: String,
    pub loaded_at: u64,
    plan: Arc<TypedRunnableModel>,
    label_indexes: Vec<usize>,
    label_space: usize,
    width: usize,
    inferences: AtomicU64,
    /// Which stacks training saw, where this model's version tells.
    pub familiar: Option<Familiar>,
}

/// Rows and the answers that training's own runtime gave.
#[derive(Deserialize)]
struct Golden {
    rows: Vec<Vec<f32>>,
    outputs: Vec<Vec<f32>>,
}

impl Model {
    /// Loads one version, holds it to its manifest and its golden rows, and warms it up.
    pub fn load(
        folder: &Path,
        question: Question,
        version: &str,
        schema: &Schema,
    ) -> Result<Self, ModelError> {
        let manifest = Manifest::read(folder)?;
        manifest.check(question, version, &schema.id)?;
        let (label_indexes, label_space) = manifest.label_indexes()?;
        let onnx = verified(folder, "model.onnx", &manifest)?;
        let golden = verified(folder, "golden.json", &manifest)?;
        let familiar = if manifest.files.contains_key("known.json") {
            Some(Familiar::parse(&verified(folder, "known.json", &manifest)?).map_err(ModelError::Known)?)
        } else {
            None
        };
        let model = Self {
            sha256: manifest.files.get("model.onnx").cloned().unwrap_or_default(),
            loaded_at: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs()),
            plan: plan(&onnx, schema.width()).map_err(|error| ModelError::Graph(format!("{error:#}")))?,
            label_indexes,
            label_space,
            width: schema.width(),
            inferences: AtomicU64::new(0),
            familiar,
            manifest,
        };
        model.check_golden(&golden)?;
        Ok(model)
    }

    pub fn inferences(&self) -> u64 {
        self.inferences.load(Ordering::Relaxed)
    }

    /// The answer to one row, for all groups present and for each layer alone. Every group names
    /// its layer, in the order of the schema; absent groups are not in `present`.
    pub fn answer(&self, row: &[f32], present: &[(usize, Layer)]) -> Result<QuestionScores, ModelError> {
        let start = Instant::now();
        let speaking: Vec<_> = present.iter().copied().filter(|(group, _)| self.listens_to(*group)).collect();
        let present = speaking.as_slice();
        let blocks = self.blocks(row)?;
        self.inferences.fetch_add(1, Ordering::Relaxed);
        let mut layers: Vec<(Layer, Distribution)> = Vec::new();
        for &(_, layer) in present {
            if layers.iter().all(|(seen, _)| *seen != layer) {
                let alone: Vec<_> =
                    present.iter().filter(|(_, of)| *of == layer).map(|(group, _)| *group).collect();
                layers.push((layer, self.distribution(&blocks, &alone)));
            }
        }
        let everything: Vec<_> = present.iter().map(|(group, _)| *group).collect();
        let all = self.distribution(&blocks, &everything);
        Ok(QuestionScores {
            question: self.manifest.question,
            all,
            layers,
            seconds: start.elapsed().as_secs_f64(),
        })
    }

    fn listens_to(&self, group: usize) -> bool {
        let name = self.manifest.groups.get(group);
        name.is_some_and(|name| !self.manifest.silent.contains(name))
    }

    /// Runs the graph: one block of sums per group, then the prior.
    fn blocks(&self, row: &[f32]) -> Result<Vec<f32>, ModelError> {
        let graph = |error: TractError| ModelError::Graph(format!("{error:#}"));
        let input = Tensor::from_shape(&[1, self.width], row).map_err(graph)?;
        let outputs = self.plan.run(tvec![input.into()]).map_err(graph)?;
        let output = outputs.first().ok_or_else(|| ModelError::Graph("it has no output".to_owned()))?;
        let sums = output.try_as_plain_ram().and_then(|plain| plain.as_slice::<f32>()).map_err(graph)?;
        if sums.len() != (self.manifest.groups.len() + 1) * self.manifest.labels.len() {
            return Err(ModelError::Graph(format!("its output has {} numbers", sums.len())));
        }
        Ok(sums.to_vec())
    }

    fn distribution(&self, blocks: &[f32], groups: &[usize]) -> Distribution {
        let labels = self.manifest.labels.len();
        let shape = (self.manifest.groups.len() + 1, labels);
        let Ok(blocks) = ArrayView2::from_shape(shape, blocks) else { return Distribution::default() };
        let Some(calibration) = self.calibration(groups) else { return Distribution::default() };
        let prior = blocks.index_axis(Axis(0), self.manifest.groups.len()).to_owned();
        let mut sums = prior.clone();
        for group in groups {
            sums += &blocks.index_axis(Axis(0), *group);
        }
        let sure = softmax(sums / calibration.temperature);
        let answer = sure * (1.0 - calibration.doubt) + softmax(prior) * calibration.doubt;
        let mut probabilities = vec![0.0; self.label_space];
        for (share, index) in answer.iter().zip(&self.label_indexes) {
            if let Some(probability) = probabilities.get_mut(*index) {
                *probability = *share;
            }
        }
        Distribution { probabilities, thresholds: calibration.conformal.clone() }
    }

    fn calibration(&self, groups: &[usize]) -> Option<&Calibration> {
        let names: Vec<_> =
            groups.iter().filter_map(|group| self.manifest.groups.get(*group)).map(String::as_str).collect();
        self.manifest.calibration.get(&names.join("+")).or_else(|| self.manifest.calibration.get("any"))
    }

    fn check_golden(&self, json: &[u8]) -> Result<(), ModelError> {
        let golden: Golden =
            serde_json::from_slice(json).map_err(|error| ModelError::Golden(error.to_string()))?;
        if golden.rows.is_empty() || golden.rows.len() != golden.outputs.len() {
            return Err(ModelError::Golden("it needs as many answers as rows, and at least one".to_owned()));
        }
        for (row, (values, expected)) in golden.rows.iter().zip(&golden.outputs).enumerate() {
            let found = self.blocks(values)?;
            let differences = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
            let difference = differences.fold(0.0, f32::max);
            if found.len() != expected.len() || difference.is_nan() || difference > GOLDEN_TOLERANCE {
                return Err(ModelError::GoldenDiffers { row, difference });
            }
        }
        Ok(())
    }
}

/// A file of the model's folder, if its checksum is the manifest's.
fn verified(folder: &Path, name: &'static str, manifest: &Manifest) -> Result<Vec<u8>, ModelError> {
    let expected = manifest.files.get(name).ok_or(ModelError::NotListed(name))?;
    let path = folder.join(name);
    let file = path.display().to_string();
    let bytes = std::fs::read(&path).map_err(|error| ModelError::Read { file: file.clone(), error })?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == *expected {
        Ok(bytes)
    } else {
        Err(ModelError::Checksum { file, found, expected: expected.clone() })
    }
}

fn softmax(mut sums: Array1<f32>) -> Array1<f32> {
    let top = sums.fold(f32::NEG_INFINITY, |a, b| a.max(*b));
    sums.mapv_inplace(|sum| (sum - top).exp());
    let total = sums.sum();
    sums / total
}

/// A fixed batch of one: a symbolic one costs a third more.
fn plan(onnx: &[u8], width: usize) -> TractResult<Arc<TypedRunnableModel>> {
    tract_onnx::onnx()
        .model_for_read(&mut &*onnx)?
        .with_input_fact(0, InferenceFact::dt_shape(f32::datum_type(), [1, width]))?
        .into_optimized()?
        .into_runnable()
}
