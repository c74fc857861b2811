//! A part of any other shape, run by tract. Owns the states of its plan.

use std::sync::{Arc, Mutex, PoisonError};

use tract_onnx::prelude::*;

use super::{NetworkError, PartSpec};

/// One part's plan.
pub(crate) struct Plan {
    plan: Arc<TypedRunnableModel>,
    /// States that no thread uses now, as many as have run at once: to make one costs as much as to
    /// run it.
    idle: Mutex<Vec<TypedSimpleState>>,
}

impl Plan {
    pub(crate) fn from_model(model: &InferenceModel, part: &PartSpec<'_>) -> TractResult<Self> {
        // The batch is fixed at one row: a symbolic one costs a third more.
        let fact = InferenceFact::dt_shape(f32::datum_type(), [1, part.width]);
        let plan = model
            .clone()
            .with_input_names([part.name])?
            .with_outputs_by_name([part.output()])?
            .with_input_fact(0, fact)?
            .into_optimized()?
            .into_runnable()?;
        Ok(Self { plan, idle: Mutex::default() })
    }

    /// The sums of one row.
    pub(crate) fn run(&self, values: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut state = kept.map_or_else(|| self.plan.spawn(), Ok)?;
        let input = Tensor::from_shape(&[1, values.len()], values)?;
        let outputs = state.run(tvec![input.into()])?;
        let sums = match outputs.first() {
            Some(output) => {
                output.try_as_plain_ram().and_then(|plain| plain.as_slice::<f32>())?.to_vec()
            }
            None => Vec::new(),
        };
        // A state that failed is not kept.
        idle().push(state);
        Ok(sums)
    }
}
