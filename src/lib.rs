//! skeleton

pub mod answer;
pub mod checks;
pub mod features;
pub mod inference;
pub mod labels;
pub mod request;
pub mod pipeline;
pub mod signals;
pub mod verdict;
pub mod wire;
