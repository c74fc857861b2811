//! One item of a batch: its verdict, or `{"id", "error"}` in its place. Whatever happens to one
//! costs the others nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::lines::Line;
use crate::http::error::{Problem, ProblemDocument};
use crate::http::routes::classify::write_answer;
use crate::serving::classifier::{LiveClassifier, Stopwatch};
use fingerprint_classify::Case;
use fingerprint_classify::contract::request::{Options, Request};

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

/// What the items of one chunk share.
pub struct ChunkContext<'a> {
    pub classifier: &'a LiveClassifier,
    /// Hold for every item, in place of its own.
    pub options: Option<&'a Options>,
    /// How long the chunk waited for a thread.
    pub queue_wait: Duration,
}

impl ChunkContext<'_> {
    /// Appends the verdict of one fingerprint as JSON, or its problem.
    pub fn classify_json(&self, out: &mut Vec<u8>, json: &[u8]) -> Outcome {
        let start = out.len();
        let answered = catch_unwind(AssertUnwindSafe(|| {
            let watch = Stopwatch::start_after(self.queue_wait);
            let mut request = Request::from_json(json)?;
            if let Some(options) = self.options {
                request.options = options.clone();
            }
            let case = Case::from_request(request);
            write_answer(out, &self.classifier.classify_recorded(case, watch)?)
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
    pub fn answer_item(&self, out: &mut Vec<u8>, item: &Line) {
        match item {
            Line::Whole(json) => {
                self.classify_json(out, json);
            }
            Line::TooLong(limit) => write_failure(out, None, &Problem::too_large(*limit)),
            Line::Broken(problem) => write_failure(out, None, problem),
        }
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
    (id.chars().count() <= fingerprint_classify::contract::request::MAX_ID_CHARS).then_some(id)
}
