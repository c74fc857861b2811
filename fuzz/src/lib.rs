//! The parsers of the service without the rest of it, so that a fuzz build takes seconds and every
//! run goes into code that reads a client's bytes.
#![allow(dead_code, reason = "the targets use a part of each module")]

#[path = "../../src/labels.rs"]
pub mod labels;
#[path = "../../src/request.rs"]
pub mod request;
#[path = "../../src/signals/mod.rs"]
pub mod signals;
#[path = "../../src/wire/mod.rs"]
pub mod wire;
