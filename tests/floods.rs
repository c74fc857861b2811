//! What a hostile or broken client may try with the sensor: the service stays up, answers others,
//! and does not grow without bound.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fingerprint_test_support::tls;
use futures_util::StreamExt;
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const INSPECT: &str =
    "GET /api/v1/inspect HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The shipped binary with a sensor.
struct Process {
    child: Child,
    api: u16,
    sensor: u16,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Process {
    async fn start(settings: &[(&str, &str)]) -> Self {
        let (api, sensor) = (free_port(), free_port());
        let child = Command::new(env!("CARGO_BIN_EXE_fingerprint-api"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("FPA_HTTP__LISTEN", format!("127.0.0.1:{api}"))
            .env("FPA_SENSOR__LISTEN", format!("127.0.0.1:{sensor}"))
            .env("FPA_LOG__LEVEL", "error")
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, api, sensor };
        let deadline = Instant::now() + Duration::from_secs(20);
        while !process.is_ready().await {
            assert!(Instant::now() < deadline, "not ready after 20 s");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }

    async fn is_ready(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.api)).await else {
            return false;
        };
        let request = "GET /api/v1/models/status HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        tls::exchange(&mut stream, request).await.starts_with("HTTP/1.1 200")
    }

    fn resident_mib(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// Another client is answered meanwhile.
    async fn assert_serves(&self) {
        let answering = async {
            tls::exchange(&mut tls::connect(self.sensor, &["http/1.1"]).await, INSPECT).await
        };
        let answer = tokio::time::timeout(Duration::from_secs(10), answering)
            .await
            .expect("no answer in 10 s");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An HTTP/2 frame.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = payload.len() as u32;
    let mut bytes = length.to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// Sends the bytes over TLS again and again until the service has had enough or all is sent, while
/// it reads nothing of what comes back. Answers how often they were taken.
async fn pour(port: u16, opening: &[u8], again: &[u8], times: usize) -> usize {
    let mut stream = tls::connect(port, &["h2"]).await;
    let _ = stream.write_all(opening).await;
    for time in 0..times {
        let sent = tokio::time::timeout(Duration::from_millis(500), stream.write_all(again)).await;
        // Closed, or no longer read: either way the flood is over.
        if !matches!(sent, Ok(Ok(()))) {
            return time;
        }
    }
    times
}

#[tokio::test]
async fn floods_of_frames_neither_stop_nor_swell_the_service() {
    let process = Process::start(&[]).await;
    process.assert_serves().await;
    let before = process.resident_mib();
    let settings = frame(4, 0, 0, &[0, 3, 0, 0, 0, 100]);
    let opening = [PREFACE, &settings].concat();
    let floods = [
        // RFC 9218 made PRIORITY meaningless, not illegal.
        ("PRIORITY", frame(2, 0, 1, &[0, 0, 0, 0, 16]).repeat(1000)),
        // Each must be acknowledged, and nobody reads the acknowledgements.
        ("SETTINGS", settings.repeat(1000)),
        ("PING", frame(6, 0, 0, &[0; 8]).repeat(1000)),
        ("WINDOW_UPDATE", frame(8, 0, 0, &[0, 0, 0, 1]).repeat(1000)),
        ("unknown", frame(0xBB, 0, 0, &[7; 64]).repeat(200)),
        // A header block that never ends.
        (
            "CONTINUATION",
            [frame(1, 0, 1, &[0x82; 16]), frame(9, 0, 1, &[0x40, 1, b'a', 1, b'b']).repeat(500)]
                .concat(),
        ),
    ];
    for (name, again) in floods {
        let taken = pour(process.sensor, &opening, &again, 400).await;
        process.assert_serves().await;
        let grown = process.resident_mib() - before;
        println!("{name}: {taken} times {} bytes taken, {grown:.1} MiB more", again.len());
        assert!(grown < 64.0, "{name}: {grown:.1} MiB more");
    }
}

#[tokio::test]
async fn half_open_and_slow_clients_are_let_go_in_time() {
    let process = Process::start(&[
        ("FPA_HTTP__REQUEST_TIMEOUT_MS", "1500"),
        ("FPA_HTTP__MAX_CONNECTIONS_PER_ADDRESS", "4000"),
    ])
    .await;
    let hello = include_bytes!("golden/hello/curl_h2.bin");
    let mut waiting = Vec::new();
    for turn in 0..2000 {
        let mut stream = TcpStream::connect(("127.0.0.1", process.sensor)).await.unwrap();
        // None of a hello, half of one, a whole one: the handshake never goes on.
        let sent = [0, hello.len() / 2, hello.len()][turn % 3];
        stream.write_all(&hello[..sent]).await.unwrap();
        waiting.push(stream);
    }
    process.assert_serves().await;
    // A head that comes a byte at a time never becomes whole in time.
    let mut slow = tls::connect(process.sensor, &["http/1.1"]).await;
    let started = Instant::now();
    let dripping = async {
        for byte in INSPECT.as_bytes().iter().cycle() {
            if slow.write_all(&[*byte]).await.is_err() || slow.flush().await.is_err() {
                return;
            }
            let mut answer = [0; 64];
            let read =
                tokio::time::timeout(Duration::from_millis(100), slow.read(&mut answer)).await;
            if read.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), dripping)
        .await
        .expect("a slow head is read for ever");
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    for stream in &mut waiting {
        let closed =
            async { while stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {} };
        tokio::time::timeout(Duration::from_secs(10), closed)
            .await
            .expect("a half-open handshake is kept");
    }
    process.assert_serves().await;
}

#[tokio::test]
async fn ten_thousand_idle_connections_cost_a_bounded_amount_each() {
    const CONNECTIONS: usize = 10_000;
    let process = Process::start(&[
        ("FPA_HTTP__REQUEST_TIMEOUT_MS", "60000"),
        ("FPA_HTTP__MAX_CONNECTIONS", "20000"),
        ("FPA_HTTP__MAX_CONNECTIONS_PER_ADDRESS", "20000"),
    ])
    .await;
    process.assert_serves().await;
    let before = process.resident_mib();
    let connect = |_| async { tls::connect(process.sensor, &["http/1.1"]).await };
    let idle: Vec<_> =
        stream::iter(0..CONNECTIONS).map(connect).buffer_unordered(64).collect().await;
    assert_eq!(idle.len(), CONNECTIONS);
    process.assert_serves().await;
    let each = (process.resident_mib() - before) * 1024.0 / CONNECTIONS as f64;
    println!("{each:.1} KiB for each of {CONNECTIONS} idle TLS connections");
    assert!(each < 64.0, "{each:.1} KiB a connection");
}
