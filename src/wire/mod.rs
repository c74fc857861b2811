//! Captured bytes to structs: no sockets, no clock, no panics. Knows what the bytes say and nothing
//! of what it means.

pub mod cursor;
pub mod tls;
