//! `classify FILE|-`: verdicts as JSON lines, in the order of the input, on all threads.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::CommandError;
use super::input::Input;
use super::progress;
use crate::config::Config;
use crate::http::routes::batch::item::{ChunkContext, Outcome};
use crate::server::{StartError, models_dir};
use crate::serving::catalog::Catalog;
use crate::serving::classifier::LiveClassifier;
use crate::serving::pool::Pool;
use crate::telemetry::Metrics;

/// Said when some inputs could not be classified.
const SOME_FAILED: u8 = 3;

pub(super) fn run(config: &Config, path: &Path) -> Result<ExitCode, CommandError> {
    let metrics = Metrics::new().map_err(StartError::Metrics)?;
    let catalog = Arc::new(Catalog::new(models_dir(config)));
    catalog.load().map_err(|error| CommandError::Models(error.to_string()))?;
    let pool = Pool::new(&config.inference, Arc::clone(&metrics)).map_err(StartError::Pool)?;
    let classifier = LiveClassifier::new(catalog, metrics);

    let context =
        ChunkContext { classifier: &classifier, options: None, queue_wait: Duration::ZERO };
    let mut input = Input::open(path)?;
    let mut out = io::stdout().lock();
    let bar = progress::bar(input.length);
    let mut failed = 0_u64;
    loop {
        let chunk = input.next_chunk()?;
        if chunk.is_empty() {
            break;
        }
        let answers = pool.map(&chunk, |json| {
            let mut line = Vec::new();
            let outcome = context.classify_json(&mut line, json);
            line.push(b'\n');
            (line, outcome)
        });
        for (line, outcome) in answers {
            out.write_all(&line)?;
            failed += u64::from(outcome == Outcome::Failed);
        }
        bar.set_position(input.position);
    }
    out.flush()?;
    bar.finish_and_clear();
    if failed == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    // With standard error closed, the exit code still tells.
    let _ = writeln!(io::stderr(), "fingerprint-api: {failed} inputs could not be classified");
    Ok(ExitCode::from(SOME_FAILED))
}
