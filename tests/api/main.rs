//! The service from the outside, over real sockets on ports of its own choosing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

mod authorize;
mod batch;
mod classify;
mod client;
mod edge;
mod errors;
mod exposition;
mod feedback;
mod keys;
mod limits;
mod models_copy;
mod nonce;
mod observation;
mod openapi;
mod page;
mod probes;
mod proxied;
mod reload;
mod routes;
mod sensor;
mod service;
mod settings;
mod shutdown;
mod signals;
mod traces;
mod watch;
