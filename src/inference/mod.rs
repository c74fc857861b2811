//! The models: loading, checking and running them. The only place that knows tract.

pub mod status;
