//! What the service says of itself: `metrics`, `logs` and `traces`. Owns names, label sets and
//! shapes; never sees client data.

pub mod endpoint;
pub mod logs;
pub mod metrics;
pub mod request_context;
pub mod traces;

pub use endpoint::{EndpointLabel, EndpointLabels};
pub use metrics::{Format, Metrics};
pub use traces::Traces;
