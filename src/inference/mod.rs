//! The models: loading, checking and running them. The only place that knows tract. Owns numbers
//! in, probabilities out; what an answer makes of them is the verdict's business.

pub mod cache;
pub mod catalog;
pub mod drift;
pub mod engine;
mod familiar;
pub mod manifest;
mod model;
mod model_set;
pub mod queue;
pub mod reload;
pub mod scores;
pub mod shadow;
pub mod status;

pub use catalog::{Catalog, CatalogError};
pub use model_set::ModelSet;
