//! The service: what has sockets, clocks, files and state.
//!
//! A request walks down this list once, without turning back: `sensor` watches its connection,
//! `http` takes it in, `limit` and `policy` bound and decide, `serving` classifies it with the
//! active models (the crates `fingerprint-classify`, `-network`, `-signals` and `-wire` know how),
//! `feedback` holds it against late truth, `telemetry` says what happened. `server` is the one
//! place where the parts are wired, started and stopped.

pub mod cli;
pub mod config;
pub mod server;

pub mod sensor;

pub mod http;

pub mod limit;

pub mod policy;

pub mod serving;

pub mod feedback;

pub mod telemetry;

pub mod bounded_map;
pub mod reloadable;
