//! Connections and requests that one address holds, and answers that it does not read.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::process::{ATTACKER, DOCUMENT, Process};

async fn is_answered(stream: &mut TcpStream) -> bool {
    let mut answer = [0; 64];
    let request = b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n";
    let exchange = async {
        stream.write_all(request).await?;
        stream.read(&mut answer).await
    };
    let answered = tokio::time::timeout(Duration::from_secs(5), exchange).await;
    matches!(answered, Ok(Ok(1..)))
}

#[tokio::test]
async fn an_address_has_as_many_connections_as_its_share_and_others_have_theirs() {
    let process = Process::start(&[("FPA_HTTP__MAX_CONNECTIONS_PER_ADDRESS", "20")]).await;
    let mut held = Vec::new();
    for number in 1..=22 {
        let mut stream = process.connect(ATTACKER).await.unwrap();
        assert_eq!(is_answered(&mut stream).await, number <= 20, "connection {number}");
        held.push(stream);
    }
    process.assert_serves_others().await;
    held.clear();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(is_answered(&mut process.connect(ATTACKER).await.unwrap()).await);
}

#[tokio::test]
async fn an_address_has_its_share_of_the_requests_in_flight_and_others_have_theirs() {
    let process = Process::start(&[("FPA_HTTP__MAX_IN_FLIGHT", "64")]).await;
    let mut held = Vec::new();
    for number in 1..=18 {
        let mut stream = process.connect(ATTACKER).await.unwrap();
        let head = "POST /api/v1/classify HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                    content-length: 100\r\n\r\n{";
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = vec![0; 2048];
        let reading = stream.read(&mut answer);
        let refused = match tokio::time::timeout(Duration::from_millis(150), reading).await {
            Ok(read) => {
                let text = String::from_utf8_lossy(&answer[..read.unwrap()]).into_owned();
                assert!(text.contains("503") && text.contains("per_address"), "{text}");
                true
            }
            Err(_) => false,
        };
        assert_eq!(refused, number > 16, "request {number}");
        held.push(stream);
    }
    process.assert_serves_others().await;
}

#[tokio::test]
async fn answers_that_are_not_read_are_let_go() {
    let process = Process::start(&[("FPA_HTTP__WRITE_TIMEOUT_MS", "1500")]).await;
    let mut held = Vec::new();
    for _ in 0..20 {
        let mut stream = process.connect(ATTACKER).await.unwrap();
        let request = format!("GET {DOCUMENT} HTTP/1.1\r\nhost: x\r\n\r\n");
        // More than the kernel keeps for a client that does not read.
        let writing = async { stream.write_all(request.repeat(4000).as_bytes()).await };
        let _ = tokio::time::timeout(Duration::from_millis(200), writing).await;
        held.push(stream);
    }
    process.assert_serves_others().await;
    let started = Instant::now();
    while process.in_flight().await > 1.0 {
        assert!(started.elapsed() < Duration::from_secs(8), "the unread answers are kept");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    println!("all let go after {:.1} s", started.elapsed().as_secs_f64());
}

#[tokio::test]
async fn beyond_the_memory_budget_work_is_refused_and_probes_are_answered() {
    let process = Process::start(&[("FPA_LIMIT__MEMORY_BYTES", "1048576")]).await;
    let answer = process.get(DOCUMENT).await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("memory_bytes"), "{answer:.300}");
    assert!(process.get("/health").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn streams_of_empty_lines_take_no_place_of_a_batch() {
    let process = Process::start(&[("FPA_INFERENCE__QUEUE_CAPACITY", "4")]).await;
    let mut held = Vec::new();
    for _ in 0..12 {
        let mut stream = process.connect(ATTACKER).await.unwrap();
        let head = "POST /api/v1/classify/batch HTTP/1.1\r\nhost: x\r\n\
                    content-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n\
                    1\r\n\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        held.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let line = "{\"http\":{\"headers\":[[\"user-agent\",\"curl/8.5.0\"]]}}\n";
    let answer = process.post_lines(line).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.300}");
}

#[tokio::test]
async fn with_one_address_at_its_bounds_others_keep_their_throughput() {
    const REQUESTS: u32 = 300;
    let process = Process::start(&[("FPA_HTTP__MAX_IN_FLIGHT", "64")]).await;
    let (mut alone, mut beside) = (Duration::MAX, Duration::MAX);
    let head = "POST /api/v1/classify HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 100\r\n\r\n{";
    for _ in 0..7 {
        alone = alone.min(time(&process, REQUESTS).await);
        let mut held = Vec::new();
        for _ in 0..16 {
            let mut stream = process.connect(ATTACKER).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            held.push(stream);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(process.in_flight().await >= 17.0);
        beside = beside.min(time(&process, REQUESTS).await);
        drop(held);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let kept = alone.as_secs_f64() / beside.as_secs_f64();
    println!("{REQUESTS} requests: {alone:.1?} alone, {beside:.1?} beside; {kept:.2} kept");
    // The machine that measures has other work; the bound aimed at is 0.95.
    assert!(kept > 0.85, "{kept:.2}");
}

async fn time(process: &Process, requests: u32) -> Duration {
    let started = Instant::now();
    for _ in 0..requests {
        assert!(process.get(DOCUMENT).await.starts_with("HTTP/1.1 200"));
    }
    started.elapsed()
}
