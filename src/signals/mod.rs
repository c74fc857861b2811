//! Typed facts of one client, one file per layer.

pub mod claim;
pub mod evidence;
pub mod http;
pub mod issue;
pub mod json;
pub mod strings;
pub mod tls;
