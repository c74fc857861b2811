//! The service's parsers alone, to be compared with other people's.
#![allow(dead_code, reason = "the bench uses a part of each module")]

#[path = "../../../src/labels.rs"]
pub mod labels;
#[path = "../../../src/signals/mod.rs"]
pub mod signals;
#[path = "../../../src/wire/mod.rs"]
pub mod wire;
