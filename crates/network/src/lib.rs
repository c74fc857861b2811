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

mod dense;
mod plan;
mod vector_state;

use tract_onnx::prelude::*;

use dense::Dense;
use plan::Plan;

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

impl PartSpec<'_> {
    fn output(&self) -> String {
        format!("{}_sums", self.name)
    }
}

/// A loaded network, ready to run on any number of threads.
pub struct Network {
    parts: Vec<Part>,
    outputs: usize,
}

/// How a part is run.
enum Part {
    Dense(Dense),
    Plan(Plan),
}

impl Network {
    /// Reads a graph with these parts, each of which gives `outputs` sums.
    pub fn from_onnx(
        onnx: &[u8],
        parts: &[PartSpec<'_>],
        outputs: usize,
    ) -> Result<Self, NetworkError> {
        let framework = tract_onnx::onnx();
        let proto = framework.proto_model_for_read(&mut &*onnx)?;
        let graph = proto.graph.as_ref();
        let mut model = None;
        let mut part = |part: &PartSpec<'_>| {
            if let Some(dense) = graph.and_then(|graph| Dense::from_graph(graph, part)) {
                return Ok(Part::Dense(dense));
            }
            let model = match &mut model {
                Some(model) => model,
                empty => empty.insert(framework.model_for_proto_model(&proto)?),
            };
            Plan::from_model(model, part).map(Part::Plan)
        };
        let parts = parts.iter().map(&mut part).collect::<TractResult<_>>()?;
        Ok(Self { parts, outputs })
    }

    /// The sums of each part, in the order of the parts; empty where a part's input is absent.
    pub fn sums(&self, inputs: &[Option<&[f32]>]) -> Result<Vec<Vec<f32>>, NetworkError> {
        let mut all = Vec::with_capacity(self.parts.len());
        for (input, part) in inputs.iter().zip(&self.parts) {
            let sums = match (input, part) {
                (None, _) => Vec::new(),
                (Some(values), Part::Dense(dense)) => dense.run(values),
                (Some(values), Part::Plan(plan)) => vector_state::clean_after(|| plan.run(values))?,
            };
            if input.is_some() && sums.len() != self.outputs {
                let (found, expected) = (sums.len(), self.outputs);
                return Err(NetworkError::Outputs { found, expected });
            }
            all.push(sums);
        }
        Ok(all)
    }
}
