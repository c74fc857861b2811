//! Attacks on the connection layer, against the shipped binary: each bound at and above it, what it
//! cost, and what a client at another address feels of it. The attackers come from 127.0.0.2, the
//! others from 127.0.0.3: the whole of 127.0.0.0/8 is the loopback interface on Linux.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test ends where its assumptions do"
)]

mod connections;
mod heads;
mod linear;
mod process;
mod streams;
