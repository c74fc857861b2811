//! Rate limits: in this process, and shared through a real Redis.

use std::time::{Duration, Instant};

use fingerprint_api::config::{BackendFailure, Config};
use reqwest::{Response, StatusCode};

use crate::client::{Client, fingerprint, problem};
use crate::exposition::Exposition;
use crate::service::{Service, settings};
use fingerprint_test_support::program::{Program, free_port};

/// One request a second, and `burst` more at once.
fn limited(burst: u32) -> Config {
    let mut config = settings();
    config.limit.enabled = true;
    config.limit.per_address = 1;
    config.limit.burst = burst;
    config
}

async fn ask(client: &Client, forwarded_for: &str) -> Response {
    let request = client.http.post(format!("{}/api/v1/fingerprints", client.base));
    let request =
        request.header("content-type", "application/json").header("x-forwarded-for", forwarded_for);
    request.body(fingerprint("x").to_string()).send().await.unwrap()
}

async fn metric(client: &Client, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    Exposition::read(&client.get("/metrics").await.text().await.unwrap()).value(name, labels)
}

fn field<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers()[name].to_str().unwrap()
}

#[tokio::test]
async fn a_bucket_counts_down_and_says_when_to_come_again() {
    let (_service, client) = Service::ready(limited(2)).await;
    for remaining in [2, 1, 0] {
        let answer = ask(&client, "").await;
        assert_eq!(answer.status(), 200);
        assert_eq!(field(&answer, "ratelimit-policy"), "\"address\";q=3;w=3");
        assert!(field(&answer, "ratelimit").starts_with(&format!("\"address\";r={remaining};t=")));
    }
    let answer = ask(&client, "").await;
    assert_eq!(field(&answer, "retry-after"), "1");
    assert_eq!(field(&answer, "ratelimit"), "\"address\";r=0;t=3");
    problem(answer, 429, "rate_limited").await;
    let labels = [("scope", "address")];
    assert_eq!(metric(&client, "fingerprint_api_rate_limited_total", &labels).await, Some(1.0));
    // Probes and pages are never limited.
    for _ in 0..5 {
        assert_eq!(client.get("/health").await.status(), 200);
        assert_eq!(client.get("/").await.status(), 200);
    }
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(ask(&client, "").await.status(), 200);
}

#[tokio::test]
async fn an_address_is_believed_of_trusted_proxies_alone() {
    let mut config = limited(0);
    config.edge.trusted_cidrs = vec!["127.0.0.0/8".to_owned()];
    let (_service, client) = Service::ready(config).await;
    assert_eq!(ask(&client, "6.6.6.6, 192.0.2.1").await.status(), 200);
    assert_eq!(ask(&client, "7.7.7.7, 192.0.2.1").await.status(), 429);
    assert_eq!(ask(&client, "192.0.2.2").await.status(), 200);

    let (_service, client) = Service::ready(limited(0)).await;
    assert_eq!(ask(&client, "192.0.2.1").await.status(), 200);
    assert_eq!(ask(&client, "192.0.2.2").await.status(), 429);
}

fn with_redis(port: u16, on_backend_failure: BackendFailure) -> Config {
    let mut config = limited(3);
    config.limit.redis_url = format!("redis://127.0.0.1:{port}/0");
    config.limit.on_backend_failure = on_backend_failure;
    // The machine that tests may be slow; what is tested is not how fast Redis is.
    config.limit.redis_timeout_ms = 1_000;
    config
}

#[tokio::test]
async fn instances_share_a_bucket_in_redis() {
    let redis = Program::redis(free_port());
    let (_one, first) = Service::ready(with_redis(redis.port, BackendFailure::Deny)).await;
    let (_two, second) = Service::ready(with_redis(redis.port, BackendFailure::Deny)).await;
    for remaining in [3, 2, 1, 0] {
        let client = if remaining % 2 == 0 { &first } else { &second };
        let answer = ask(client, "").await;
        assert_eq!(answer.status(), 200);
        let shown = field(&answer, "ratelimit").to_owned();
        // A slow machine may see a request drip in meanwhile.
        assert!(shown.starts_with("\"address\";r="), "{shown}");
    }
    let answers = [ask(&first, "").await.status(), ask(&second, "").await.status()];
    assert!(answers.contains(&StatusCode::TOO_MANY_REQUESTS), "{answers:?}");
    let asked = "fingerprint_api_rate_limit_backend_duration_seconds_count";
    assert!(metric(&first, asked, &[]).await.unwrap() >= 3.0);
}

#[tokio::test]
async fn a_redis_that_dies_and_comes_back_is_noticed_both_times() {
    const UP: &str = "fingerprint_api_rate_limit_backend_up";
    let port = free_port();
    let redis = Program::redis(port);
    let (_deny, deny) = Service::ready(with_redis(port, BackendFailure::Deny)).await;
    let (_local, local) = Service::ready(with_redis(port, BackendFailure::Local)).await;
    let (_allow, allow) = Service::ready(with_redis(port, BackendFailure::Allow)).await;
    assert_eq!(ask(&deny, "").await.status(), 200);
    drop(redis);

    problem(ask(&deny, "").await, 503, "overloaded").await;
    assert_eq!(metric(&deny, UP, &[]).await, Some(0.0));
    let start = Instant::now();
    for _ in 0..50 {
        assert_eq!(ask(&allow, "").await.status(), 200);
    }
    assert!(start.elapsed() < Duration::from_secs(10), "every request waits for a dead Redis");
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(ask(&local, "").await.status().as_u16());
    }
    assert!(statuses.starts_with(&[200, 200, 200, 200]) && statuses.contains(&429), "{statuses:?}");

    let _again = Program::redis(port);
    let deadline = Instant::now() + Duration::from_secs(10);
    while ask(&deny, "").await.status() != 200 {
        assert!(Instant::now() < deadline, "Redis is back and not asked");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(metric(&deny, UP, &[]).await, Some(1.0));
}

#[test]
fn a_url_that_is_not_of_redis_stops_the_start() {
    let environment =
        [("FPA_LIMIT__ENABLED", "true"), ("FPA_LIMIT__REDIS_URL", "http://:secret@x")];
    let output = fingerprint_test_support::process::run(&["config", "check"], &environment);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`limit.redis_url`") && !said.contains("secret"), "{said}");
}
