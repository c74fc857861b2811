//! The models: loading, checking and running them. The only place that knows tract.

pub mod catalog;
pub mod engine;
pub mod queue;
pub mod status;
