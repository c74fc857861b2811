//! Answers what a web client really is: browser, version, system, device, automation and spoofing,
//! each with a calibrated probability and reasons.
//!
//! Owns the way from facts to an answer: `features` turns facts into numbers, `models` scores them,
//! `checks` looks for contradictions by the rules of `engines`, `verdict` weighs both, and
//! `contract` is what goes in and comes out. Knows no network, clock, log or environment.
//!
//! ```
//! use fingerprint_classify::{Classifier, Request};
//!
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models");
//! let classifier = Classifier::load(folder.as_ref())?;
//! let request = Request::from_json(br#"{"http": {"headers": [
//!     ["host", "example.com"], ["user-agent", "curl/8.5.0"], ["accept", "*/*"]]}}"#)?;
//! let answer = classifier.classify(request)?;
//! assert_eq!(answer.browser.label.as_str(), "curl");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer_parts;
pub mod checks;
mod claim;
mod classifier;
pub mod contract;
pub mod engines;
pub mod features;
pub mod models;
mod reference;
pub mod verdict;

pub use classifier::{Case, Classifier, ClassifyError, Reading, extract};
pub use contract::answer::Answer;
pub use contract::request::Request;
pub use reference::{reason_codes, reasons_markdown};
