//! What the API server would store otherwise than it is written: each apply would change it again,
//! and whoever compares the cluster with the tree would report drift for ever.

use serde_json::Value;

use crate::object::{Render, at};

/// Lists that are dropped when they are empty.
const DROPPED: &[(&str, &str)] = &[
    ("NetworkPolicy", "spec.egress"),
    ("NetworkPolicy", "spec.ingress"),
    ("Role", "rules"),
    ("ClusterRole", "rules"),
];

pub(super) fn written_as_stored(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in &render.objects {
        for (_, path) in DROPPED.iter().filter(|(kind, _)| *kind == object.kind()) {
            if at(&object.0, path).as_array().is_some_and(Vec::is_empty) {
                wrong.push(format!("{}: an empty {path} is stored as none", object.title()));
            }
        }
        for found in quantities(&object.0, false) {
            let canonical = canonical(found);
            if canonical != found {
                wrong.push(format!("{}: {found} is stored as {canonical}", object.title()));
            }
        }
    }
    wrong
}

/// The amounts below `requests`, `limits` and what else holds some.
fn quantities(value: &Value, inside: bool) -> Vec<&str> {
    const HOLDERS: &[&str] = &[
        "requests",
        "limits",
        "hard",
        "default",
        "defaultRequest",
        "max",
        "min",
        "maxAllowed",
        "minAllowed",
    ];
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| quantities(value, inside || HOLDERS.contains(&key.as_str())))
            .collect(),
        Value::Array(items) => items.iter().flat_map(|one| quantities(one, inside)).collect(),
        Value::String(text) if inside => vec![text],
        _ => Vec::new(),
    }
}

/// The largest unit that needs no fraction (k8s.io/apimachinery/pkg/api/resource).
fn canonical(text: &str) -> String {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let Ok(mut number) = digits.parse::<u64>() else { return text.to_owned() };
    let units: &[&str] = match &text[digits.len()..] {
        "m" => &["m", ""],
        "Ki" | "Mi" | "Gi" => &["Ki", "Mi", "Gi", "Ti"],
        _ => return text.to_owned(),
    };
    let step = if units[0] == "m" { 1000 } else { 1024 };
    let mut unit = units.iter().position(|one| *one == &text[digits.len()..]).unwrap_or(0);
    while number > 0 && number % step == 0 && unit + 1 < units.len() {
        number /= step;
        unit += 1;
    }
    format!("{number}{}", units[unit])
}

#[test]
fn amounts_are_stored_in_the_largest_unit_that_fits() {
    for (written, stored) in [
        ("2000m", "2"),
        ("500m", "500m"),
        ("1024Mi", "1Gi"),
        ("1536Mi", "1536Mi"),
        ("2", "2"),
        ("20", "20"),
    ] {
        assert_eq!(canonical(written), stored);
    }
}
