//! Metrics, request ids and logs: what they say, and what they must never say.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::client::{Client, fingerprint};
use crate::exposition::Exposition;
use crate::service::{Service, settings};
use fingerprint_api::telemetry::metrics::FAMILIES;
use fingerprint_test_support::process::Process;

/// Sent wherever a client can put text; must come out nowhere.
const CANARY: &str = "c4n4ry-value";

async fn scrape(client: &Client) -> Exposition {
    let answer = client.get("/metrics").await;
    assert!(
        answer.headers()["content-type"].to_str().unwrap().starts_with("text/plain; version=0.0.4")
    );
    Exposition::read(&answer.text().await.unwrap())
}

/// Requests that try to smuggle text into labels and logs.
async fn attack(client: &Client) {
    let method = reqwest::Method::from_bytes(b"C4N4RY-VALUE").unwrap();
    let url = format!("{}/{CANARY}/%22%7D?q={CANARY}", client.base);
    client.http.request(method, &url).header("user-agent", CANARY).send().await.unwrap();
    client.http.get(&url).header("x-request-id", format!("{CANARY} \"}}")).send().await.unwrap();
    client.http.get(&url).header("cookie", CANARY).header("referer", CANARY).send().await.unwrap();
    let mut body = fingerprint(CANARY);
    body["http"]["headers"][1][1] = CANARY.into();
    body[CANARY] = 1.into();
    client.classify(body.to_string()).await;
    client.classify(format!("{{\"tls\":\"{CANARY}\"}}")).await;
    client.classify(CANARY).await;
    client.raw(format!("{CANARY}\r\n\r\n").as_bytes());
    client.raw(format!("GET / HTTP/1.1\r\n{CANARY}\u{1}: x\r\n\r\n").as_bytes());
}

#[tokio::test]
async fn requests_reach_the_metrics_under_their_route() {
    let (_service, client) = Service::ready(settings()).await;
    let before = scrape(&client).await;
    for _ in 0..3 {
        client.classify(fingerprint("x").to_string()).await;
    }
    client.classify("{}").await;
    let after = scrape(&client).await;
    let of = |status| [("method", "POST"), ("endpoint", "/api/v1/classify"), ("status", status)];
    assert_eq!(after.value("http_requests_total", &of("200")), Some(3.0));
    assert_eq!(after.value("http_requests_total", &of("422")), Some(1.0));
    let duration = [("endpoint", "/api/v1/classify")];
    assert_eq!(after.value("http_request_duration_seconds_count", &duration), Some(4.0));
    let extracted = "fingerprint_api_feature_extraction_duration_seconds_count";
    assert!(after.value(extracted, &[]).unwrap() >= before.value(extracted, &[]).unwrap() + 3.0);
    assert_eq!(after.value("http_requests_in_flight", &[]), Some(1.0));
    assert!(after.value("process_resident_memory_bytes", &[]).unwrap() > 0.0);
}

#[tokio::test]
async fn every_family_is_there_before_anything_was_asked() {
    let (_service, client) = Service::ready(settings()).await;
    let mut scraped = scrape(&client).await;
    // Told right after the models are ready.
    while scraped.label_values("fingerprint_api_model_info", "level").is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
        scraped = scrape(&client).await;
    }
    for family in FAMILIES {
        let of_family = |name: &str| {
            let rest = name.strip_prefix(family.name);
            rest.is_some_and(|rest| ["", "_bucket", "_sum", "_count"].contains(&rest))
        };
        assert!(
            scraped.samples.iter().any(|sample| of_family(&sample.name)),
            "{} has no sample",
            family.name
        );
    }
    let accuracy =
        scraped.value("fingerprint_api_model_accuracy", &[("level", "browser")]).unwrap();
    assert!(accuracy.is_nan(), "an accuracy before any truth: {accuracy}");
}

#[tokio::test]
async fn a_slow_bucket_leads_to_a_trace_where_open_metrics_is_asked_for() {
    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    let (_service, client) = Service::ready(settings()).await;
    let request = client.http.post(format!("{}/api/v1/classify", client.base));
    let request = request.header("traceparent", format!("00-{TRACE}-00f067aa0ba902b7-01"));
    let request =
        request.header("content-type", "application/json").body(fingerprint("x").to_string());
    assert_eq!(request.send().await.unwrap().status(), 200);

    let scrape = client.http.get(format!("{}/metrics", client.base));
    let answer = scrape
        .header("accept", "application/openmetrics-text; version=1.0.0")
        .send()
        .await
        .unwrap();
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!(answer.headers()["content-type"], media_type);
    assert_eq!(answer.headers()["vary"], "accept");
    let text = answer.text().await.unwrap();
    let exemplar = format!(" # {{trace_id=\"{TRACE}\"}} ");
    let found: Vec<_> = text.lines().filter(|line| line.contains(&exemplar)).collect();
    let bucket = "http_request_duration_seconds_bucket{endpoint=\"/api/v1/classify\",le=\"";
    assert!(found.len() == 1 && found[0].starts_with(bucket), "{text}");
    assert!(text.ends_with("\n# EOF\n"));

    let plain = client.get("/metrics").await.text().await.unwrap();
    assert!(!plain.contains(TRACE) && !plain.contains("# EOF"));
}

#[tokio::test]
async fn no_text_of_a_client_becomes_a_label() {
    let (_service, client) = Service::ready(settings()).await;
    attack(&client).await;
    let text = client.get("/metrics").await.text().await.unwrap();
    assert!(!text.to_lowercase().contains("c4n4ry"), "{text}");
    let metrics = Exposition::read(&text);
    let known =
        ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "other"].map(str::to_owned);
    assert!(
        metrics.label_values("http_requests_total", "method").is_subset(&BTreeSet::from(known))
    );
    let unmatched = [("method", "other"), ("endpoint", "unmatched"), ("status", "404")];
    assert_eq!(metrics.value("http_requests_total", &unmatched), Some(1.0));
}

#[tokio::test]
async fn metrics_may_have_a_port_of_their_own() {
    let mut config = settings();
    config.metrics.listen = "127.0.0.1:0".to_owned();
    let (service, client) = Service::ready(config).await;
    assert_ne!(service.metrics_port, service.port);
    assert_eq!(client.get("/metrics").await.status(), 404);
    let other = Client::at_port(service.metrics_port);
    assert!(scrape(&other).await.value("fingerprint_api_models_loaded", &[]).is_some());
    for probe in ["/health", "/api/v1/models/status"] {
        assert_eq!(other.get(probe).await.status(), 200, "{probe}");
    }
    assert_eq!(other.get("/api/v1/openapi.json").await.status(), 404);
}

#[tokio::test]
async fn a_sane_request_id_is_echoed_and_any_other_replaced() {
    let (_service, client) = Service::ready(settings()).await;
    let ask = async |id: &str| {
        let request = client.http.get(format!("{}/health", client.base)).header("x-request-id", id);
        request.send().await.unwrap().headers()["x-request-id"].to_str().unwrap().to_owned()
    };
    assert_eq!(ask("abc-1.2_3").await, "abc-1.2_3");
    for id in ["a b", "<script>", &"x".repeat(65)] {
        let replaced = ask(id).await;
        assert!(replaced.len() == 32 && replaced != id, "{replaced}");
    }
}

#[tokio::test]
async fn logs_are_json_lines_that_hold_nothing_a_client_sent() {
    let mut process = Process::serve(&[("FPA_LOG__LEVEL", "trace")]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    attack(&client).await;
    let request = client.http.post(format!("{}/api/v1/classify", client.base));
    let request =
        request.header("content-type", "application/json").header("x-request-id", "known-1");
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let request = request.header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01"));
    assert_eq!(request.body(fingerprint("x").to_string()).send().await.unwrap().status(), 200);
    process.signal("TERM");
    assert!(process.wait().success());
    let text = process.raw_log();
    assert!(!text.to_lowercase().contains("c4n4ry"), "{text}");
    let log = process.log();
    for line in &log {
        for field in
            ["@timestamp", "log.level", "message", "ecs.version", "service.name", "service.version"]
        {
            assert!(line[field].is_string(), "{field} in {line}");
        }
    }
    let line = log.iter().find(|line| line["http.request.id"] == "known-1").unwrap();
    assert_eq!(line["log.level"], "info");
    assert_eq!(line["trace.id"], trace);
    assert_eq!(line["url.path"], "/api/v1/classify");
    assert_eq!(line["http.request.method"], "POST");
    assert_eq!(line["http.response.status_code"], 200);
    assert!(line["event.duration"].as_u64().unwrap() > 0);
    let probe = log.iter().find(|line| line["url.path"] == "/api/v1/models/status").unwrap();
    assert_eq!(probe["log.level"], "debug");
    // Nobody gave this one a trace or an id: one fresh id is both.
    assert_eq!(probe["trace.id"], probe["http.request.id"]);
}
