//! Who may ask, and how often: API keys and rate limits. Owns the keys file, the token buckets
//! (this process's own, or Redis' for all instances) and whose bucket a request draws on; which
//! routes are guarded is the HTTP surface's business.

pub mod bounds;
mod buckets;
pub mod client_address;
mod key_file;
mod local;
pub mod memory;
mod rate;
mod shared;
pub mod shares;

pub use buckets::{Limiter, Outcome, Subject};
pub use key_file::{KeyEntry, KeyFileError, KeyRing, MintError, Role, mint};
pub use rate::{Quota, Rate};
pub use shared::BackendError;
