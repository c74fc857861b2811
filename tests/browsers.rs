//! Real browsers and real drivers, as the collector saw them (tests/golden/browser): the engine and
//! the major are right on all, every driver that leaves a tell is found, and no plain window is
//! accused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::fs;
use std::path::{Path, PathBuf};

use fingerprint_classify::Classifier;
use fingerprint_classify::contract::request::Request;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn captures() -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/golden/browser"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let read = |file: &Path| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    files
        .iter()
        .map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), read(file)))
        .collect()
}

/// Every capture with its answer.
fn answered() -> Vec<(String, Value, Value)> {
    let classifier = Classifier::load(&root().join("models")).unwrap();
    let answer = |(name, capture): (String, Value)| {
        let request = Request::from_json(capture["fingerprint"].to_string().as_bytes()).unwrap();
        let answer = serde_json::to_value(classifier.classify(request).unwrap()).unwrap();
        (name, capture, answer)
    };
    let answers: Vec<_> = captures().into_iter().map(answer).collect();
    assert!(answers.len() >= 15, "the captures were not found");
    answers
}

fn said(answer: &Value) -> String {
    let reasons = answer["reasons"].as_array().unwrap().iter();
    let reasons: Vec<_> =
        reasons.map(|reason| format!("{} {}", reason["code"], reason["weight"])).collect();
    format!("{} {} {}", answer["automation"], answer["spoofing"], reasons.join(", "))
}

#[test]
fn nothing_that_the_collector_sends_is_unknown() {
    for (name, _, answer) in answered() {
        assert_eq!(answer["issues"], serde_json::json!([]), "{name}");
        assert_eq!(answer["layers"]["browser"]["used"], true, "{name}");
    }
}

#[test]
fn the_engine_is_right_on_all() {
    for (name, capture, answer) in answered() {
        assert_eq!(
            answer["engine"]["label"], capture["truth"]["engine"],
            "{name}: {}",
            answer["engine"]
        );
        assert!(
            answer["engine"]["probability"].as_f64().unwrap() > 0.9,
            "{name}: {}",
            answer["engine"]
        );
    }
}

#[test]
fn the_range_holds_the_major_of_every_browser() {
    for (name, capture, answer) in answered() {
        let versions = &capture["versions"];
        let program = versions["chromium"].as_str().or(versions["firefox"].as_str());
        let Some(major) =
            program.and_then(|version| version.split('.').next()?.parse::<u64>().ok())
        else {
            continue;
        };
        let (first, last) = (
            answer["version"]["range"][0].as_u64().unwrap(),
            answer["version"]["range"][1].as_u64(),
        );
        assert!(first > 1, "{name}: {}", answer["version"]);
        assert!(
            first <= major && last.is_none_or(|last| major <= last),
            "{name}: {}",
            answer["version"]
        );
    }
}

#[test]
fn every_driver_that_leaves_a_tell_is_found() {
    for (name, capture, answer) in answered() {
        if capture["truth"]["automation"] != "none" {
            assert_eq!(answer["automation"]["detected"], true, "{name}: {}", said(&answer));
        }
    }
}

#[test]
fn no_plain_window_is_accused() {
    for (name, capture, answer) in answered() {
        if capture["truth"]["automation"] == "none" {
            assert_eq!(answer["automation"]["detected"], false, "{name}: {}", said(&answer));
            assert_eq!(answer["spoofing"]["detected"], false, "{name}: {}", said(&answer));
        }
    }
}

#[test]
fn a_lie_is_found_and_named() {
    for (name, capture, answer) in answered() {
        let lies = capture["truth"]["spoofing"].as_array().unwrap();
        if !lies.is_empty() {
            assert_eq!(answer["spoofing"]["detected"], true, "{name}: {}", said(&answer));
            let kinds = answer["spoofing"]["kinds"].as_array().unwrap();
            assert!(
                lies.iter().any(|lie| kinds.contains(lie)),
                "{name}: {kinds:?} is none of {lies:?}"
            );
        }
    }
}

/// Driven so that nothing tells the tool: Firefox and `WebKit` say that they are driven, not by
/// whom, and an emulated or hidden window has no size of its tool's own.
const TOOL_UNTOLD: &[&str] = &[
    "playwright-as-iphone",
    "playwright-as-pixel",
    "puppeteer-firefox",
    "puppeteer-stealth",
    "webkit-webdriver",
];

#[test]
fn a_tool_is_named_where_it_shows_and_never_wrongly() {
    for (name, capture, answer) in answered() {
        let (tool, named) = (&capture["truth"]["automation_tool"], &answer["automation"]["tool"]);
        if TOOL_UNTOLD.contains(&name.as_str()) {
            assert_eq!(*named, Value::Null, "{name}");
        } else {
            assert_eq!(named, tool, "{name}: {}", said(&answer));
        }
    }
}

#[test]
fn phones_that_are_emulated_on_a_desktop_are_named() {
    let emulated = |name: &str| matches!(name, "playwright-as-iphone" | "playwright-as-pixel");
    for (name, _, answer) in answered().into_iter().filter(|(name, ..)| emulated(name)) {
        let found = answer["reasons"].as_array().unwrap();
        let by = |code: &str| found.iter().any(|reason| reason["code"] == code);
        assert_eq!(answer["engine"]["label"], "blink", "{name}");
        assert!(
            by("probes_of_a_desktop") || by("probes_of_another_engine"),
            "{name}: {}",
            said(&answer)
        );
        let kinds = answer["spoofing"]["kinds"].as_array().unwrap();
        let named = kinds.iter().any(|kind| kind == "device" || kind == "user_agent_browser");
        assert!(named, "{name}: {kinds:?}");
    }
}
