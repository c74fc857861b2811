//! Liveness and readiness.

use serde_json::Value;

use crate::client::{Client, fingerprint, problem};
use crate::service::{Service, settings};

#[tokio::test]
async fn health_answers_and_readiness_follows() {
    let service = Service::start(settings());
    let client = Client::at_port(service.port);
    let answer = client.get("/health").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.json::<Value>().await.unwrap()["status"], "up");
    client.wait_until_ready().await;
    let status: Value = client.get("/api/v1/models/status").await.json().await.unwrap();
    assert_eq!(status["status"], "ready");
    assert!(status["uptime_seconds"].as_f64().unwrap() >= 0.0);
    assert!(status["models"].is_array() && status["schema"].is_string());
}

#[tokio::test]
async fn a_missing_models_folder_is_told_by_readiness_and_costs_liveness_nothing() {
    let mut config = settings();
    config.models.dir = "/nowhere/at/all".to_owned();
    let service = Service::start(config);
    let client = Client::at_port(service.port);
    let failed = loop {
        let answer = client.get("/api/v1/models/status").await;
        assert_eq!(answer.status(), 503);
        let status: Value = answer.json().await.unwrap();
        if status["status"] != "loading" {
            break status;
        }
    };
    assert_eq!(failed["status"], "failed");
    assert!(failed["error"].as_str().unwrap().contains("/nowhere/at/all"), "{failed}");
    assert_eq!(client.get("/health").await.status(), 200);
    let answer = client.classify(fingerprint("x").to_string()).await;
    problem(answer, 503, "models_not_ready").await;
    let batch = serde_json::json!({"fingerprints": [fingerprint("x")]}).to_string();
    let answer = client.post("/api/v1/classify/batch", "application/json", batch).await;
    problem(answer, 503, "models_not_ready").await;
}

#[tokio::test]
async fn a_head_request_gets_the_head_alone() {
    let (_service, client) = Service::ready(settings()).await;
    let answer = client.http.head(format!("{}/health", client.base)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.text().await.unwrap(), "");
}
