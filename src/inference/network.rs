//! The network below every question: the only tract code. It has a part for each layer, which turns
//! the numbers of the layer's feature groups into sums for all labels of all questions; a part that
//! is absent is not run. What the sums mean is the heads' business (`model`).

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use tract_onnx::prelude::*;

use super::familiar::Familiar;
use super::files::{FileError, Files};
use crate::features::{GroupSpan, Schema};
use crate::labels::Layer;

/// Folder of the networks, beside those of the questions.
pub const FOLDER: &str = "network";

/// Largest difference to the answers that training recorded.
const GOLDEN_TOLERANCE: f32 = 1e-4;

/// Why a network cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("its version is {found}, the folder says {expected}")]
    Version { found: String, expected: String },
    #[error("it was trained on schema {found}, this binary computes {expected}")]
    Schema { found: String, expected: String },
    #[error("it has the groups {found}, this binary computes {expected}")]
    Groups { found: String, expected: String },
    #[error("the graph cannot be used: {0}")]
    Graph(String),
    #[error("known.json cannot be used: {0}")]
    Known(String),
    #[error("golden.json cannot be used: {0}")]
    Golden(String),
    #[error("golden row {row} is off by {difference}")]
    GoldenDiffers { row: usize, difference: f32 },
}

/// `manifest.json` of a network.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkManifest {
    pub version: String,
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

/// A loaded network.
pub struct Network {
    pub manifest: NetworkManifest,
    pub sha256: String,
    /// Which stacks training saw.
    pub familiar: Familiar,
    parts: Vec<Part>,
    /// The columns of each group.
    groups: Vec<(usize, usize)>,
    /// What runs the plans, when nobody asks: as many as threads have asked at once.
    idle: Mutex<Vec<Runner>>,
}

struct Part {
    start: usize,
    end: usize,
    plan: Arc<TypedRunnableModel>,
}

/// The state of each part's plan. To make one costs as much as to run it.
struct Runner(Vec<TypedSimpleState>);

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

impl Network {
    /// Loads one version, holds it to its manifest and its golden rows, and warms it up.
    pub fn load(models: &Path, version: &str, schema: &Schema) -> Result<Self, NetworkError> {
        let folder = models.join(FOLDER).join(version);
        let manifest: NetworkManifest = Files::manifest(&folder)?;
        if manifest.version != version {
            return Err(NetworkError::Version { found: manifest.version, expected: version.to_owned() });
        }
        if manifest.schema != schema.id {
            return Err(NetworkError::Schema { found: manifest.schema, expected: schema.id.clone() });
        }
        let computed: Vec<&str> = schema.groups.iter().map(|group| group.name).collect();
        if manifest.groups != computed {
            return Err(NetworkError::Groups {
                found: manifest.groups.join(", "),
                expected: computed.join(", "),
            });
        }
        let onnx = manifest.files.verified(&folder, "model.onnx")?;
        let golden = manifest.files.verified(&folder, "golden.json")?;
        let known = manifest.files.verified(&folder, "known.json")?;
        let network = Self {
            sha256: manifest.files.digest("model.onnx").unwrap_or_default().to_owned(),
            familiar: Familiar::parse(&known, schema).map_err(NetworkError::Known)?,
            parts: parts(&onnx, schema).map_err(|error| NetworkError::Graph(format!("{error:#}")))?,
            groups: schema.groups.iter().map(|group| (group.start, group.end)).collect(),
            idle: Mutex::default(),
            manifest,
        };
        network.check_golden(&golden)?;
        Ok(network)
    }

    /// Runs the parts that are present: one of zeros would answer zeros.
    pub fn sums(&self, row: &[f32]) -> Result<Sums, NetworkError> {
        let graph = |error: TractError| NetworkError::Graph(format!("{error:#}"));
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let shows = |start: usize, end: usize| {
            row.get(start..end).unwrap_or_default().iter().any(|value| *value != 0.0)
        };
        let kept = idle().pop();
        let mut runner = kept.map_or_else(|| self.runner(), Ok).map_err(graph)?;
        let mut parts = Vec::with_capacity(self.parts.len());
        for (part, state) in self.parts.iter().zip(&mut runner.0) {
            if !shows(part.start, part.end) {
                parts.push(Vec::new());
                continue;
            }
            let values = row.get(part.start..part.end).unwrap_or_default();
            let input = Tensor::from_shape(&[1, values.len()], values).map_err(graph)?;
            let outputs = state.run(tvec![input.into()]).map_err(graph)?;
            let output = outputs.first().ok_or_else(|| NetworkError::Graph("no output".to_owned()))?;
            let found = output.try_as_plain_ram().and_then(|plain| plain.as_slice::<f32>()).map_err(graph)?;
            if found.len() != self.manifest.outputs {
                return Err(NetworkError::Graph(format!("an output has {} numbers", found.len())));
            }
            parts.push(found.to_vec());
        }
        // One that failed is not kept.
        idle().push(runner);
        let groups = self.groups.iter().enumerate();
        let present = groups.filter(|(_, (start, end))| shows(*start, *end));
        Ok(Sums { present: present.fold(0, |mask, (group, _)| mask | 1 << group), parts })
    }

    fn runner(&self) -> TractResult<Runner> {
        self.parts.iter().map(|part| part.plan.spawn()).collect::<TractResult<_>>().map(Runner)
    }

    fn check_golden(&self, json: &[u8]) -> Result<(), NetworkError> {
        let golden: Golden =
            serde_json::from_slice(json).map_err(|error| NetworkError::Golden(error.to_string()))?;
        if golden.rows.is_empty() || golden.rows.len() != golden.outputs.len() {
            return Err(NetworkError::Golden(
                "it needs as many answers as rows, and at least one".to_owned(),
            ));
        }
        let absent = vec![0.0; self.manifest.outputs];
        for (row, (values, expected)) in golden.rows.iter().zip(&golden.outputs).enumerate() {
            let sums = self.sums(values)?;
            let whole = |sums| if Vec::is_empty(sums) { &absent } else { sums };
            let found: Vec<f32> = sums.parts.iter().flat_map(whole).copied().collect();
            let differences = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
            let difference = differences.fold(0.0, f32::max);
            if found.len() != expected.len() || difference.is_nan() || difference > GOLDEN_TOLERANCE {
                return Err(NetworkError::GoldenDiffers { row, difference });
            }
        }
        Ok(())
    }
}

/// One plan for each part, from the one graph. The batch is fixed at one row: a symbolic one costs a
/// third more.
fn parts(onnx: &[u8], schema: &Schema) -> TractResult<Vec<Part>> {
    let graph = tract_onnx::onnx().model_for_read(&mut &*onnx)?;
    let plan = |name: &str, width: usize| {
        graph
            .clone()
            .with_input_names([name])?
            .with_outputs_by_name([format!("{name}_sums")])?
            .with_input_fact(0, InferenceFact::dt_shape(f32::datum_type(), [1, width]))?
            .into_optimized()?
            .into_runnable()
    };
    let part = |groups: &[GroupSpan]| {
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return Ok(None) };
        let name = first.layer.map_or(first.name, Layer::as_str);
        let plan = plan(name, last.end - first.start)?;
        Ok(Some(Part { start: first.start, end: last.end, plan }))
    };
    schema.parts().filter_map(|groups| part(groups).transpose()).collect()
}
