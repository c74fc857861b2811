//! Typed facts to numbers. Owns every column's name, meaning and formula, and nothing of what a
//! model makes of them.
//!
//! No column is NaN: what was not recorded is 0, and a `present` or `…_known` column beside it says
//! so. A group that is absent is therefore all zeros, which is what lets a model without biases
//! give an absent group no say (docs/decisions/0002).

mod agreement;
mod browser;
mod client_hints;
mod extractor;
mod http;
mod http2;
mod probes;
mod schema;
mod tcp;
mod tls;
mod user_agent;

pub use extractor::Extractor;
pub use schema::{Column, GroupSpan, Schema};

use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::Layer;

/// One column: its name, its meaning and its formula in one value.
pub struct Feature {
    /// The column's name, `group.fact`.
    pub name: String,
    /// What the number means.
    pub doc: String,
    formula: Formula,
}

/// How a column's number is found. The code is the code point or the label's index that a family of
/// columns asks for one by one.
enum Formula {
    Fact(fn(&Fingerprint) -> f32),
    Code(fn(&Fingerprint, u16) -> f32, u16),
}

impl Feature {
    fn fact(name: &str, doc: &str, formula: fn(&Fingerprint) -> f32) -> Self {
        Self { name: name.to_owned(), doc: doc.to_owned(), formula: Formula::Fact(formula) }
    }

    fn code(name: String, doc: String, formula: fn(&Fingerprint, u16) -> f32, code: u16) -> Self {
        Self { name, doc, formula: Formula::Code(formula, code) }
    }

    fn value(&self, fingerprint: &Fingerprint) -> f32 {
        match self.formula {
            Formula::Fact(formula) => formula(fingerprint),
            Formula::Code(formula, code) => formula(fingerprint, code),
        }
    }
}

/// Columns that are absent together. Its name is the first part of its columns' names.
pub struct Group {
    /// The group's name, the first part of its columns' names.
    pub name: &'static str,
    /// Whose evidence it reads; `None` where it compares layers.
    pub layer: Option<Layer>,
    features: fn() -> Vec<Feature>,
}

/// Every group, in the order of the columns.
pub const GROUPS: &[Group] = &[
    tcp::GROUP,
    tls::GROUP,
    http2::GROUP,
    http::GROUP,
    client_hints::GROUP,
    user_agent::GROUP,
    browser::GROUP,
    probes::GROUP,
    agreement::GROUP,
];

/// 1 for yes, 0 for no.
const fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// A count as a number of about 0 to 1, so that no column outweighs the others before training.
fn share(count: usize, of: f32) -> f32 {
    count.min(u16::MAX.into()) as f32 / of
}
