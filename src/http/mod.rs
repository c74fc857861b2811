//! The HTTP surface. An endpoint is one value, declared beside its handler in `routes`; router,
//! guard, OpenAPI document and metric labels are made from the same values (`endpoint`).
//! `middleware` is what every request passes, `api` what handlers share, `error` the closed list of
//! problems. Knows nothing of how an answer is found.

pub mod api;
mod body;
pub mod endpoint;
pub mod error;
pub mod middleware;
mod router;
pub mod routes;

pub use middleware::observe::Observe;
pub use router::{Router, labels as endpoint_labels};
