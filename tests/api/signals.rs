//! Signals without a verdict, and fingerprint-rust's shape of a verdict.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::client::{Client, fingerprint, problem};
use crate::service::{Service, settings};

const HELLO: &[u8] = include_bytes!("../golden/hello/curl_h2.bin");

async fn ask(client: &Client, path: &str, body: &Value) -> Value {
    let answer = client.post(path, "application/json", body.to_string()).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn signals_are_those_that_the_verdict_rests_on() {
    let (_service, client) = Service::ready(settings()).await;
    let mut body = fingerprint("mine");
    body["tls"] = json!({"client_hello": STANDARD.encode(HELLO)});
    body["http2"] = json!({"akamai_fingerprint": "3:100;4:10485760;2:0|1048510465|0|m,s,a,p"});
    body["tcp"] = json!({"signature": "4:64:0:1460:65535,7:mss,sok,ts,nop,ws:df,id+:0"});
    body["surprise"] = json!(1);
    let signals = ask(&client, "/api/v1/fingerprints", &body).await;
    let verdict = ask(&client, "/api/v1/classify", &body).await;
    for field in ["id", "fingerprints", "claimed", "issues"] {
        assert_eq!(signals[field], verdict[field], "{field}");
    }
    let layers = &signals["layers"];
    assert_eq!(layers["tls"]["alpn"], json!(["h2", "http/1.1"]));
    assert_eq!(layers["tls"]["ciphers"].as_array().unwrap().len(), 31);
    assert_eq!(layers["http2"]["opening"]["pseudo_headers"], json!(["m", "s", "a", "p"]));
    assert_eq!(layers["http2"]["opening"]["settings"][0], json!([3, 100]));
    assert_eq!(layers["tcp"]["signature"]["time_to_live"], 64);
    assert_eq!(layers["http"]["names"], json!(["host", "user-agent", "accept"]));
    assert_eq!(layers["http"]["user_agent"]["browser"], "curl");
    assert!(signals.get("browser").is_none() && signals.get("model").is_none());
}

#[tokio::test]
async fn signals_need_no_model_and_some_evidence() {
    let mut config = settings();
    config.models.dir = "/nowhere/at/all".to_owned();
    let service = Service::start(config);
    let client = Client::at_port(service.port);
    let signals = ask(&client, "/api/v1/fingerprints", &fingerprint("x")).await;
    assert_eq!(signals["layers"]["tls"], Value::Null);
    let post = |body: &'static str| client.post("/api/v1/fingerprints", "application/json", body);
    problem(post("{}").await, 422, "no_usable_layers").await;
    assert_eq!(problem(post(r#"{"tls":5}"#).await, 400, "invalid_json").await["path"], "tls");
    let answer = client.post("/api/v1/fingerprints", "text/plain", "{}").await;
    problem(answer, 415, "unsupported_media_type").await;
}

#[tokio::test]
async fn an_identity_is_the_verdict_in_other_words() {
    let (_service, client) = Service::ready(settings()).await;
    let headers = json!([["User-Agent", "curl/8.5.0"], ["Accept", "*/*"], ["Host", "x"]]);
    let body =
        json!({"tls_data": STANDARD.encode(HELLO), "http_headers": headers, "session_id": "s-1"});
    let identity = ask(&client, "/api/v1/fingerprint/identify", &body).await;
    let body =
        json!({"tls": {"client_hello": STANDARD.encode(HELLO)}, "http": {"headers": headers}});
    let verdict = ask(&client, "/api/v1/classify", &body).await;
    let shares = [&verdict["browser"], &verdict["version"], &verdict["os"]];
    for (step, share) in ["family", "version", "variant"].into_iter().zip(shares) {
        assert_eq!(identity[step], share["label"], "{step}");
        assert_eq!(identity[format!("{step}_confidence")], share["probability"], "{step}");
    }
    let product: f64 = shares.iter().map(|share| share["probability"].as_f64().unwrap()).product();
    assert!((identity["overall_confidence"].as_f64().unwrap() - product).abs() < 1e-4);
    assert_eq!((&identity["family"], &identity["session_id"]), (&json!("curl"), &json!("s-1")));
}

#[tokio::test]
async fn an_identity_needs_evidence_of_either_kind() {
    let (_service, client) = Service::ready(settings()).await;
    let post =
        |body: &'static str| client.post("/api/v1/fingerprint/identify", "application/json", body);
    let only_headers = post(r#"{"http_headers":{"user-agent":"Wget/1.21"}}"#).await;
    assert_eq!(only_headers.json::<Value>().await.unwrap()["family"], "wget");
    problem(post(r#"{"session_id":"x"}"#).await, 422, "no_usable_layers").await;
    problem(post(r#"{"tls_data":"!"}"#).await, 422, "no_usable_layers").await;
    assert_eq!(
        problem(post(r#"{"tls_data":5}"#).await, 400, "invalid_json").await["path"],
        "tls_data"
    );
}
