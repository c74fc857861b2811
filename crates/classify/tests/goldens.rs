//! Drift guards: what is generated and committed must be what this tree generates. `make goldens`
//! writes everything anew; the diff is then read by a person.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::fs;
use std::path::{Path, PathBuf};

use fingerprint_classify::contract::request::Request;
use fingerprint_classify::features::Extractor;
use fingerprint_classify::{Classifier, reasons_markdown};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn requests() -> Vec<String> {
    let text = fs::read_to_string(root().join("tests/golden/requests.jsonl")).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn rows() -> Vec<Vec<f32>> {
    let extractor = Extractor::new();
    let row = |line: &String| {
        let (_, evidence, mut issues) = Request::from_json(line.as_bytes()).unwrap().into_parts();
        extractor.row(&evidence.read(&mut issues))
    };
    requests().iter().map(row).collect()
}

fn manifest(question: &str) -> Value {
    let active: toml::Table =
        fs::read_to_string(root().join("models/active.toml")).unwrap().parse().unwrap();
    let version = active[question].as_str().unwrap();
    let path = root().join("models").join(question).join(version).join("manifest.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn classifier() -> Classifier {
    Classifier::load(&root().join("models")).unwrap()
}

#[test]
fn the_committed_schema_is_the_one_this_binary_computes() {
    let committed: Value =
        serde_json::from_str(&fs::read_to_string(root().join("models/schema.json")).unwrap())
            .unwrap();
    assert_eq!(
        committed,
        serde_json::to_value(Extractor::new().schema()).unwrap(),
        "run `make goldens`"
    );
}

#[test]
fn the_models_were_trained_on_the_formulas_of_this_binary() {
    let mut digest = Sha256::new();
    for value in rows().iter().flatten() {
        digest.update(value.to_le_bytes());
    }
    let computed: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let schema = Extractor::new().schema().id.clone();
    for question in ["browser", "os", "device", "client", "spoofing"] {
        let manifest = manifest(question);
        assert_eq!(manifest["schema"], schema.as_str(), "{question}: retrain with `make models`");
        let network =
            root().join("models/network").join(manifest["network"]["version"].as_str().unwrap());
        let network: Value =
            serde_json::from_str(&fs::read_to_string(network.join("manifest.json")).unwrap())
                .unwrap();
        assert_eq!(
            network["golden"],
            computed.as_str(),
            "{question}: a formula changed: rename its column and retrain"
        );
    }
}

/// Where the generated tables of docs/evidence/checks.md begin and end.
const REASONS: [&str; 2] = ["<!-- generated: reasons -->\n", "<!-- end of generated -->"];

#[test]
fn the_page_of_reasons_has_the_golden_tables_of_this_binary() {
    let path = root().join("docs/evidence/checks.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(REASONS[0]).unwrap();
    let (committed, after) = rest.split_once(REASONS[1]).unwrap();
    let computed = reasons_markdown();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let page = format!("{before}{}{computed}{}{after}", REASONS[0], REASONS[1]);
        fs::write(&path, page).unwrap();
    } else {
        assert!(committed == computed, "docs/evidence/checks.md is stale: run `make goldens`");
    }
}

#[test]
fn the_golden_requests_get_the_golden_answers() {
    let classifier = classifier();
    let answers: Vec<Value> = requests()
        .iter()
        .map(|line| {
            let answer = classifier.classify(Request::from_json(line.as_bytes()).unwrap()).unwrap();
            let mut answer = serde_json::to_value(answer).unwrap();
            answer.as_object_mut().unwrap().remove("timing");
            answer
        })
        .collect();
    assert_golden(&root().join("tests/golden/answers.json"), &answers);
}

/// Compares with the committed file; numbers may differ in the last digit that an answer shows.
fn assert_golden(path: &Path, answers: &[Value]) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let text = serde_json::to_string_pretty(answers).unwrap();
        fs::write(path, text + "\n").unwrap();
    }
    let committed: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(committed.len(), answers.len());
    for (expected, found) in committed.iter().zip(answers) {
        assert_near(expected, found, expected["id"].as_str().unwrap_or_default());
    }
}

fn assert_near(expected: &Value, found: &Value, path: &str) {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!(
                (a - b).abs() <= 2e-4 + 1e-6,
                "{path}: {a} became {b}; read the diff of `make goldens`"
            );
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{path}");
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                assert_near(a, b, &format!("{path}[{index}]"));
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().eq(b.keys()), "{path}: {:?} became {:?}", a.keys(), b.keys());
            for (key, value) in a {
                assert_near(value, &b[key], &format!("{path}.{key}"));
            }
        }
        _ => assert_eq!(expected, found, "{path}"),
    }
}

#[test]
fn every_probability_is_one_and_every_set_holds_its_label() {
    let classifier = classifier();
    for line in requests() {
        let answer = classifier.classify(Request::from_json(line.as_bytes()).unwrap()).unwrap();
        for probability in
            [answer.browser.probability, answer.os.probability, answer.spoofing.probability]
        {
            assert!((0.0..=1.0).contains(&probability), "{line}");
        }
        assert!(answer.browser.set.contains(&answer.browser.label), "{line}");
        assert!(
            answer.browser.alternatives.windows(2).all(|pair| pair[0].1 >= pair[1].1),
            "{line}"
        );
    }
}

fn answer_to(id: &str) -> Value {
    let line =
        requests().into_iter().find(|line| line.contains(&format!("\"id\": \"{id}\""))).expect(id);
    serde_json::to_value(
        classifier().classify(Request::from_json(line.as_bytes()).unwrap()).unwrap(),
    )
    .unwrap()
}

#[test]
fn a_chrome_whose_layers_agree_is_chrome_and_honest() {
    let answer = answer_to("chrome-windows");
    assert_eq!(
        (&answer["browser"]["label"], &answer["os"]["label"]),
        (&"chrome".into(), &"windows".into())
    );
    assert_eq!(
        (&answer["engine"]["label"], &answer["version"]["label"]),
        (&"blink".into(), &"150".into())
    );
    assert_eq!(
        (&answer["spoofing"]["detected"], &answer["automation"]["detected"]),
        (&false.into(), &false.into())
    );
}

#[test]
fn a_firefox_and_a_safari_are_told_by_their_hello_alone() {
    assert_eq!(answer_to("tls-only-firefox")["browser"]["label"], "firefox");
    assert_eq!(answer_to("safari-macos")["layers"]["tls"]["browser"], "safari");
}

#[test]
fn a_curl_that_says_it_is_chrome_is_a_liar_and_the_reason_says_why() {
    let answer = answer_to("curl-as-chrome");
    assert_eq!(answer["client"]["label"], "http_library");
    assert_eq!(answer["spoofing"]["detected"], true);
    assert_eq!(answer["spoofing"]["kinds"], serde_json::json!(["user_agent_browser"]));
    assert_eq!(answer["claimed"]["browser"], "chrome");
    let codes: Vec<_> =
        answer["reasons"].as_array().unwrap().iter().map(|reason| &reason["code"]).collect();
    assert!(codes.contains(&&Value::from("tls_contradicts_user_agent")), "{codes:?}");
}

#[test]
fn a_curl_that_says_so_is_automated_and_honest() {
    let answer = answer_to("curl");
    assert_eq!(
        (&answer["browser"]["label"], &answer["automation"]["kind"]),
        (&"curl".into(), &"http_client".into())
    );
    assert_eq!(answer["spoofing"]["detected"], false);
}

#[test]
fn a_declared_crawler_is_one() {
    let answer = answer_to("googlebot");
    assert_eq!(
        (&answer["device"]["label"], &answer["automation"]["kind"]),
        (&"bot".into(), &"declared_crawler".into())
    );
}

#[test]
fn a_bare_user_agent_is_believed_less_than_a_whole_client() {
    // Of the engine: a hello does not separate the brands of Blink.
    let probability = |id: &str| answer_to(id)["engine"]["probability"].as_f64().unwrap();
    assert!(probability("user-agent-only") < probability("chrome-windows"));
}

#[test]
fn a_browser_that_names_itself_headless_is_automated_and_still_a_browser() {
    let line = requests()
        .into_iter()
        .next()
        .unwrap()
        .replace("Chrome/150.0.0.0", "HeadlessChrome/150.0.0.0");
    let answer = classifier().classify(Request::from_json(line.as_bytes()).unwrap()).unwrap();
    let answer = serde_json::to_value(answer).unwrap();
    assert_eq!(
        (&answer["client"]["label"], &answer["automation"]["kind"]),
        (&"browser".into(), &"headless".into())
    );
    assert_eq!(answer["automation"]["detected"], true);
}

fn answered(body: &str) -> Value {
    serde_json::to_value(
        classifier().classify(Request::from_json(body.as_bytes()).unwrap()).unwrap(),
    )
    .unwrap()
}

#[test]
fn without_evidence_nothing_is_said_of_the_client() {
    let answer = answered(r#"{"http":{"headers":[["host","x"]]}}"#);
    assert_eq!(answer["status"], "insufficient_data");
    assert_eq!(
        (&answer["browser"]["label"], &answer["client"]["label"]),
        (&"unknown".into(), &"unknown".into())
    );
    assert_eq!(
        (&answer["automation"]["detected"], &answer["spoofing"]["detected"]),
        (&false.into(), &false.into())
    );
    assert!(answer["browser"]["set"].as_array().unwrap().len() > 3, "{}", answer["browser"]);
}

#[test]
fn a_kernel_tells_the_system_and_nothing_of_the_program() {
    let answer =
        answered(r#"{"tcp":{"signature":"4:128:0:1460:64240,8:mss,nop,ws,nop,nop,sok:df,id+:0"}}"#);
    assert_eq!(
        (&answer["os"]["label"], &answer["status"]),
        (&"windows".into(), &"insufficient_data".into())
    );
    assert_eq!(
        (&answer["layers"]["tcp"]["used"], &answer["automation"]["detected"]),
        (&true.into(), &false.into())
    );
}
