//! skeleton

pub mod answer;
pub mod inference;
pub mod labels;
pub mod request;
pub mod signals;
