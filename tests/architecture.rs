//! What Cargo cannot say of the house: which crates are pure, where `unsafe` may be, how long a
//! file may be. Who may import whom is said by the crates' manifests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates without async, clock, environment, log or global.
const PURE: [&str; 3] = ["crates/wire/src/", "crates/signals/src/", "crates/classify/src/"];
const IMPURE: [&str; 13] = [
    "async fn",
    "Instant::now",
    "SystemTime::now",
    "std::env",
    "std::net::Tcp",
    "std::net::Udp",
    "tracing::",
    "log::",
    "static mut",
    "OnceLock",
    "LazyLock",
    "println!",
    "eprintln!",
];

/// Files that need a socket option or a processor instruction that no safe interface offers.
const UNSAFE_ALLOWED: [&str; 2] = ["src/sensor/saved_syn.rs", "crates/network/src/vector_state.rs"];

const MAX_LINES: usize = 400;

struct Source {
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file of the service and its crates.
fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["src", "crates"] {
        collect(&root().join(folder), &mut found);
    }
    assert!(found.len() > 200, "the sources were not found");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            found.push(Source { path: relative, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// The part of a file that ships: tests may reach further.
fn shipped(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let without_comments = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    without_comments.collect::<Vec<_>>().join("\n")
}

#[test]
fn pure_crates_know_no_clock_environment_or_log() {
    let mut broken = Vec::new();
    let is_pure = |source: &&Source| {
        PURE.iter().any(|folder| source.path.starts_with(folder))
            && !source.path.ends_with("/tests.rs")
    };
    for source in sources().iter().filter(is_pure) {
        let code = shipped(&source.text);
        for word in IMPURE.iter().filter(|word| code.contains(**word)) {
            broken.push(format!("{} has {word}", source.path));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn unsafe_code_is_only_where_nothing_safe_will_do() {
    for source in sources() {
        let code = shipped(&source.text);
        let used = ["unsafe {", "unsafe fn", "unsafe impl"].iter().any(|word| code.contains(word));
        assert!(!used || UNSAFE_ALLOWED.contains(&source.path.as_str()), "{}", source.path);
    }
}

#[test]
fn files_are_short_and_say_what_they_own() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", source.path);
        assert!(source.text.starts_with("//!"), "{} does not say what it owns", source.path);
    }
}

#[test]
fn the_signals_come_without_server_and_network() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "fingerprint-signals", "--edges", "normal"])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.status.success() && text.contains("fingerprint-wire"), "{text}");
    for name in ["actix", "tract", "redis", "clap", "tokio", "utoipa"] {
        assert!(!text.contains(name), "fingerprint-signals depends on {name}:\n{text}");
    }
}
