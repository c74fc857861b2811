//! What the rules and the checks say of captured clients: honest browsers must not be accused. The
//! tables are printed with `make measure`;
//! `OBSERVATIONS=FILE` (gzip JSONL of the training data's form) prints them for another file, which
//! is not judged.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]
#![allow(clippy::print_stdout, reason = "the tables are what a person reads")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use fingerprint_classify::checks::{self, PointsTo};
use fingerprint_classify::contract::request::Request;
use fingerprint_classify::engines::{self, Kernel, engine_traits};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Os};
use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// One client: its facts, and what is known of it.
struct Client {
    fingerprint: Fingerprint,
    kind: &'static str,
    /// What made its bytes, where that is known.
    engine: Option<Engine>,
    os: Option<Os>,
    major: Option<u32>,
    group: String,
}

const KINDS: [&str; 5] = [
    "browser, honest",
    "browser that lies",
    "library, honest",
    "library that lies",
    "impersonator",
];

fn clients() -> Vec<Client> {
    let committed =
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../captures/captures.jsonl.gz");
    let path = std::env::var_os("OBSERVATIONS").map_or_else(committed, PathBuf::from);
    let lines = BufReader::new(MultiGzDecoder::new(File::open(path).unwrap())).lines();
    lines.map(|line| client(&line.unwrap())).collect()
}

fn client(line: &str) -> Client {
    let row: Value = serde_json::from_str(line).unwrap();
    let truth = &row["truth"];
    let lies = truth["spoofing"].as_array().is_some_and(|kinds| !kinds.is_empty());
    let kind = match (truth["client"].as_str(), lies) {
        (Some("impersonator"), _) => "impersonator",
        (Some("http_library"), false) => "library, honest",
        (Some("http_library"), true) => "library that lies",
        (_, false) => "browser, honest",
        (_, true) => "browser that lies",
    };
    let (_, evidence, mut issues) = Request::observed(line.as_bytes()).unwrap().into_parts();
    Client {
        fingerprint: evidence.read(&mut issues),
        kind,
        engine: truth["engine"].as_str().map(|label| label.parse().unwrap()),
        os: truth["os"].as_str().map(|label| label.parse().unwrap()),
        major: truth["version"].as_str().and_then(|version| version.parse().ok()),
        group: row["group"].as_str().unwrap_or_default().to_owned(),
    }
}

type Rule = fn(&Fingerprint) -> Option<Engine>;

const RULES: [(&str, Rule); 4] = [
    ("tls", |f| engines::tls(f.tls.as_ref()?)),
    ("settings", |f| engines::settings(&f.http2.as_ref()?.opening)),
    ("pseudo_headers", |f| engines::pseudo_headers(&f.http2.as_ref()?.opening.pseudo_headers)),
    ("header_order", |f| engines::header_order(f.http.as_ref()?)),
];

/// Prints a table of counts and returns it.
fn table<Row: Ord + std::fmt::Display>(
    title: &str,
    columns: &[&str],
    cells: impl Iterator<Item = (Row, usize)>,
) -> BTreeMap<Row, Vec<usize>> {
    let mut counted: BTreeMap<Row, Vec<usize>> = BTreeMap::new();
    for (row, column) in cells {
        counted.entry(row).or_insert_with(|| vec![0; columns.len()])[column] += 1;
    }
    println!("\n| {title} | {} |\n|---{}|", columns.join(" | "), "|---".repeat(columns.len()));
    for (row, counts) in &counted {
        let counts: Vec<_> = counts.iter().map(ToString::to_string).collect();
        println!("| {row} | {} |", counts.join(" | "));
    }
    counted
}

#[test]
fn no_rule_takes_a_captured_browser_for_another_engine() {
    let clients = clients();
    let cells = clients.iter().filter_map(|client| Some((client, client.engine?))).flat_map(
        |(client, truth)| {
            RULES.iter().map(move |(name, rule)| {
                let column = match rule(&client.fingerprint) {
                    Some(engine) if engine == truth => 0,
                    Some(_) => 1,
                    None => 2,
                };
                (format!("{name}, {truth}"), column)
            })
        },
    );
    let kernels = clients.iter().filter_map(|client| {
        let (os, tcp) = (client.os?, client.fingerprint.tcp.as_ref()?);
        let column = Kernel::from_signature(&tcp.signature)
            .map_or(2, |kernel| usize::from(!kernel.runs(os)));
        Some((format!("kernel, {os}"), column))
    });
    let counted = table("rule, truth", &["right", "wrong", "silent"], cells.chain(kernels));
    if std::env::var_os("OBSERVATIONS").is_some() {
        return;
    }
    for (row, counts) in &counted {
        let browser = !row.ends_with("none");
        // A library may copy a browser's opening (niquests does) or headers; its hello gives it
        // away or says nothing.
        assert!(!browser && !row.starts_with("tls") || counts[1] == 0, "{row}: {counts:?}");
        assert!(!row.starts_with("tls, blink") || counts[0] > 0, "nothing was measured");
    }
}

#[test]
fn no_captured_honest_client_is_accused_of_lying() {
    let clients = clients();
    let cells = clients.iter().flat_map(|client| {
        let column = KINDS.iter().position(|kind| *kind == client.kind).unwrap();
        let findings = checks::findings(&client.fingerprint).into_iter();
        findings.map(move |finding| (finding.code, column)).chain([("~ clients", column)])
    });
    table("check", &KINDS, cells);
    if std::env::var_os("OBSERVATIONS").is_some() {
        return;
    }
    for client in clients.iter().filter(|client| client.kind.ends_with("honest")) {
        for finding in checks::findings(&client.fingerprint) {
            let about_truth = matches!(finding.points_to, PointsTo::Spoofing(_));
            // `QtWebEngine` and headless builds send no language; the check weighs next to nothing.
            let embedded =
                ["qtwebengine", "headless-shell"].iter().any(|name| client.group.starts_with(name));
            let known = finding.code == "accept_language_missing" && embedded;
            assert!(!about_truth || known, "{}: {finding:?}", client.group);
        }
    }
}

#[test]
fn every_finding_is_one_that_its_check_states() {
    let mut seen = BTreeSet::new();
    for client in clients() {
        for check in checks::all() {
            let Some(finding) = check.finding(&client.fingerprint) else { continue };
            assert!(check.states(&finding), "{}: {finding:?}", client.group);
            seen.insert(check.code);
        }
    }
    let of_captures = std::env::var_os("OBSERVATIONS").is_none();
    assert!(!of_captures || seen.len() > 10, "only {seen:?} were found");
}

#[test]
fn traits_leave_nine_captured_majors_in_ten_in_a_narrow_range() {
    const NEWEST: u32 = 157;
    let (mut browsers, mut held, mut widths) = (0, 0, 0);
    for client in clients().iter().filter(|client| client.kind == "browser, honest") {
        let (Some(engine), Some(major)) = (client.engine, client.major) else { continue };
        if client.fingerprint.tls.is_none() || client.fingerprint.http2.is_none() {
            continue;
        }
        browsers += 1;
        // Where no trait tells, every major is left.
        let range = engine_traits::range(&client.fingerprint, engine)
            .unwrap_or(engine_traits::Range { first: 1, last: None });
        let last = range.last.unwrap_or(NEWEST);
        held += u32::from((range.first..=last).contains(&major));
        widths += last + 1 - range.first;
    }
    println!(
        "{held} of {browsers} majors in their range, {:.1} wide",
        f64::from(widths) / f64::from(browsers)
    );
    assert!(browsers == 0 || f64::from(held) >= 0.9 * f64::from(browsers));
    assert!(f64::from(widths) <= 16.0 * f64::from(browsers));
}
