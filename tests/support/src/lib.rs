//! What the black-box tests and benches share: the service as a process, programs beside it, and a
//! TLS client that writes what a test likes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test ends where its assumptions do"
)]

pub mod process;
pub mod program;
pub mod tls;
