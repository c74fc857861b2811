//! Runs the network below every question.
//!
//! Its ONNX graph has a part for each layer of evidence: an input of the part's name, and an output
//! `<name>_sums` with one sum for each label of each question. A part whose layer is absent is not
//! run. Owns tract and the state of its plans; what a part's numbers and sums mean is the caller's
//! business.
//!
//! ```
//! use fingerprint_network::{Network, PartSpec};
//!
//! // Two parts: `left` doubles one number, `right` adds two.
//! let onnx = include_bytes!("../tests/two_parts.onnx");
//! let parts = [PartSpec { name: "left", width: 1 }, PartSpec { name: "right", width: 2 }];
//! let network = Network::from_onnx(onnx, &parts, 1)?;
//!
//! let sums = network.sums(&[Some(&[3.0]), Some(&[4.0, 5.0])])?;
//! assert_eq!(sums, [[6.0], [9.0]]);
//! // An absent part has no sums.
//! assert_eq!(network.sums(&[None, Some(&[4.0, 5.0])])?, [vec![], vec![9.0]]);
//! # Ok::<(), fingerprint_network::NetworkError>(())
//! ```

#![warn(missing_docs)]

use std::sync::{Arc, Mutex, PoisonError};

use tract_onnx::prelude::*;

/// Why the network cannot be loaded or run.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// tract cannot read or run the graph.
    #[error("the graph cannot be used: {0}")]
    Graph(String),
    /// A part gives another number of sums than its manifest says.
    #[error("a part gives {found} sums, {expected} are expected")]
    Outputs {
        /// What the graph gives.
        found: usize,
        /// What the caller expects.
        expected: usize,
    },
}

impl From<TractError> for NetworkError {
    fn from(error: TractError) -> Self {
        Self::Graph(format!("{error:#}"))
    }
}

/// One part of the graph, as its input is named and shaped.
#[derive(Debug, Clone, Copy)]
pub struct PartSpec<'a> {
    /// Name of the input; the output is `<name>_sums`.
    pub name: &'a str,
    /// Numbers that the input takes.
    pub width: usize,
}

/// A loaded network, ready to run on any number of threads.
pub struct Network {
    plans: Vec<Arc<TypedRunnableModel>>,
    outputs: usize,
    /// The states of the plans that no thread uses now: as many as have run at once.
    idle: Mutex<Vec<Runner>>,
}

/// The state of each part's plan. To make one costs as much as to run it.
struct Runner(Vec<TypedSimpleState>);

impl Network {
    /// Reads a graph with these parts, each of which gives `outputs` sums.
    pub fn from_onnx(
        onnx: &[u8],
        parts: &[PartSpec<'_>],
        outputs: usize,
    ) -> Result<Self, NetworkError> {
        let graph = tract_onnx::onnx().model_for_read(&mut &*onnx)?;
        // The batch is fixed at one row: a symbolic one costs a third more.
        let plan = |part: &PartSpec<'_>| {
            graph
                .clone()
                .with_input_names([part.name])?
                .with_outputs_by_name([format!("{}_sums", part.name)])?
                .with_input_fact(0, InferenceFact::dt_shape(f32::datum_type(), [1, part.width]))?
                .into_optimized()?
                .into_runnable()
        };
        let plans = parts.iter().map(plan).collect::<TractResult<_>>()?;
        Ok(Self { plans, outputs, idle: Mutex::default() })
    }

    /// The sums of each part, in the order of the parts; empty where a part's input is absent.
    pub fn sums(&self, inputs: &[Option<&[f32]>]) -> Result<Vec<Vec<f32>>, NetworkError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut runner = kept.map_or_else(|| self.runner(), Ok)?;
        let mut sums = Vec::with_capacity(self.plans.len());
        for (input, state) in inputs.iter().zip(&mut runner.0) {
            sums.push(match input {
                Some(values) => self.run(state, values)?,
                None => Vec::new(),
            });
        }
        // A state that failed is not kept.
        idle().push(runner);
        Ok(sums)
    }

    fn run(&self, state: &mut TypedSimpleState, values: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let input = Tensor::from_shape(&[1, values.len()], values)?;
        let outputs = state.run(tvec![input.into()])?;
        let output =
            outputs.first().ok_or(NetworkError::Outputs { found: 0, expected: self.outputs })?;
        let found = output.try_as_plain_ram().and_then(|plain| plain.as_slice::<f32>())?;
        if found.len() != self.outputs {
            return Err(NetworkError::Outputs { found: found.len(), expected: self.outputs });
        }
        Ok(found.to_vec())
    }

    fn runner(&self) -> TractResult<Runner> {
        self.plans
            .iter()
            .map(tract_onnx::tract_hir::internal::SimplePlan::spawn)
            .collect::<TractResult<_>>()
            .map(Runner)
    }
}
