//! `findings`: what the checks find in each fingerprint of a file, for training and for fitting
//! weights. No model takes part.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::input::Input;
use super::{CommandError, progress};
use fingerprint_classify::checks::{self, Finding, PointsTo};
use fingerprint_classify::contract::request::{Request, RequestError};
use fingerprint_signals::labels::{Layer, Question, SpoofingKind};

/// One finding as it is printed.
#[derive(Serialize)]
struct Printed {
    code: &'static str,
    question: Question,
    weight: f32,
    /// What is lied about.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<SpoofingKind>,
    /// Whether a page's script showed it.
    of_page: bool,
}

impl From<Finding> for Printed {
    fn from(finding: Finding) -> Self {
        let kind = match finding.points_to {
            PointsTo::Spoofing(kind) => Some(kind),
            PointsTo::Automation(_) => None,
        };
        Self {
            code: finding.code,
            question: finding.points_to.question(),
            weight: finding.weight,
            kind,
            of_page: finding.layers.contains(&Layer::Browser),
        }
    }
}

/// Prints one array of findings a line, in order.
pub(super) fn run(path: &Path) -> Result<ExitCode, CommandError> {
    let mut input = Input::open(path)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let bar = progress::bar(input.length);
    let mut count = 0_u64;
    loop {
        let chunk = input.next_chunk()?;
        if chunk.is_empty() {
            break;
        }
        for line in chunk {
            count += 1;
            let found = found_in(&line)
                .map_err(|error| CommandError::Features(format!("fingerprint {count}: {error}")))?;
            serde_json::to_writer(&mut out, &found)?;
            out.write_all(b"\n")?;
        }
        bar.set_position(input.position);
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(ExitCode::SUCCESS)
}

fn found_in(line: &[u8]) -> Result<Vec<Printed>, RequestError> {
    let (_, evidence, mut issues) = Request::observed(line)?.into_parts();
    Ok(checks::findings(&evidence.read(&mut issues)).into_iter().map(Printed::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crawler_that_says_so_is_found_and_an_empty_client_is_not() {
        let crawler =
            br#"{"http":{"headers":[["user-agent","Googlebot/2.1 (+http://www.google.com/bot.html)"]]}}"#;
        let codes: Vec<_> = found_in(crawler).unwrap().iter().map(|found| found.code).collect();
        assert_eq!(codes, ["declared_crawler"]);
        assert!(found_in(br#"{"http":{"headers":[["host","x"]]}}"#).unwrap().is_empty());
    }
}
