//! The models as they lie in their folder: loading, checking and asking them. Owns numbers in,
//! calibrated probabilities out; what an answer makes of them is the verdict's business.

mod calibration;
pub mod files;
pub mod known_stacks;
pub mod manifest;
pub mod model;
pub mod model_set;
pub mod network;
pub mod scores;

pub use model_set::{ModelSet, ModelSetError, active_folders, active_versions};
