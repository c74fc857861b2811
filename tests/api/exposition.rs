//! The Prometheus text format, read as a scraper reads it.

use std::collections::{BTreeMap, BTreeSet};

/// One sample.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub name: String,
    pub labels: BTreeMap<String, String>,
    pub value: f64,
}

/// A scrape.
#[derive(Debug)]
pub(crate) struct Exposition {
    pub samples: Vec<Sample>,
}

impl Exposition {
    /// Reads a text; each sample must belong to a family with HELP and TYPE.
    pub(crate) fn read(text: &str) -> Self {
        let mut helped = BTreeSet::new();
        let mut kinds = BTreeMap::new();
        let mut samples = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                assert!(helped.insert(rest.split(' ').next().unwrap().to_owned()), "twice: {line}");
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').unwrap();
                kinds.insert(name.to_owned(), kind.to_owned());
            } else {
                samples.push(read_sample(line));
            }
        }
        for sample in &samples {
            let suffixes = ["_bucket", "_sum", "_count"];
            let family = suffixes
                .iter()
                .filter_map(|suffix| sample.name.strip_suffix(suffix))
                .find(|family| kinds.get(*family).is_some_and(|kind| kind == "histogram"))
                .unwrap_or(&sample.name);
            assert!(
                helped.contains(family) && kinds.contains_key(family),
                "no family: {}",
                sample.name
            );
        }
        Self { samples }
    }

    /// The value of the sample with exactly these labels.
    pub(crate) fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let wanted: BTreeMap<_, _> =
            labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.samples
            .iter()
            .find(|sample| sample.name == name && sample.labels == wanted)
            .map(|found| found.value)
    }

    /// Every value of a label of a metric.
    pub(crate) fn label_values(&self, name: &str, label: &str) -> BTreeSet<String> {
        let samples = self.samples.iter().filter(|sample| sample.name == name);
        samples.filter_map(|sample| sample.labels.get(label).cloned()).collect()
    }
}

fn read_sample(line: &str) -> Sample {
    let (head, value) = line.rsplit_once(' ').unwrap();
    let (name, labels) = match head.split_once('{') {
        Some((name, rest)) => (name, read_labels(rest.strip_suffix('}').unwrap())),
        None => (head, BTreeMap::new()),
    };
    assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{line}");
    Sample { name: name.to_owned(), labels, value: value.parse().unwrap() }
}

/// `a="b",c="d"`; values of this service hold no quote to escape.
fn read_labels(text: &str) -> BTreeMap<String, String> {
    assert!(!text.contains('\\'), "an escaped label value: {text}");
    let pairs = text.split("\",").filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once("=\"").unwrap();
            (name.to_owned(), value.trim_end_matches('"').to_owned())
        })
        .collect()
}
