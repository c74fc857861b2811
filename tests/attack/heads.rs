//! HTTP/1 heads that cost more to read than to send.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::process::{ATTACKER, DOCUMENT, Process};

#[tokio::test]
async fn line_feeds_without_a_request_cost_next_to_nothing() {
    let process = Process::start(&[]).await;
    for bytes in [60_000, 240_000] {
        for line_end in ["\n", "\r\n", "\r"] {
            let before = process.cpu_seconds();
            let mut stream = process.connect(ATTACKER).await.unwrap();
            let attack = line_end.repeat(bytes / line_end.len());
            let _ = stream.write_all(attack.as_bytes()).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            process.assert_serves_others().await;
            let spent = process.cpu_seconds() - before;
            println!("{bytes} bytes of {line_end:?}: {spent:.2} s of CPU");
            assert!(spent < 0.5, "{spent:.2} s");
        }
    }
}

#[tokio::test]
async fn a_head_a_byte_at_a_time_costs_in_proportion_to_its_length() {
    let process = Process::start(&[("FPA_HTTP__REQUEST_TIMEOUT_MS", "60000")]).await;
    let mut spent = Vec::new();
    for length in [10_000, 20_000, 40_000] {
        let before = process.cpu_seconds();
        let mut stream = process.connect(ATTACKER).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let head = format!(
            "GET {DOCUMENT} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: {}\r\n\r\n",
            "a".repeat(length)
        );
        for byte in head.as_bytes() {
            stream.write_all(&[*byte]).await.unwrap();
            // Else the kernel would hand them over together.
            let sent = Instant::now();
            while sent.elapsed() < Duration::from_micros(60) {
                std::thread::yield_now();
            }
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"));
        spent.push(process.cpu_seconds() - before);
        println!("{length} bytes one by one: {:.2} s of CPU", spent.last().unwrap());
    }
    // The kernel counts hundredths, so the smallest figure gets room for some of them.
    assert!(spent[2] < (spent[0] + 0.05) * 4.0 * 1.5, "{spent:?}");
}

#[tokio::test]
async fn every_head_of_a_connection_must_be_whole_in_time() {
    let process = Process::start(&[("FPA_HTTP__REQUEST_TIMEOUT_MS", "1000")]).await;
    let mut stream = process.connect(ATTACKER).await.unwrap();
    stream.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut answer = [0; 4096];
    assert!(stream.read(&mut answer).await.unwrap() > 0);
    let started = Instant::now();
    let closed = async {
        let head = b"GET /health HTTP/1.1\r\nhost: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
        for byte in head.iter().cycle() {
            let _ = stream.write_all(&[*byte]).await;
            let wait = tokio::time::timeout(Duration::from_millis(100), stream.read(&mut answer));
            if let Ok(Ok(0) | Err(_)) = wait.await {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(6), closed).await.expect("the second head is kept");
    println!("closed after {:.1} s", started.elapsed().as_secs_f64());
}

#[tokio::test]
async fn nothing_behind_a_request_whose_end_is_in_doubt_is_answered() {
    let process = Process::start(&[]).await;
    let mut stream = process.connect(ATTACKER).await.unwrap();
    let doubt = "POST /health HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\
                 transfer-encoding: chunked\r\n\r\n0\r\n\r\n";
    let behind = "GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(format!("{doubt}{behind}").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(5), reading).await;
    let text = String::from_utf8_lossy(&answer);
    assert!(!text.contains("fingerprint_api_"), "{text:.300}");
}
