//! What the service tells of itself: every metric in one list, and logs as JSON lines. Owns names,
//! label sets and shapes; never sees client data.

pub mod access;
pub mod endpoint;
mod exemplars;
mod exposition;
pub mod log_writer;
pub mod logging;
pub mod metrics;
mod open_metrics;
mod predictions;
mod quality;
mod refusals;
pub mod request_context;
mod requests;
mod sensing;
pub mod trace_context;
pub mod traces;

pub use endpoint::{EndpointLabel, EndpointLabels};
pub use exposition::Format;
pub use metrics::Metrics;
pub use traces::Traces;
