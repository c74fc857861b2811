//! Traces: what a collector on loopback receives by OTLP, what happens without one, and that every
//! line of the log that is written for a request names its trace.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::client::{Client, fingerprint};
use crate::reload::copied_models;
use fingerprint_test_support::process::Process;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// A collector that keeps what it is sent: (request line, body).
fn collector() -> (u16, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (keep, kept) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).unwrap();
                if line.trim().is_empty() {
                    break;
                }
                head.push(line.trim().to_owned());
            }
            let length =
                head.iter().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            let mut body = vec![0; length.parse().unwrap()];
            stream.read_exact(&mut body).unwrap();
            stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
            if keep.send((head[0].clone(), serde_json::from_slice(&body).unwrap())).is_err() {
                return;
            }
        }
    });
    (port, kept)
}

async fn classify(client: &Client, traceparent: &str) {
    let request = client.http.post(format!("{}/api/v1/classify", client.base));
    let request =
        request.header("content-type", "application/json").header("traceparent", traceparent);
    assert_eq!(request.body(fingerprint("x").to_string()).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_sampled_request_is_a_span_in_its_caller_s_trace() {
    let (port, kept) = collector();
    let endpoint = format!("http://127.0.0.1:{port}");
    let mut process = Process::serve(&[("FPA_TRACE__OTLP_ENDPOINT", &endpoint)]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    classify(&client, &format!("00-{TRACE}-00f067aa0ba902b7-01")).await;
    // The caller does not record this one.
    classify(&client, &format!("00-{}-00f067aa0ba902b7-00", "1".repeat(32))).await;
    // What is left is sent before the service ends.
    process.signal("TERM");
    assert!(process.wait().success());

    let (line, body) = kept.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(line, "POST /v1/traces HTTP/1.1");
    let resource = &body["resourceSpans"][0];
    assert_eq!(resource["resource"]["attributes"][0]["value"]["stringValue"], "fingerprint-api");
    let spans = resource["scopeSpans"][0]["spans"].as_array().unwrap();
    assert_eq!(spans.len(), 1, "{body}");
    let span = &spans[0];
    assert_eq!(span["traceId"], TRACE);
    assert_eq!(span["parentSpanId"], "00f067aa0ba902b7");
    assert_eq!(span["spanId"].as_str().unwrap().len(), 16);
    assert_eq!(span["name"], "POST /api/v1/classify");
    let nanoseconds = |field: &str| span[field].as_str().unwrap().parse::<u64>().unwrap();
    assert!(nanoseconds("startTimeUnixNano") < nanoseconds("endTimeUnixNano"));
    let mut attributes = span["attributes"].as_array().unwrap().iter();
    let status = attributes.find(|each| each["key"] == "http.response.status_code").unwrap();
    assert_eq!(status["value"]["intValue"], "200");
    assert!(kept.try_recv().is_err(), "one message is enough");
}

#[tokio::test]
async fn a_collector_that_is_away_costs_spans_and_no_request() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut process = Process::serve(&[("FPA_TRACE__OTLP_ENDPOINT", &format!("http://{closed}"))]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    classify(&client, &format!("00-{TRACE}-00f067aa0ba902b7-01")).await;
    let line = process.wait_for(|line| line["message"] == "the traces' collector takes no spans");
    assert_eq!(line["log.level"], "warn");
    let metrics = client.get("/metrics").await.text().await.unwrap();
    assert!(metrics.contains("fingerprint_api_trace_spans_total{result=\"lost\"} 1"), "{metrics}");
    process.signal("TERM");
    assert!(process.wait().success());
}

#[tokio::test]
async fn every_line_that_a_request_causes_names_its_trace() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let redis = format!("redis://{closed}/0");
    let models = copied_models("named");
    let process = Process::serve(&[
        ("FPA_LIMIT__ENABLED", "true"),
        ("FPA_LIMIT__REDIS_URL", &redis),
        ("FPA_MODELS__DIR", models.to_str().unwrap()),
        ("FPA_LOG__LEVEL", "debug"),
    ]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    // Once on the worker's thread, once on another; the second one fails.
    for (path, span, trace) in [
        ("/api/v1/classify", "00f067aa0ba902b7", TRACE),
        ("/api/v1/models/reload", "00f067aa0ba902b8", "5bf92f3577b34da6a3ce929d0e0e4736"),
        ("/api/v1/models/reload", "00f067aa0ba902b9", "6bf92f3577b34da6a3ce929d0e0e4736"),
    ] {
        if span.ends_with('9') {
            std::fs::write(models.join("active.toml"), "browser = 'none'\n").unwrap();
        }
        let request = client.http.post(format!("{}{path}", client.base));
        let request = request.header("traceparent", format!("00-{trace}-{span}-00"));
        let request =
            request.header("x-request-id", span).header("content-type", "application/json");
        request.body(fingerprint("x").to_string()).send().await.unwrap();
    }
    let named = |line: &Value, message: &str, trace: &str, id: &str| {
        line["message"] == message && line["trace.id"] == trace && line["http.request.id"] == id
    };
    process.wait_for(|line| named(line, "Redis does not answer", TRACE, "00f067aa0ba902b7"));
    process.wait_for(|line| named(line, "answered", TRACE, "00f067aa0ba902b7"));
    let reloaded = "5bf92f3577b34da6a3ce929d0e0e4736";
    process.wait_for(|line| named(line, "models loaded", reloaded, "00f067aa0ba902b8"));
    let refused = "6bf92f3577b34da6a3ce929d0e0e4736";
    process.wait_for(|line| named(line, "models not loaded", refused, "00f067aa0ba902b9"));
    // What no request caused names none.
    let listening = process.wait_for(|line| line["message"] == "listening");
    assert!(listening.get("trace.id").is_none() && listening.get("http.request.id").is_none());
}
