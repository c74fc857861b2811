//! Truth told late, and truth in files.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::Response;
use serde_json::{Value, json};

use crate::client::{Client, fingerprint, problem};
use crate::exposition::Exposition;
use crate::service::{Service, settings};
use fingerprint_test_support::process::{binary, run};
use fingerprint_test_support::program::{Program, free_port};

async fn tell(client: &Client, body: &Value) -> Response {
    client.post("/api/v1/feedback", "application/json", body.to_string()).await
}

async fn metrics(client: &Client) -> Exposition {
    Exposition::read(&client.get("/metrics").await.text().await.unwrap())
}

#[tokio::test]
async fn a_truth_finds_its_verdict_once_and_moves_the_figures() {
    let (_service, client) = Service::ready(settings()).await;
    client.classify(fingerprint("mine").to_string()).await;
    let body = json!({"id": "mine", "truth": {"browser": "curl", "device": "mobile", "automation": "http_client"}});
    let answer = tell(&client, &body).await;
    assert_eq!(answer.status(), 200);
    let judged: Value = answer.json().await.unwrap();
    let right = |question: &str| {
        let all = judged["judgements"].as_array().unwrap();
        all.iter().find(|one| one["question"] == question).unwrap()["correct"].as_bool().unwrap()
    };
    assert!(right("browser") && right("automation") && !right("device"), "{judged}");
    problem(tell(&client, &body).await, 404, "not_found").await;

    let seen = metrics(&client).await;
    let accuracy = |level| seen.value("fingerprint_api_model_accuracy", &[("level", level)]);
    assert_eq!((accuracy("browser"), accuracy("device")), (Some(1.0), Some(0.0)));
    assert!(accuracy("os").unwrap().is_nan(), "a figure without truth");
    assert!(seen.value("fingerprint_api_model_ece", &[("level", "device")]).unwrap() > 0.0);
    let told = |result| seen.value("fingerprint_api_feedback_total", &[("result", result)]);
    assert_eq!((told("accepted"), told("unknown")), (Some(1.0), Some(1.0)));
}

#[tokio::test]
async fn a_fingerprint_is_judged_again_and_counts_as_no_traffic() {
    let (_service, client) = Service::ready(settings()).await;
    let body = json!({"fingerprint": fingerprint("x"), "truth": {"browser": "curl"}});
    assert_eq!(tell(&client, &body).await.status(), 200);
    let seen = metrics(&client).await;
    let level = [("level", "browser")];
    assert_eq!(seen.value("fingerprint_api_model_accuracy", &level), Some(1.0));
    let curl = [("level", "browser"), ("label", "curl")];
    assert_eq!(seen.value("fingerprint_api_predictions_total", &curl), Some(0.0));
}

#[tokio::test]
async fn a_verdict_of_a_batch_is_kept_too() {
    let (_service, client) = Service::ready(settings()).await;
    let batch = json!({"fingerprints": [fingerprint("1"), fingerprint("2")]}).to_string();
    client.post("/api/v1/classify/batch", "application/json", batch).await;
    let body = json!({"id": "2", "truth": {"browser": "curl"}});
    assert_eq!(tell(&client, &body).await.status(), 200);
}

#[tokio::test]
async fn what_is_no_truth_is_refused_by_its_path() {
    let (_service, client) = Service::ready(settings()).await;
    let document = problem(
        tell(&client, &json!({"id": "x", "truth": {"browser": "netscape"}})).await,
        400,
        "invalid_json",
    );
    assert_eq!(document.await["path"], "truth.browser");
    for body in [
        json!({"id": "x", "truth": {}}),
        json!({"truth": {"os": "linux"}}),
        json!({"id": "x", "fingerprint": fingerprint("x"), "truth": {"os": "linux"}}),
    ] {
        problem(tell(&client, &body).await, 400, "invalid_request").await;
    }
    let empty = json!({"fingerprint": {}, "truth": {"os": "linux"}});
    problem(tell(&client, &empty).await, 422, "no_usable_layers").await;
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fpa-feedback-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Twenty curls, one of which is said to be wget, and a line that is none.
fn labelled(name: &str) -> PathBuf {
    let path = folder(name).join("labelled.jsonl.gz");
    let mut file = GzEncoder::new(fs::File::create(&path).unwrap(), Compression::fast());
    for number in 0..20 {
        let browser = if number == 0 { "wget" } else { "curl" };
        let line =
            json!({"fingerprint": fingerprint("x"), "truth": {"browser": browser, "spoofing": []}});
        writeln!(file, "{line}").unwrap();
    }
    writeln!(file, "{{\"truth\":{{}}}}").unwrap();
    file.finish().unwrap();
    path
}

#[test]
fn a_labelled_file_gives_accuracy_with_its_interval() {
    let file = labelled("print");
    let output = run(&["evaluate", file.to_str().unwrap(), "--json"], &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["judged"], &report["unusable"]), (&json!(20), &json!(1)));
    let browser = &report["levels"]["browser"];
    assert_eq!((&browser["n"], &browser["accuracy"]), (&json!(20), &json!(0.95)));
    // Wilson, 19 of 20: 0.7639 to 0.9911.
    assert!((browser["interval"][0].as_f64().unwrap() - 0.7639).abs() < 1e-3, "{browser}");
    assert!((browser["interval"][1].as_f64().unwrap() - 0.9911).abs() < 1e-3, "{browser}");
    assert!(report["levels"].get("os").is_none());
    let table = run(&["evaluate", file.to_str().unwrap()], &[]).stdout;
    let table = String::from_utf8(table).unwrap();
    assert!(table.contains("browser") && table.contains("0.9500"), "{table}");
}

#[tokio::test]
async fn figures_reach_a_real_pushgateway_that_asks_for_a_password() {
    let hashed =
        Command::new("htpasswd").args(["-nbB", "evaluation", "a-password-of-tests"]).output();
    let hashed = hashed.expect("htpasswd is missing: apt-get install apache2-utils").stdout;
    let hashed = String::from_utf8(hashed).unwrap();
    let (user, hash) = hashed.trim().split_once(':').unwrap();
    let web = format!("basic_auth_users:\n  {user}: {hash}\n");
    let file = folder("push").join("web.yml");
    fs::write(&file, web).unwrap();
    let port = free_port();
    let listen = format!("--web.listen-address=127.0.0.1:{port}");
    let config = format!("--web.config.file={}", file.display());
    let name = "prometheus-pushgateway";
    let _gateway = Program::start(name, name, port, &[&listen, &config]);

    let url = format!("http://127.0.0.1:{port}");
    let input = labelled("push");
    let push = |password: &str| {
        let arguments = ["evaluate", input.to_str().unwrap(), "--push", &url, "--instance", "ci-1"];
        let environment =
            [("PUSHGATEWAY_USERNAME", "evaluation"), ("PUSHGATEWAY_PASSWORD", password)];
        binary(&arguments, &environment).output().unwrap()
    };
    let refused = push("wrong");
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("401") && !said.contains("wrong"), "{said}");
    assert!(
        String::from_utf8(refused.stdout).unwrap().contains("browser"),
        "printed before it is pushed"
    );

    let pushed = push("a-password-of-tests");
    assert!(pushed.status.success(), "{}", String::from_utf8_lossy(&pushed.stderr));
    let request = reqwest::Client::new().get(format!("{url}/metrics"));
    let request = request.basic_auth("evaluation", Some("a-password-of-tests"));
    let text = request.send().await.unwrap().text().await.unwrap();
    let wanted = "fingerprint_api_model_accuracy{instance=\"ci-1\",job=\"fingerprint_api_evaluation\",level=\"browser\"} 0.95";
    assert!(text.contains(wanted), "{text}");
}

#[test]
fn a_gateway_that_is_not_there_or_cannot_be_is_told_without_a_panic() {
    let input = labelled("nowhere");
    let file = input.to_str().unwrap();
    let gone = run(&["evaluate", file, "--push", "http://127.0.0.1:1"], &[]);
    assert_eq!(gone.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("not pushed"));
    for url in ["gateway:9091", "ftp://gateway", "http://user:secret@gateway"] {
        let output = run(&["evaluate", file, "--push", url], &[]);
        assert_eq!(output.status.code(), Some(1), "{url}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("secret"), "{url}");
    }
}
