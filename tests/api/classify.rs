//! One fingerprint in, one verdict out.

use serde_json::{Value, json};

use crate::client::{fingerprint, problem};
use crate::service::{Service, settings};

#[tokio::test]
async fn an_answer_has_every_field_of_the_contract() {
    let (_service, client) = Service::ready(settings()).await;
    let answer = client.classify(fingerprint("mine").to_string()).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["id"], "mine");
    let fields = [
        "status",
        "browser",
        "version",
        "engine",
        "os",
        "device",
        "client",
        "automation",
        "spoofing",
        "claimed",
        "layers",
        "reasons",
        "fingerprints",
        "issues",
        "model",
        "timing",
    ];
    for field in fields {
        assert!(!answer[field].is_null(), "{field} missing in {answer}");
    }
    assert_eq!(answer["timing"]["queue_us"], 0);
    assert_eq!(answer["layers"]["http"]["used"], true);
}

#[tokio::test]
async fn a_media_type_may_carry_a_charset() {
    let (_service, client) = Service::ready(settings()).await;
    let body = fingerprint("x").to_string();
    let answer = client.post("/api/v1/classify", "Application/JSON; charset=utf-8", body).await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn an_unknown_field_is_an_issue() {
    let (_service, client) = Service::ready(settings()).await;
    let mut body = fingerprint("x");
    body["surprise"] = json!(1);
    let answer: Value = client.classify(body.to_string()).await.json().await.unwrap();
    let named = json!({"path": "surprise", "code": "unknown_field"});
    assert!(answer["issues"].as_array().unwrap().contains(&named), "{answer}");
}

#[tokio::test]
async fn an_empty_object_is_no_confident_guess() {
    let (_service, client) = Service::ready(settings()).await;
    problem(client.classify("{}").await, 422, "no_usable_layers").await;
}

#[tokio::test]
async fn both_versions_of_http_are_spoken_on_the_one_port() {
    let (_service, client) = Service::ready(settings()).await;
    let h2 = reqwest::Client::builder().http2_prior_knowledge().build().unwrap();
    for (http, version) in [(client.http.clone(), "HTTP/1.1"), (h2, "HTTP/2.0")] {
        let request = http.post(format!("{}/api/v1/classify", client.base));
        let request =
            request.header("content-type", "application/json").body(fingerprint("x").to_string());
        let answer = request.send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), format!("{:?}", answer.version()).as_str()),
            (200, version)
        );
    }
}

#[tokio::test]
async fn an_allowed_origin_may_call_from_a_browser_and_no_other() {
    let mut config = settings();
    config.http.cors_origins = vec!["https://a.example".to_owned()];
    let (_service, client) = Service::ready(config).await;
    let url = format!("{}/api/v1/classify", client.base);
    for (origin, allowed) in [("https://a.example", true), ("https://b.example", false)] {
        let preflight =
            client.http.request(reqwest::Method::OPTIONS, &url).header("origin", origin);
        let preflight =
            preflight.header("access-control-request-method", "POST").send().await.unwrap();
        assert_eq!(preflight.status().as_u16(), if allowed { 204 } else { 405 });
        let request = client
            .http
            .post(&url)
            .header("origin", origin)
            .header("content-type", "application/json");
        let answer = request.body(fingerprint("x").to_string()).send().await.unwrap();
        let header = answer.headers().get("access-control-allow-origin");
        assert_eq!(header.map(|value| value.to_str().unwrap()), allowed.then_some(origin));
    }
}
