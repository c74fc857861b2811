//! How far live traffic is from what the models learnt on: the population stability index of each
//! feature group against `reference.json` of the models folder (docs/decisions/0009). Owns the
//! counts and their decay; the reference is written by
//! `training/fingerprint_training/commands/drift_reference.py`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use serde::Deserialize;

use crate::telemetry::Metrics;
use fingerprint_classify::features::Schema;

/// Rows with a group after which its index is computed anew. Of that many rows of the training's
/// own distribution an index of ten bins is about 0.02 on average; from 0.1 it is worth a look.
const ROWS: u64 = 500;

/// What is left of older counts each time: the index rests on about the last 5,000 rows.
const KEPT: f64 = 0.9;

/// What the models folder calls the file.
pub const REFERENCE: &str = "reference.json";

/// What it holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    schema: String,
    groups: BTreeMap<String, GroupReference>,
}

/// How many columns of a group were active in training's rows: the upper ends of all bins but the
/// last, and each bin's share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupReference {
    /// Training's rows that have the group; for readers.
    #[serde(rename = "rows")]
    _rows: u64,
    edges: Vec<usize>,
    shares: Vec<f64>,
}

/// Why there is no reference.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    #[error("cannot read {file}: {error}")]
    Read { file: PathBuf, error: std::io::Error },
    #[error("{file} is not a reference: {error}")]
    Parse { file: PathBuf, error: serde_json::Error },
    #[error("it is of schema {found}, this binary computes {expected}")]
    Schema { found: String, expected: String },
    #[error(
        "group {0}: it needs one share more than edges, rising edges, and shares that sum to 1"
    )]
    Bins(String),
}

/// One group's columns, reference and counts.
struct Group {
    name: &'static str,
    columns: std::ops::Range<usize>,
    reference: GroupReference,
    seen: AtomicU64,
    counts: Vec<AtomicU64>,
    decayed: Mutex<Vec<f64>>,
}

/// The counts of every group that the reference knows.
pub struct Drift {
    groups: ArcSwapOption<Vec<Group>>,
    metrics: Arc<Metrics>,
}

impl Drift {
    /// Counts nothing until a reference is loaded.
    #[must_use]
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self { groups: ArcSwapOption::empty(), metrics }
    }

    /// Takes the folder's reference and starts counting anew. Without a usable one no index is
    /// known.
    pub fn load(&self, folder: &Path, schema: &Schema) {
        self.groups.store(None);
        for group in &schema.groups {
            self.metrics.drift(group.name, f64::NAN);
        }
        match read(&folder.join(REFERENCE), schema) {
            Ok(groups) => self.groups.store(Some(Arc::new(groups))),
            Err(error) => tracing::warn!(error.message = %error, "no drift is measured"),
        }
    }

    /// Counts one row.
    pub fn count(&self, row: &[f32]) {
        let groups = self.groups.load();
        for group in groups.as_deref().into_iter().flatten() {
            let values = row.get(group.columns.clone()).unwrap_or_default();
            let active = values.iter().filter(|value| **value != 0.0).count();
            if active == 0 {
                continue;
            }
            let bin = group.reference.edges.partition_point(|edge| *edge < active);
            if let Some(count) = group.counts.get(bin) {
                count.fetch_add(1, Ordering::Relaxed);
            }
            if (group.seen.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(ROWS) {
                self.metrics.drift(group.name, group.index());
            }
        }
    }
}

impl Group {
    /// Takes in the new counts, lets the old ones fade, and compares.
    fn index(&self) -> f64 {
        let mut decayed = self.decayed.lock().unwrap_or_else(PoisonError::into_inner);
        for (decayed, count) in decayed.iter_mut().zip(&self.counts) {
            *decayed = *decayed * KEPT + count.swap(0, Ordering::Relaxed) as f64;
        }
        stability_index(&self.reference.shares, &decayed)
    }
}

/// The population stability index: the two distributions' relative entropies towards each other,
/// added up. Half a row in each bin keeps an empty one from being infinitely far.
fn stability_index(expected: &[f64], counts: &[f64]) -> f64 {
    let rows: f64 = counts.iter().sum::<f64>() + 0.5 * counts.len() as f64;
    let term = |(expected, count): (&f64, &f64)| {
        let share = (count + 0.5) / rows;
        let expected = expected.max(0.5 / rows);
        (share - expected) * (share / expected).ln()
    };
    expected.iter().zip(counts).map(term).sum()
}

fn read(file: &Path, schema: &Schema) -> Result<Vec<Group>, ReferenceError> {
    let text = std::fs::read(file)
        .map_err(|error| ReferenceError::Read { file: file.to_owned(), error })?;
    let Reference { schema: found, groups } = serde_json::from_slice(&text)
        .map_err(|error| ReferenceError::Parse { file: file.to_owned(), error })?;
    if found != schema.id {
        return Err(ReferenceError::Schema { found, expected: schema.id.clone() });
    }
    let mut groups = groups;
    let spans = schema.groups.iter().filter_map(|span| Some((span, groups.remove(span.name)?)));
    spans
        .map(|(span, reference)| {
            let bins = reference.shares.len();
            let rising = reference.edges.windows(2).all(|pair| pair.first() < pair.last());
            let total: f64 = reference.shares.iter().sum();
            if bins != reference.edges.len() + 1 || !rising || (total - 1.0).abs() > 0.01 {
                return Err(ReferenceError::Bins(span.name.to_owned()));
            }
            Ok(Group {
                name: span.name,
                columns: span.start..span.end,
                reference,
                seen: AtomicU64::new(0),
                counts: std::iter::repeat_with(AtomicU64::default).take(bins).collect(),
                decayed: Mutex::new(vec![0.0; bins]),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Format;
    use fingerprint_classify::features::Extractor;

    fn drift(name: &str, shares: &str) -> (Drift, Arc<Metrics>, std::ops::Range<usize>) {
        let schema = Extractor::new().schema().clone();
        let folder = std::env::temp_dir().join(format!("fpa-drift-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let id = &schema.id;
        let text = format!(
            r#"{{"schema":"{id}","groups":{{"tls":{{"rows":9,"edges":[1,2],"shares":{shares}}}}}}}"#
        );
        std::fs::write(folder.join("reference.json"), text).unwrap();
        let metrics = Metrics::new().unwrap();
        let drift = Drift::new(Arc::clone(&metrics));
        drift.load(&folder, &schema);
        let tls = schema.groups.iter().find(|group| group.name == "tls").unwrap();
        (drift, metrics, tls.start..tls.end)
    }

    /// Counts rows whose tls group has this many active columns.
    fn count(drift: &Drift, tls: &std::ops::Range<usize>, active: usize, rows: u64) {
        let mut row = vec![0.0; tls.end];
        row[tls.start..tls.start + active].fill(1.0);
        (0..rows).for_each(|_| drift.count(&row));
    }

    fn shown(metrics: &Metrics) -> Option<f64> {
        let text = metrics.exposition(Format::Text).unwrap();
        let line = "fingerprint_api_drift_psi{group=\"tls\"} ";
        let value: f64 =
            text.lines().find_map(|text| text.strip_prefix(line)).unwrap().parse().unwrap();
        (!value.is_nan()).then_some(value)
    }

    #[test]
    fn traffic_like_training_has_no_index_and_other_traffic_a_high_one() {
        let (drift, metrics, tls) = drift("like", "[0.5,0.3,0.2]");
        count(&drift, &tls, 1, 250);
        count(&drift, &tls, 2, 150);
        assert_eq!(shown(&metrics), None, "shown before enough was seen");
        count(&drift, &tls, 9, 100);
        assert!(shown(&metrics).unwrap() < 0.001);
        count(&drift, &tls, 9, 5 * ROWS);
        assert!(shown(&metrics).unwrap() > 1.0);
    }

    #[test]
    fn a_row_without_the_group_is_not_counted() {
        let (drift, metrics, tls) = drift("absent", "[0.5,0.3,0.2]");
        count(&drift, &tls, 0, 10 * ROWS);
        assert_eq!(shown(&metrics), None);
    }

    #[test]
    fn a_reference_that_does_not_fit_measures_nothing() {
        let (drift, metrics, tls) = drift("wrong", "[0.5,0.5]");
        count(&drift, &tls, 1, 10 * ROWS);
        assert_eq!(shown(&metrics), None);
    }

    #[test]
    fn the_index_is_the_textbooks() {
        // (0.6-0.5)·ln(0.6/0.5) + (0.4-0.5)·ln(0.4/0.5) = 0.04055, many rows.
        let index = stability_index(&[0.5, 0.5], &[600_000.0, 400_000.0]);
        assert!((index - 0.04055).abs() < 1e-4, "{index}");
    }
}
