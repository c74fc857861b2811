//! The sensor: what it sees of a TLS connection, and whose request is whose.

use std::time::{Duration, Instant};

use fingerprint_api::config::Config;
use fingerprint_signals::header_order;
use futures_util::future::join_all;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::Client;
use crate::service::{Service, settings};
use fingerprint_test_support::tls;

pub(crate) fn with_sensor() -> Config {
    let mut config = settings();
    config.sensor.listen = String::from("127.0.0.1:0");
    config
}

async fn sensor(config: Config) -> (Service, Client, u16) {
    let (service, client) = Service::ready(config).await;
    let port = service.sensor_port.unwrap();
    (service, client, port)
}

/// The JSON behind an HTTP/1.1 head.
pub(crate) fn json(answer: &str) -> Value {
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
    serde_json::from_str(body.unwrap_or_else(|| panic!("no answer: {answer:?}"))).unwrap()
}

const INSPECT: &str = "GET /api/v1/inspect HTTP/1.1\r\nhOsT: localhost\r\nUser-Agent: curl/8.5.0\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn every_layer_of_a_connection_is_seen() {
    let (_service, client, port) = sensor(with_sensor()).await;
    let answer = json(&tls::exchange(&mut tls::connect(port, &["http/1.1"]).await, INSPECT).await);
    for layer in ["tcp", "tls", "http"] {
        assert_eq!(answer["layers"][layer]["source"], "connection", "{layer}: {answer}");
    }
    assert_eq!(answer["layers"]["http2"]["used"], false);
    assert!(answer["fingerprints"]["ja4"].as_str().unwrap().starts_with("t13d"), "{answer}");
    let order = header_order::hash(["host", "user-agent", "connection"].into_iter());
    assert_eq!(answer["fingerprints"]["header_order"].as_str(), order.as_deref());
    let metrics = client.get("/metrics").await.text().await.unwrap();
    assert!(
        metrics.contains("fingerprint_api_sensor_handshakes_total{result=\"completed\"} 1"),
        "{metrics}"
    );
}

#[tokio::test]
async fn both_versions_of_tls_are_spoken() {
    let (_service, _client, port) = sensor(with_sensor()).await;
    for (version, ja4) in [(&rustls::version::TLS12, "t12d"), (&rustls::version::TLS13, "t13d")] {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let mut stream = tls::over(stream, &[], &[version]).await.unwrap();
        let answer = json(&tls::exchange(&mut stream, INSPECT).await);
        assert!(answer["fingerprints"]["ja4"].as_str().unwrap().starts_with(ja4), "{answer}");
    }
}

/// Asks for the same page on many streams of one connection, each with its fields in another order,
/// and compares the order that each answer tells with the one that was sent.
async fn streams(port: u16, count: usize) -> Vec<(Option<String>, Option<String>)> {
    let stream = tls::connect(port, &["h2"]).await;
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let fields = ["accept", "accept-language", "x-a", "x-b", "x-c", "x-d"];
    let one = |turn: usize| {
        let client = client.clone();
        async move {
            let mut names = fields.to_vec();
            names.rotate_left(turn % fields.len());
            names.swap(turn % 2, 3 + turn % 3);
            let mut request = http::Request::get("https://localhost/api/v1/inspect");
            for name in &names {
                request = request.header(*name, turn.to_string());
            }
            let mut client = client.ready().await.unwrap();
            let (answer, _) = client.send_request(request.body(()).unwrap(), true).unwrap();
            let mut body = answer.await.unwrap().into_body();
            let mut text = Vec::new();
            while let Some(piece) = body.data().await {
                let piece = piece.unwrap();
                body.flow_control().release_capacity(piece.len()).unwrap();
                text.extend_from_slice(&piece);
            }
            let answer: Value = serde_json::from_slice(&text).unwrap();
            assert_eq!(answer["layers"]["http2"]["source"], "connection", "{answer}");
            let told = answer["fingerprints"]["header_order"].as_str().map(str::to_owned);
            (told, header_order::hash(names.iter().copied()))
        }
    };
    join_all((0..count).map(one)).await
}

#[tokio::test]
async fn on_a_shared_connection_each_request_is_judged_by_its_own_fields() {
    let (_service, _client, port) = sensor(with_sensor()).await;
    for (told, sent) in streams(port, 30).await {
        assert_eq!(told, sent);
    }
}

#[tokio::test]
async fn a_handshake_that_fails_is_seen_all_the_same() {
    let (_service, client, port) = sensor(with_sensor()).await;
    let hello = include_bytes!("../golden/hello/curl_h2.bin");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(hello).await.unwrap();
    stream.write_all(b"no TLS at all").await.unwrap();
    let _ = stream.read_to_end(&mut Vec::new()).await;
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let metrics = client.get("/metrics").await.text().await.unwrap();
        let failed =
            metrics.contains("fingerprint_api_sensor_handshakes_total{result=\"failed\"} 1");
        if failed {
            assert!(
                metrics.contains(
                    "fingerprint_api_sensor_layer_total{layer=\"tls\",result=\"seen\"} 1"
                )
            );
            return;
        }
        assert!(Instant::now() < deadline, "{metrics}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed_in_time() {
    let mut config = with_sensor();
    config.http.request_timeout_ms = 200;
    let (service, client, port) = sensor(config).await;
    for port in [port, service.port] {
        let started = Instant::now();
        let mut silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        assert_eq!(silent.read(&mut [0; 1]).await.unwrap_or(0), 0);
        assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    }
    let metrics = client.get("/metrics").await.text().await.unwrap();
    assert!(
        metrics.contains("fingerprint_api_sensor_handshakes_total{result=\"timed_out\"} 1"),
        "{metrics}"
    );
}

#[tokio::test]
async fn on_the_api_port_the_header_fields_are_read_in_order() {
    let (_service, client, _port) = sensor(with_sensor()).await;
    let answer = json(&client.raw(INSPECT.as_bytes()));
    assert_eq!(answer["layers"]["tls"]["used"], false);
    assert!(answer["fingerprints"]["header_order"].is_string(), "{answer}");
}

#[tokio::test]
async fn a_caller_cannot_speak_for_its_own_connection() {
    let (_service, _client, port) = sensor(with_sensor()).await;
    let body =
        r#"{"tls":{"ja4":"t13d1516h2_8daaf6152771_02713d6af862"},"http":{"headers":[["a","b"]]}}"#;
    let request = format!(
        "POST /api/v1/inspect HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = json(&tls::exchange(&mut tls::connect(port, &[]).await, &request).await);
    assert_ne!(answer["fingerprints"]["ja4"], "t13d1516h2_8daaf6152771_02713d6af862");
    let issues = answer["issues"].as_array().unwrap();
    assert_eq!(issues.len(), 2, "{answer}");
    assert!(issues.iter().all(|issue| issue["code"] == "seen_on_connection"), "{answer}");
}

#[tokio::test]
async fn options_of_the_query_are_kept_and_checked() {
    let (_service, client, _port) = sensor(with_sensor()).await;
    let brief: Value = client.get("/api/v1/inspect?explain=none").await.json().await.unwrap();
    assert!(brief.get("reasons").is_none(), "{brief}");
    for query in ["coverage=1.5", "explain=loudly"] {
        let answer = client.get(&format!("/api/v1/inspect?{query}")).await;
        crate::client::problem(answer, 400, "invalid_request").await;
    }
}
