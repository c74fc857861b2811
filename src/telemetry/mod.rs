//! What the service tells of itself: every metric in one list, and logs as JSON lines. Owns names,
//! label sets and shapes; never sees client data.

pub mod access;
pub mod endpoint;
pub mod log_writer;
pub mod logging;
pub mod metrics;
mod predictions;
mod quality;
mod refusals;
mod requests;
mod sensing;
pub mod trace_context;
pub mod traces;

pub use metrics::Metrics;
pub use traces::Traces;
