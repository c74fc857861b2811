//! One item of a batch: its verdict, or `{"id", "error"}` in its place. Whatever happens to one
//! costs the others nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::classify::write_answer;
use super::error::{Problem, ProblemDocument};
use super::lines::Line;
use crate::pipeline::Classifier;
use crate::request::{Options, Request};

/// An item of a batch that cannot be classified; it costs the others nothing.
#[derive(Serialize, ToSchema)]
pub struct FailedItem<'a> {
    /// The caller's id, where it can be read.
    id: Option<&'a str>,
    error: ProblemDocument<'a>,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Answered,
    Failed,
}

/// Appends the verdict of one fingerprint as JSON, or its problem.
pub fn classify_json(
    out: &mut Vec<u8>,
    classifier: &Classifier,
    json: &[u8],
    options: Option<&Options>,
) -> Outcome {
    let start = out.len();
    let answered = catch_unwind(AssertUnwindSafe(|| {
        let mut request = Request::from_json(json)?;
        if let Some(options) = options {
            request.options = options.clone();
        }
        write_answer(out, &classifier.classify(request)?)
    }));
    match answered.unwrap_or_else(|_panic| Err(Problem::internal())) {
        Ok(()) => Outcome::Answered,
        Err(problem) => {
            // Nothing of a half-written answer stays.
            out.truncate(start);
            write_failure(out, read_id(json).as_deref(), &problem);
            Outcome::Failed
        }
    }
}

/// Appends the item's verdict or problem.
pub fn answer_item(out: &mut Vec<u8>, classifier: &Classifier, item: &Line, options: Option<&Options>) {
    match item {
        Line::Whole(json) => {
            classify_json(out, classifier, json, options);
        }
        Line::TooLong(limit) => write_failure(out, None, &Problem::too_large(*limit)),
        Line::Broken(problem) => write_failure(out, None, problem),
    }
}

/// Appends the problem that hit an item's whole chunk.
pub fn fail_item(out: &mut Vec<u8>, item: &Line, problem: &Problem) {
    match item {
        Line::Whole(json) => write_failure(out, read_id(json).as_deref(), problem),
        Line::TooLong(limit) => write_failure(out, None, &Problem::too_large(*limit)),
        Line::Broken(own) => write_failure(out, None, own),
    }
}

fn write_failure(out: &mut Vec<u8>, id: Option<&str>, problem: &Problem) {
    let failure = FailedItem { id, error: problem.document() };
    // Strings and numbers always serialise, and a Vec takes them.
    let _ = serde_json::to_writer(out, &failure);
}

/// The id of an item that is otherwise wrong.
fn read_id(json: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Identified {
        id: Option<String>,
    }
    // A derived struct would also read an array of its fields.
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    let id = serde_json::from_slice::<Identified>(json).ok()?.id?;
    (id.chars().count() <= crate::request::MAX_ID_CHARS).then_some(id)
}
