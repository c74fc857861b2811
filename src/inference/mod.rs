//! The models: loading, checking and running them. The only place that knows tract. Owns numbers
//! in, probabilities out; what an answer makes of them is the verdict's business.

pub mod cache;
mod calibration;
pub mod catalog;
pub mod drift;
pub mod engine;
mod familiar;
mod files;
pub mod manifest;
mod model;
mod model_set;
mod network;
pub mod queue;
pub mod reload;
pub mod scores;
pub mod shadow;
pub mod status;

pub use catalog::{Catalog, CatalogError};
pub use model_set::ModelSet;
