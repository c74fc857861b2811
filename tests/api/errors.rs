//! Every code of the closed list that this version can answer, reached over a socket.

use std::time::Duration;

use serde_json::json;

use crate::client::{fingerprint, problem};
use crate::service::{Service, settings};

#[tokio::test]
async fn malformed_json_names_its_path() {
    let (_service, client) = Service::ready(settings()).await;
    let document =
        problem(client.classify(r#"{"tls":{"ciphers":[1,"x"]}}"#).await, 400, "invalid_json").await;
    assert_eq!(document["path"], "tls.ciphers[1]");
    problem(client.classify("{\"tls\":").await, 400, "invalid_json").await;
    problem(client.classify("").await, 400, "invalid_json").await;
}

#[tokio::test]
async fn a_value_outside_its_limits_names_its_path() {
    let (_service, client) = Service::ready(settings()).await;
    let body = fingerprint(&"x".repeat(129)).to_string();
    let document = problem(client.classify(body).await, 400, "invalid_request").await;
    assert_eq!(document["path"], "id");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (_service, client) = Service::ready(settings()).await;
    for path in ["/nope", "/api/v1/classify/", "/docs/nope.js", "/%2e%2e/etc/passwd", "/api/v1/%ff"]
    {
        problem(client.get(path).await, 404, "not_found").await;
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let (_service, client) = Service::ready(settings()).await;
    for path in ["/", "/health", "/docs/", "/collector.js", "/api/v1/openapi.json", "/nope"] {
        let answer = client.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(answer.headers()[name], value, "{path}");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_names_the_right_ones() {
    let (_service, client) = Service::ready(settings()).await;
    let routes = [("/api/v1/classify", "POST"), ("/health", "GET, HEAD"), ("/docs/", "GET, HEAD")];
    for (path, allow) in routes {
        let url = format!("{}{path}", client.base);
        let answer = client.http.delete(url).send().await.unwrap();
        assert_eq!(answer.headers()["allow"], allow);
        problem(answer, 405, "method_not_allowed").await;
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_too_large_announced_or_not() {
    let mut config = settings();
    config.http.max_body_bytes = 2048;
    let (_service, client) = Service::ready(config).await;
    problem(client.classify("x".repeat(4096)).await, 413, "body_too_large").await;
    let chunked = format!(
        "POST /api/v1/classify HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\n\r\n1000\r\n{}\r\n0\r\n\r\n",
        "x".repeat(4096)
    );
    let answer = client.raw(chunked.as_bytes());
    assert!(
        answer.starts_with("HTTP/1.1 413 ") && answer.contains("\"body_too_large\""),
        "{answer}"
    );
}

#[tokio::test]
async fn a_media_type_that_is_not_read_is_unsupported() {
    let (_service, client) = Service::ready(settings()).await;
    let body = fingerprint("x").to_string();
    for path in ["/api/v1/classify", "/api/v1/classify/batch"] {
        for media_type in ["text/plain", "application/jsonp", ""] {
            let answer = client.post(path, media_type, body.clone()).await;
            problem(answer, 415, "unsupported_media_type").await;
        }
    }
    let encoded = client.http.post(format!("{}/api/v1/classify", client.base));
    let encoded =
        encoded.header("content-type", "application/json").header("content-encoding", "gzip");
    problem(encoded.body("x").send().await.unwrap(), 415, "unsupported_media_type").await;
}

#[tokio::test]
async fn requests_beyond_the_cap_are_refused_and_probes_are_not() {
    let mut config = settings();
    config.http.max_in_flight = 1;
    let (_service, client) = Service::ready(config).await;
    let slow = client.unfinished("slow");
    tokio::time::sleep(Duration::from_millis(200)).await;
    problem(client.classify(fingerprint("x").to_string()).await, 503, "overloaded").await;
    assert_eq!(client.get("/health").await.status(), 200);
    assert_eq!(client.get("/api/v1/models/status").await.status(), 200);
    assert!(slow.finish().starts_with("HTTP/1.1 200 "));
    assert_eq!(client.classify(fingerprint("x").to_string()).await.status(), 200);
    let metrics = client.get("/metrics").await.text().await.unwrap();
    assert!(metrics.contains("fingerprint_api_shed_total{reason=\"in_flight\"} 1"), "{metrics}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let mut config = settings();
    config.http.request_timeout_ms = 200;
    let (_service, client) = Service::ready(config).await;
    let head = "POST /api/v1/classify HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 100\r\n\r\n{\"id\"";
    let answer = client.raw(head.as_bytes());
    assert!(
        answer.starts_with("HTTP/1.1 408 ") && answer.contains("\"deadline_exceeded\""),
        "{answer}"
    );
}

#[tokio::test]
async fn work_over_its_deadline_is_given_up() {
    let mut config = settings();
    config.inference.deadline_ms = 1;
    config.http.max_batch_bytes = 64 << 20;
    config.http.max_body_bytes = 1 << 20;
    let (_service, client) = Service::ready(config).await;
    // Half a million zeros to read for each of 32 items.
    let mut slow = fingerprint("x");
    slow["tls"] = json!({"ciphers": vec![0; 250_000]});
    let batch = json!({"fingerprints": vec![slow; 32]}).to_string();
    let answer = client.post("/api/v1/classify/batch", "application/json", batch).await;
    problem(answer, 504, "deadline_exceeded").await;
}
