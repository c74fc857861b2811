//! The way out: readiness first, then the listener, and nothing in flight is lost.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Client, fingerprint};
use crate::service::{Service, settings};
use fingerprint_test_support::process::Process;

#[tokio::test]
async fn sigterm_turns_readiness_off_finishes_what_is_in_flight_and_exits_0() {
    let mut process = Process::serve(&[("FPA_HTTP__SHUTDOWN_LEAD_MS", "600")]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    let body = fingerprint("slow").to_string();
    let mut slow = TcpStream::connect(("127.0.0.1", client.port)).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let head = "POST /api/v1/classify HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ";
    let (first, rest) = body.split_at(10);
    write!(slow, "{head}{}\r\n\r\n{first}", body.len()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;

    process.signal("TERM");
    tokio::time::sleep(Duration::from_millis(200)).await;
    // Within the lead time the service still answers, and says that it is going.
    let readiness = client.get("/api/v1/models/status").await;
    assert_eq!(readiness.status(), 503);
    assert_eq!(readiness.json::<Value>().await.unwrap()["status"], "draining");
    let late = client.classify(fingerprint("late").to_string()).await;
    assert_eq!(late.status(), 200);
    assert_eq!(late.headers()["connection"], "close");
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert!(TcpStream::connect(("127.0.0.1", client.port)).is_err(), "still listening");

    slow.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"id\":\"slow\""), "{answer}");
    assert_eq!(process.wait().code(), Some(0));
    assert_eq!(process.log().last().unwrap()["message"], "stopped");
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_the_service_up() {
    let mut process = Process::serve(&[("FPA_HTTP__SHUTDOWN_LEAD_MS", "0")]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    let _idle = TcpStream::connect(("127.0.0.1", client.port)).unwrap();
    let started = Instant::now();
    process.signal("INT");
    assert_eq!(process.wait().code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn sighup_loads_the_models_again() {
    let mut process = Process::serve(&[]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    process.signal("HUP");
    let reloaded = "fingerprint_api_model_reloads_total{result=\"success\"} 1";
    let deadline = Instant::now() + Duration::from_secs(10);
    while !client.get("/metrics").await.text().await.unwrap().contains(reloaded) {
        assert!(Instant::now() < deadline, "no reload");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(client.get("/api/v1/models/status").await.status(), 200);
    process.signal("TERM");
    assert!(process.wait().success());
}

#[tokio::test]
async fn at_the_end_an_http2_connection_finishes_its_streams_and_takes_no_more() {
    let (mut service, client) = Service::ready(settings()).await;
    let h2 = reqwest::Client::builder().http2_prior_knowledge().build().unwrap();
    let old = Client { http: h2, ..client.clone() };
    // The connection is open before the end, and something is in flight.
    assert_eq!(old.get("/health").await.status(), 200);
    let slow = client.unfinished("slow");
    tokio::time::sleep(Duration::from_millis(200)).await;
    service.stop();
    tokio::time::sleep(Duration::from_millis(200)).await;
    // GOAWAY sends a client to another connection, which a balancer opens to another instance.
    let url = format!("http://127.0.0.1:{}/health", old.port);
    let moved_on = old.http.get(url).send().await.unwrap_err();
    assert!(moved_on.is_connect(), "{moved_on:?}");
    assert!(slow.finish().starts_with("HTTP/1.1 200 "));
    drop(old);
    service.join();
}
