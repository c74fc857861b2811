//! `evaluate FILE|-`: labelled observations, one `{"fingerprint", "truth"}` a line, held against
//! the verdicts of the models; accuracy and calibration by question, printed and, if asked, pushed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::input::Input;
use super::push::{Destination, push};
use super::{CommandError, print, progress};
use crate::config::Config;
use crate::feedback::{Figures, Judgement, Said, Tally, Truth};
use crate::server::{StartError, models_dir};
use crate::serving::catalog::Catalog;
use crate::serving::classifier::{LiveClassifier, Stopwatch};
use crate::serving::pool::Pool;
use crate::telemetry::Metrics;
use fingerprint_classify::Case;
use fingerprint_classify::contract::request::Request;
use fingerprint_signals::labels::Question;

/// One line.
#[derive(Deserialize)]
struct Observation<'a> {
    #[serde(borrow)]
    fingerprint: &'a RawValue,
    truth: Truth,
}

/// What the file says of the models.
#[derive(Serialize)]
pub(super) struct Report {
    /// The version of the models.
    model: String,
    /// Lines that were judged.
    judged: u64,
    /// Lines that hold no fingerprint that can be classified, or no truth that can be read.
    unusable: u64,
    pub(super) levels: BTreeMap<Question, Figures>,
}

pub(super) fn run(
    config: &Config,
    path: &Path,
    json: bool,
    destination: Option<&Destination>,
) -> Result<ExitCode, CommandError> {
    let report = evaluate(config, path)?;
    if json {
        let mut text = serde_json::to_string_pretty(&report)?;
        text.push('\n');
        print(&text)?;
    } else {
        print(&table(&report))?;
    }
    if report.judged == 0 {
        return Err(CommandError::Evaluate("no line of the file could be judged".to_owned()));
    }
    if let Some(destination) = destination {
        push(destination, &exposition(&report))?;
        // With standard error closed, the exit code still tells.
        let _ = writeln!(io::stderr(), "fingerprint-api: pushed to {}", destination.shown());
    }
    Ok(ExitCode::SUCCESS)
}

fn evaluate(config: &Config, path: &Path) -> Result<Report, CommandError> {
    let metrics = Metrics::new().map_err(StartError::Metrics)?;
    let catalog = Arc::new(Catalog::new(models_dir(config)));
    catalog.load().map_err(|error| CommandError::Models(error.to_string()))?;
    let model = catalog
        .active()
        .map(|set| set.classifier.models().version().to_owned())
        .unwrap_or_default();
    let pool = Pool::new(&config.inference, Arc::clone(&metrics)).map_err(StartError::Pool)?;
    let classifier = LiveClassifier::new(catalog, metrics);

    let mut input = Input::open(path)?;
    let bar = progress::bar(input.length);
    let mut tallies: BTreeMap<Question, Tally> = BTreeMap::new();
    let (mut judged, mut unusable) = (0, 0);
    loop {
        let chunk = input.next_chunk()?;
        if chunk.is_empty() {
            break;
        }
        for judgements in pool.map(&chunk, |line| judge(&classifier, line)) {
            match judgements {
                Some(judgements) => {
                    judged += 1;
                    for one in judgements {
                        tallies.entry(one.question).or_default().add(one.correct, one.probability);
                    }
                }
                None => unusable += 1,
            }
        }
        bar.set_position(input.position);
    }
    bar.finish_and_clear();
    let levels = tallies.iter().filter_map(|(question, tally)| Some((*question, tally.figures()?)));
    Ok(Report { model, judged, unusable, levels: levels.collect() })
}

/// The judgements of one line; `None` where there is nothing to judge.
fn judge(classifier: &LiveClassifier, line: &[u8]) -> Option<Vec<Judgement>> {
    let Observation { fingerprint, truth } = serde_json::from_slice(line).ok()?;
    let request = Request::from_json(fingerprint.get().as_bytes()).ok()?;
    let judged =
        classifier.classify_unrecorded(Case::from_request(request), Stopwatch::start()).ok()?;
    Some(truth.judge(&Said::from(&judged.answer)))
}

fn table(report: &Report) -> String {
    let Report { model, judged, unusable, levels } = report;
    let mut text = format!("models {model}: {judged} observations judged, {unusable} unusable\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{:<12}{:>8}  {:>8}  {:<17}  {:>6}",
        "level", "n", "accuracy", "95 % interval", "ECE"
    );
    for (question, figures) in levels {
        let Figures { n, accuracy, interval: (low, high), ece } = figures;
        let interval = format!("{low:.4} to {high:.4}");
        let _ = writeln!(
            text,
            "{:<12}{n:>8}  {accuracy:>8.4}  {interval:<17}  {ece:>6.4}",
            question.as_str()
        );
    }
    text
}

/// The report as gauges in the Prometheus text format.
fn exposition(report: &Report) -> String {
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, value: &dyn Fn(&Figures) -> f64| {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
        for (question, figures) in &report.levels {
            let _ = writeln!(text, "{name}{{level=\"{question}\"}} {}", value(figures));
        }
    };
    let accuracy = "Share of right answers among labelled observations.";
    gauge("fingerprint_api_model_accuracy", accuracy, &|figures| figures.accuracy);
    let ece = "Expected calibration error on labelled observations.";
    gauge("fingerprint_api_model_ece", ece, &|figures| figures.ece);
    let rows = "Labelled observations that the last evaluation rests on.";
    gauge("fingerprint_api_evaluation_rows", rows, &|figures| figures.n as f64);
    text
}
