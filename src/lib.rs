//! skeleton

pub mod answer;
pub mod cli;
pub mod config;
pub mod http;
pub mod inference;
pub mod labels;
pub mod pipeline;
pub mod request;
pub mod server;
pub mod signals;
pub mod telemetry;
