//! A part that is a chain of dense layers without biases and with `ReLU` between them, run as plain
//! loops. The layers here are so small that they stay in the first cache, and most inputs are zero:
//! a row of weights whose input is zero is not touched.

use tract_onnx::pb::{GraphProto, NodeProto, TensorProto, tensor_proto};

use super::PartSpec;

/// The layers of one part.
pub(crate) struct Dense {
    layers: Vec<DenseLayer>,
}

struct DenseLayer {
    outputs: usize,
    /// For each input a row of one weight for each output.
    weights: Box<[f32]>,
    /// Whether negative sums become zero.
    rectified: bool,
}

impl Dense {
    /// The part's layers, where the graph holds nothing but such a chain from its input to its
    /// sums.
    pub(crate) fn from_graph(graph: &GraphProto, part: &PartSpec<'_>) -> Option<Self> {
        let last = part.output();
        let (mut value, mut width) = (part.name, part.width);
        let mut layers: Vec<DenseLayer> = Vec::new();
        while value != last {
            let mut readers =
                graph.node.iter().filter(|node| node.input.iter().any(|i| i == value));
            let (node, None) = (readers.next()?, readers.next()) else { return None };
            match (node.op_type.as_str(), layers.last_mut()) {
                ("MatMul", _) => {
                    let layer = DenseLayer::from_node(graph, node, value, width)?;
                    width = layer.outputs;
                    layers.push(layer);
                }
                ("Relu", Some(layer)) => layer.rectified = true,
                _ => return None,
            }
            value = node.output.first().filter(|_| node.output.len() == 1)?;
        }
        (!layers.is_empty()).then_some(Self { layers })
    }

    /// The sums of one row.
    pub(crate) fn run(&self, values: &[f32]) -> Vec<f32> {
        let mut layers = self.layers.iter();
        let mut sums = layers.next().map_or_else(Vec::new, |first| first.run(values));
        for layer in layers {
            sums = layer.run(&sums);
        }
        sums
    }
}

impl DenseLayer {
    /// The layer of a `MatMul` of a value with a constant of two dimensions.
    fn from_node(graph: &GraphProto, node: &NodeProto, value: &str, width: usize) -> Option<Self> {
        let [left, right] = node.input.as_slice() else { return None };
        let constant = graph.initializer.iter().find(|tensor| tensor.name == *right)?;
        let [inputs, outputs] = constant.dims.as_slice() else { return None };
        let (inputs, outputs) = (usize::try_from(*inputs).ok()?, usize::try_from(*outputs).ok()?);
        let weights = floats(constant)?;
        let fits = left == value && inputs == width && outputs > 0;
        (fits && weights.len() == inputs * outputs).then(|| Self {
            outputs,
            weights: weights.into(),
            rectified: false,
        })
    }

    fn run(&self, values: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; self.outputs];
        for (value, weights) in values.iter().zip(self.weights.chunks_exact(self.outputs)) {
            if *value != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
        }
        if self.rectified {
            for sum in &mut sums {
                *sum = sum.max(0.0);
            }
        }
        sums
    }
}

/// The numbers of a constant, in either of the forms that ONNX has for them.
fn floats(tensor: &TensorProto) -> Option<Vec<f32>> {
    if tensor.data_type != tensor_proto::DataType::Float as i32 {
        return None;
    }
    if tensor.raw_data.is_empty() {
        return Some(tensor.float_data.clone());
    }
    let (chunks, rest) = tensor.raw_data.as_chunks::<4>();
    rest.is_empty().then(|| chunks.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}
