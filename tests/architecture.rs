//! The house holds its own plan: who may import whom, where `unsafe` and single-purpose crates may
//! stand, how long a file may be, and that a file of a registry folder is registered.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// For each top-level module: what it may import of this crate. `*`: everything.
const IMPORTS: &[(&str, &[&str])] = &[
    ("labels", &[]),
    ("bounded_map", &[]),
    ("wire", &[]),
    ("signals", &["wire", "labels"]),
    ("features", &["signals", "labels"]),
    ("checks", &["signals", "labels"]),
    ("request", &["signals", "labels"]),
    ("identify", &["request", "signals"]),
    ("answer", &["signals", "labels"]),
    ("feedback", &["answer", "config", "telemetry", "labels", "bounded_map"]),
    ("policy", &["answer", "labels"]),
    ("config", &["labels"]),
    ("telemetry", &["labels", "config"]),
    ("inference", &["features", "config", "telemetry", "labels", "bounded_map"]),
    ("verdict", &["labels", "inference", "checks", "answer"]),
    (
        "pipeline",
        &[
            "signals",
            "features",
            "features/browser",
            "inference",
            "checks",
            "verdict",
            "feedback",
            "telemetry",
            "labels",
            "request",
            "answer",
        ],
    ),
    ("sensor", &["wire", "signals", "config", "telemetry", "labels"]),
    ("limit", &["config", "telemetry", "labels", "bounded_map"]),
    // Of `inference` only the status and the queue; of `signals` only the issues a problem shows.
    (
        "http",
        &[
            "pipeline",
            "request",
            "answer",
            "inference",
            "signals",
            "feedback",
            "identify",
            "limit",
            "policy",
            "sensor",
            "telemetry",
            "config",
            "labels",
        ],
    ),
    ("server", &["*"]),
    ("cli", &["*"]),
    ("lib", &["*"]),
    ("main", &["*"]),
];

/// Finer than modules: what of `inference` and `signals` the HTTP surface may see.
const HTTP_SEES: &[(&str, &[&str])] =
    &[("inference", &["status", "engine", "queue", "catalog", "reload"]), ("signals", &["issue"])];

/// Crates that only these modules may name.
const CRATES: &[(&str, &[&str])] = &[
    ("tract_onnx", &["inference"]),
    ("ndarray", &["inference"]),
    ("rayon", &["inference"]),
    // `server` names the error that a failed start shows.
    ("rustls", &["sensor", "server"]),
    ("tokio_rustls", &["sensor"]),
    ("rcgen", &["sensor"]),
    ("libc", &["sensor"]),
    ("socket2", &["sensor"]),
    ("redis", &["limit"]),
    ("actix_web", &["http", "server", "cli", "sensor"]),
    ("clap", &["cli"]),
    ("flate2", &["cli", "http"]),
    ("ureq", &["cli"]),
    ("indicatif", &["cli"]),
    ("tracing_subscriber", &["telemetry"]),
    ("prometheus", &["telemetry", "server"]),
    ("mimalloc", &["main"]),
];

/// Modules without async, clock, environment, log or global.
const PURE: &[&str] = &["wire", "signals", "features", "checks", "verdict"];
const IMPURE: &[&str] = &[
    "async fn",
    "Instant::now",
    "SystemTime::now",
    "std::env",
    "tracing::",
    "static mut",
    "OnceLock",
    "LazyLock",
    "println!",
    "eprintln!",
];

/// Files that may hold `unsafe`.
const UNSAFE_ALLOWED: &[&str] = &["sensor/saved_syn.rs"];

/// Files over the limit, each with a reason.
const LONG_ALLOWED: &[&str] = &[];
const MAX_LINES: usize = 400;

/// Folders in which each file must be named in the folder's own `mod.rs`, and in its registry.
const REGISTRIES: &[&str] = &[
    "checks",
    "checks/browser",
    "features",
    "verdict",
    "signals",
    "signals/browser",
    "telemetry",
    "http",
    "inference",
    "config",
    "cli",
    "limit",
    "feedback",
    "sensor",
];

struct Source {
    path: String,
    module: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 20, "the sources were not found");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let module = relative.split(['/', '.']).next().unwrap().to_owned();
            found.push(Source { path: relative, module, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// The part of a file that ships: tests may reach further.
fn shipped(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let without_comments = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    without_comments.collect::<Vec<_>>().join("\n")
}

/// Every path of this crate that the text names: `use crate::a::b` gives `a::b`.
fn crate_paths(text: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let after = text.split("crate::").skip(1);
    after.map(|rest| rest.chars().take_while(|c| is_path(*c)).collect()).collect()
}

#[test]
fn modules_import_only_what_the_plan_allows() {
    let mut broken = Vec::new();
    for source in sources() {
        let allowed = IMPORTS.iter().find(|(module, _)| *module == source.module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{} is not in the plan", source.module));
        for path in crate_paths(&shipped(&source.text)) {
            let mut parts = path.split("::");
            let (target, inner) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let own = target == source.module;
            if !own && !allowed.contains(&"*") && !allowed.contains(&target) {
                broken.push(format!("{} imports {path}", source.path));
            }
            let seen = HTTP_SEES.iter().find(|(module, _)| source.module == "http" && *module == target);
            if seen.is_some_and(|(_, parts)| !parts.contains(&inner)) {
                broken.push(format!("{} imports {path}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn single_purpose_crates_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for source in sources() {
        let code = shipped(&source.text);
        for (name, modules) in CRATES {
            let named = code.contains(&format!("{name}::")) && !modules.contains(&source.module.as_str());
            if named {
                broken.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn pure_modules_are_pure() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| PURE.contains(&source.module.as_str())) {
        let code = shipped(&source.text);
        for word in IMPURE.iter().filter(|word| code.contains(**word)) {
            broken.push(format!("{} has {word}", source.path));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn unsafe_stands_only_where_it_is_allowed() {
    for source in sources() {
        let code = shipped(&source.text);
        let used = code.contains("unsafe {") || code.contains("unsafe fn") || code.contains("unsafe impl");
        assert!(!used || UNSAFE_ALLOWED.contains(&source.path.as_str()), "{}", source.path);
    }
}

#[test]
fn files_are_short_and_say_what_they_own() {
    for source in sources() {
        let lines = source.text.lines().count();
        let long = LONG_ALLOWED.contains(&source.path.as_str());
        assert!(lines <= MAX_LINES || long, "{} has {lines} lines", source.path);
        assert!(source.text.starts_with("//!"), "{} does not say what it owns", source.path);
    }
}

#[test]
fn a_file_of_a_folder_is_named_in_it() {
    let all = sources();
    for folder in REGISTRIES {
        let Some(index) = all.iter().find(|source| source.path == format!("{folder}/mod.rs")) else {
            continue;
        };
        let prefix = format!("{folder}/");
        for source in all.iter().filter(|source| source.path.starts_with(&prefix)) {
            let name = source.path.trim_start_matches(&prefix).trim_end_matches(".rs");
            if name == "mod" || name.contains('/') {
                continue;
            }
            assert!(index.text.contains(&format!("mod {name};")), "{folder}/mod.rs does not name {name}");
        }
    }
}

/// Each file of the folder that declares an entry must be named in the folder's registry.
fn assert_registered(folder: &str, declares: &str, entry: impl Fn(&str) -> String) {
    let all = sources();
    let index = all.iter().find(|source| source.path == format!("{folder}/mod.rs")).expect(folder);
    let prefix = format!("{folder}/");
    let mut found = 0;
    for source in
        all.iter().filter(|source| source.path.starts_with(&prefix) && source.text.contains(declares))
    {
        let name = source.path.trim_start_matches(&prefix).trim_end_matches(".rs").trim_end_matches("/mod");
        if name != "mod" && !name.contains('/') {
            found += 1;
            assert!(index.text.contains(&entry(name)), "{name} is not registered in {folder}/mod.rs");
        }
    }
    assert!(found > 0, "no file of {folder} declares {declares}");
}

#[test]
fn every_check_is_registered() {
    assert_registered("checks", "fn check(", |name| format!("    {name}::check,"));
    assert_registered("checks/browser", "fn check(", |name| format!("    {name}::check,"));
}

#[test]
fn every_feature_group_is_registered() {
    assert_registered("features", "const GROUP: Group", |name| format!("{name}::GROUP"));
}

#[test]
fn every_question_names_the_file_that_answers_it() {
    assert_registered("verdict", "fn decide", |name| format!("\"{name}\"),"));
}

#[test]
fn every_finding_carries_the_name_of_its_file() {
    for source in
        sources().iter().filter(|source| source.path.starts_with("checks/") && source.module == "checks")
    {
        let name = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let code = format!("code: \"{name}\"");
        let is_check = source.text.contains("fn check(");
        assert!(!is_check || source.text.contains(&code), "{} reports another code", source.path);
    }
}

#[test]
fn every_check_has_a_row_in_its_page() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md")).unwrap();
    let mut checks = 0;
    for source in
        sources().iter().filter(|source| source.module == "checks" && source.text.contains("fn check("))
    {
        let code = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let rows = page.lines().filter(|line| line.starts_with(&format!("| `{code}` |"))).count();
        assert_eq!(rows, 1, "docs/checks.md tells nothing of {code}");
        checks += 1;
    }
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, checks, "docs/checks.md tells of a check that is none");
}

#[test]
fn no_module_has_a_name_that_says_nothing() {
    const EMPTY: &[&str] =
        &["utils", "util", "common", "helpers", "helper", "manager", "handler", "service", "data", "info"];
    for source in sources() {
        let empty = source.path.trim_end_matches(".rs").split('/').any(|part| EMPTY.contains(&part));
        assert!(!empty, "{}", source.path);
    }
}
