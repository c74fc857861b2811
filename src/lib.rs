//! Tells what a web client really is.
//!
//! A request walks down this list once, without turning back: `sensor` watches its connection, `http`
//! takes it in, `signals` reads
//! the evidence (`wire` where it is raw bytes), `features` turns it into numbers, `inference` scores
//! them, `checks` looks for contradictions, `verdict` weighs both. `pipeline` is that whole story on
//! one screen, `server` the one place where the parts are wired together.

pub mod cli;
pub mod config;
pub mod server;

pub mod sensor;

pub mod wire;

pub mod signals;

pub mod features;

pub mod inference;

pub mod checks;

pub mod verdict;

pub mod pipeline;

pub mod http;

pub mod telemetry;

pub mod answer;
pub mod labels;
pub mod request;
