//! The service from the outside, over real sockets on ports of its own choosing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

mod batch;
mod classify;
mod client;
mod errors;
mod exposition;
mod observation;
mod openapi;
mod probes;
mod process;
mod service;
mod settings;
mod shutdown;
mod traces;
