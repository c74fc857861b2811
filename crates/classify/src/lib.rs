//! Answers what a web client really is: browser, version, system, device, automation and spoofing,
//! each with a calibrated probability and reasons. No network, clock, log or environment.
//!
//! A [`Request`] holds what was observed of one client, by layer; a [`Classifier`] holds the models
//! of one folder; an [`Answer`] is what the HTTP service sends as JSON.
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
//! assert!(answer.automation.detected && !answer.spoofing.detected);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From evidence to an answer
//!
//! | module | owns |
//! |---|---|
//! | [`contract`] | what goes in and comes out |
//! | [`engines`] | rules that say which engine a layer points to |
//! | [`features`] | facts as numbers: the schema of the models |
//! | [`models`] | numbers as calibrated scores |
//! | [`checks`] | contradictions between facts, each with a weight |
//! | [`verdict`] | scores and findings as labels, probabilities and reasons |
//!
//! A check looks at facts alone and can be used without models:
//!
//! ```
//! use fingerprint_classify::{Request, checks};
//!
//! let request = Request::from_json(br#"{"http": {"headers": [["user-agent",
//! "tls-client/2.0"]]}}"#)?; let (_, evidence, mut issues) = request.into_parts(); let findings =
//! checks::findings(&evidence.read(&mut issues)); assert_eq!(findings[0].code,
//! "declared_impersonator");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(missing_docs)]

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
