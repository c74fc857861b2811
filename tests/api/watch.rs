//! What looks at answers beside their callers: the shadow models, drift, and the cache.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, fingerprint};
use crate::exposition::Exposition;
use crate::reload::copied_models;
use crate::service::{Service, settings};

async fn metrics(client: &Client) -> Exposition {
    Exposition::read(&client.get("/metrics").await.text().await.unwrap())
}

/// Classifies until the metric has a value above zero.
async fn until(client: &Client, name: &str, labels: &[(&str, &str)]) -> Exposition {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        assert_eq!(client.classify(fingerprint("x").to_string()).await.status(), 200);
        let seen = metrics(client).await;
        if seen.value(name, labels).is_some_and(|value| value > 0.0) {
            return seen;
        }
        assert!(Instant::now() < deadline, "{name} stays empty");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

const COMPARED: &str = "fingerprint_api_shadow_comparisons_total";
const DISAGREED: &str = "fingerprint_api_shadow_disagreements_total";

#[tokio::test]
async fn a_shadow_of_the_same_models_agrees() {
    let mut config = settings();
    config.models.shadow = concat!(env!("CARGO_MANIFEST_DIR"), "/models").to_owned();
    let (_service, client) = Service::ready(config).await;
    for level in ["browser", "os", "device", "client"] {
        let level = [("level", level)];
        let seen = until(&client, COMPARED, &level).await;
        assert_eq!(seen.value(DISAGREED, &level), Some(0.0));
    }
    let status: Value = client.get("/api/v1/models/status").await.json().await.unwrap();
    assert_eq!(status["shadow"]["status"], "ready");
}

#[tokio::test]
async fn a_shadow_that_sees_things_otherwise_is_counted_and_answers_nobody() {
    let folder = copied_models("shadow");
    let active = fs::read_to_string(folder.join("active.toml")).unwrap();
    let version =
        active.lines().find_map(|line| line.strip_prefix("browser = ")).unwrap().trim_matches('"');
    let path = folder.join("browser").join(version).join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    // What is curl to the active models is wget to these.
    for label in manifest["labels"].as_array_mut().unwrap() {
        let swapped = match label.as_str().unwrap() {
            "curl" => "wget",
            "wget" => "curl",
            same => same,
        };
        *label = swapped.into();
    }
    fs::write(&path, manifest.to_string()).unwrap();
    let mut config = settings();
    config.models.shadow = folder.to_str().unwrap().to_owned();
    let (_service, client) = Service::ready(config).await;
    let seen = until(&client, DISAGREED, &[("level", "browser")]).await;
    assert_eq!(seen.value(DISAGREED, &[("level", "os")]), Some(0.0));
    let answer: Value = client.classify(fingerprint("x").to_string()).await.json().await.unwrap();
    assert_eq!(answer["browser"]["label"], "curl");
}

#[tokio::test]
async fn a_shadow_that_cannot_be_loaded_costs_readiness_nothing() {
    let mut config = settings();
    config.models.shadow = "/nowhere/at/all".to_owned();
    let (_service, client) = Service::ready(config).await;
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let answer = client.get("/api/v1/models/status").await;
        assert_eq!(answer.status(), 200);
        let status: Value = answer.json().await.unwrap();
        if status["shadow"]["status"] == "failed" {
            assert!(status["shadow"]["error"].as_str().unwrap().contains("/nowhere"), "{status}");
            break;
        }
        assert!(Instant::now() < deadline, "{status}");
    }
    assert_eq!(client.classify(fingerprint("x").to_string()).await.status(), 200);
}

#[tokio::test]
async fn drift_shows_once_enough_was_seen() {
    let (_service, client) = Service::ready(settings()).await;
    let group = [("group", "http")];
    client.classify(fingerprint("x").to_string()).await;
    let known = |seen: &Exposition, group| seen.value("fingerprint_api_drift_psi", group).unwrap();
    assert!(known(&metrics(&client).await, &group).is_nan(), "shown before enough was seen");
    let lines: String =
        (0..600).map(|number| format!("{}\n", fingerprint(&number.to_string()))).collect();
    let answer = client.post("/api/v1/classify/batch", "application/x-ndjson", lines).await;
    assert_eq!(answer.text().await.unwrap().lines().count(), 600);
    let seen = metrics(&client).await;
    // Nothing but one curl is far from what the models learnt on.
    assert!(known(&seen, &group) > 0.5);
    assert!(known(&seen, &[("group", "tls")]).is_nan());
}

#[tokio::test]
async fn stacks_never_seen_and_clients_of_whom_nothing_is_known_are_counted() {
    let (_service, client) = Service::ready(settings()).await;
    let odd =
        json!({"tls": {"version": 771, "ciphers": [1, 2, 3], "extensions": [5], "groups": [29]}});
    assert_eq!(client.classify(odd.to_string()).await.status(), 200);
    let bare = json!({"http": {"headers": [["host", "x"]]}});
    let answer: Value = client.classify(bare.to_string()).await.json().await.unwrap();
    assert_eq!(answer["status"], "insufficient_data");
    let seen = metrics(&client).await;
    assert_eq!(seen.value("fingerprint_api_novel_total", &[("layer", "tls")]), Some(1.0));
    assert_eq!(seen.value("fingerprint_api_insufficient_data_total", &[]), Some(1.0));
}

#[test]
fn the_committed_reference_is_of_this_schema() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let read = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(models.join(name)).unwrap()).unwrap()
    };
    assert_eq!(read("reference.json")["schema"], read("schema.json")["id"], "run `make reference`");
}

#[tokio::test]
async fn the_same_evidence_under_another_id_is_found_and_a_new_set_of_models_is_asked() {
    let mut config = settings();
    config.cache.entries = 100;
    let (_service, client) = Service::ready(config).await;
    let ask = async |id: &str| {
        let mut answer: Value =
            client.classify(fingerprint(id).to_string()).await.json().await.unwrap();
        answer["id"] = Value::Null;
        answer["timing"] = Value::Null;
        answer
    };
    let found = async || {
        let seen = metrics(&client).await;
        let value = |name| seen.value(name, &[("cache_type", "scores")]).unwrap_or_default();
        (value("fingerprint_api_cache_hits_total"), value("fingerprint_api_cache_misses_total"))
    };
    assert_eq!(ask("one").await, ask("two").await);
    assert_eq!(found().await, (1.0, 1.0));
    let inferences = "fingerprint_api_inference_duration_seconds_count";
    assert_eq!(metrics(&client).await.value(inferences, &[("level", "browser")]), Some(1.0));
    let mut other = fingerprint("three");
    other["http"]["headers"][1][1] = json!("Wget/1.21");
    client.classify(other.to_string()).await;
    assert_eq!(found().await, (1.0, 2.0));
    client.http.post(format!("{}/api/v1/models/reload", client.base)).send().await.unwrap();
    ask("four").await;
    assert_eq!(found().await, (1.0, 3.0));
}
