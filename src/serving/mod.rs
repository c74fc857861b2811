//! The models in operation: which set is active, loading it again, the threads and the queue in
//! front of them, what is kept, and what is watched. How an answer is found is the business of the
//! `fingerprint-classify` crate.

pub mod active;
pub mod cache;
pub mod catalog;
pub mod classifier;
pub mod documents;
pub mod drift;
pub mod pool;
pub mod queue;
mod recorded;
pub mod reload;
pub mod shadow;
pub mod status;
pub mod watch;
