//! HTTP/2 streams whose answers are not read.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::process::{ATTACKER, DOCUMENT, Process};
use fingerprint_test_support::tls;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS: u8 = 4;
const HEADERS: u8 = 1;
const PING: u8 = 6;
const UNKNOWN: u8 = 0xBB;
/// `END_STREAM` and `END_HEADERS`.
const WHOLE: u8 = 5;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// SETTINGS with `INITIAL_WINDOW_SIZE` 0: no byte of an answer's body may be sent.
fn closed_window() -> Vec<u8> {
    [PREFACE, &frame(SETTINGS, 0, 0, &[0, 4, 0, 0, 0, 0])].concat()
}

fn get(stream: u32, path: &str) -> Vec<u8> {
    // `:method GET`, `:scheme http`, `:authority x`, and `:path` as a literal.
    let block = [&[0x82, 0x86, 0x01, 1, b'x', 0x04, path.len() as u8][..], path.as_bytes()];
    frame(HEADERS, WHOLE, stream, &block.concat())
}

/// Reads what comes until nothing does for a while; answers what frames there were.
async fn frames(stream: &mut TcpStream) -> Vec<(u8, Vec<u8>)> {
    let mut bytes = Vec::new();
    let quiet = Duration::from_millis(500);
    while let Ok(Ok(1..)) = tokio::time::timeout(quiet, stream.read_buf(&mut bytes)).await {}
    let (mut found, mut rest) = (Vec::new(), &bytes[..]);
    while rest.len() >= 9 {
        let length = u32::from_be_bytes([0, rest[0], rest[1], rest[2]]) as usize;
        if rest.len() < 9 + length {
            break;
        }
        found.push((rest[3], rest[9..9 + length].to_vec()));
        rest = &rest[9 + length..];
    }
    found
}

#[tokio::test]
async fn unread_answers_of_one_connection_are_not_felt_by_others_and_are_let_go() {
    let process = Process::start(&[("FPA_HTTP__WRITE_TIMEOUT_MS", "2000")]).await;
    let mut stream = process.connect(ATTACKER).await.unwrap();
    let mut attack = closed_window();
    for number in 0..1100 {
        attack.extend(get(number * 2 + 1, DOCUMENT));
    }
    stream.write_all(&attack).await.unwrap();
    let started = Instant::now();
    process.assert_serves_others().await;
    let held = process.in_flight().await;
    println!("{} bytes hold {held} requests in flight", attack.len());
    assert!(held <= 102.0, "{held} in flight");
    while process.in_flight().await > 1.0 {
        assert!(started.elapsed() < Duration::from_secs(8), "the unread answers are kept");
        let _ = stream.write_all(&frame(PING, 0, 0, &[0; 8])).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    println!("all let go after {:.1} s", started.elapsed().as_secs_f64());
}

#[tokio::test]
async fn the_number_of_streams_is_announced_and_more_are_refused() {
    let process = Process::start(&[("FPA_HTTP__MAX_STREAMS", "8")]).await;
    for (opened, refused) in [(7, 0), (8, 0), (9, 1), (20, 12)] {
        let mut stream = process.connect(ATTACKER).await.unwrap();
        let mut attack = closed_window();
        for number in 0..opened {
            attack.extend(get(number * 2 + 1, DOCUMENT));
        }
        stream.write_all(&attack).await.unwrap();
        let frames = frames(&mut stream).await;
        let announced = frames.iter().any(|(kind, payload)| {
            *kind == SETTINGS && payload.as_chunks::<6>().0.contains(&[0, 3, 0, 0, 0, 8])
        });
        // RST_STREAM with REFUSED_STREAM.
        let resets = frames.iter().filter(|(kind, code)| *kind == 3 && code == &[0, 0, 0, 7]);
        assert_eq!((announced, resets.count()), (true, refused), "{opened} streams");
    }
}

#[tokio::test]
async fn a_hundred_thousand_unread_streams_take_a_bounded_amount_of_memory() {
    let process = Process::start(&[]).await;
    process.assert_serves_others().await;
    let before = process.resident_mib();
    let mut held = Vec::new();
    for round in 0..8 {
        let mut stream = process.connect(ATTACKER).await.unwrap();
        let _ = stream.write_all(&closed_window()).await;
        let mut sent = 0;
        for chunk in 0..14 {
            let requests: Vec<u8> = (0..1000)
                .flat_map(|number| get((chunk * 1000 + number) * 2 + 1, DOCUMENT))
                .collect();
            let writing = stream.write_all(&requests);
            let Ok(Ok(())) = tokio::time::timeout(Duration::from_secs(1), writing).await else {
                break;
            };
            sent += requests.len();
        }
        held.push(stream);
        let grown = process.resident_mib() - before;
        println!("connection {round}: {sent} bytes taken, {grown:.1} MiB more");
        assert!(grown < 16.0, "{grown:.1} MiB more");
    }
    process.assert_serves_others().await;
}

#[tokio::test]
async fn frames_that_carry_nothing_do_not_hide_the_http2_layer() {
    let process = Process::start(&[]).await;
    let mut stream = tls::connect(process.sensor, &["h2"]).await;
    let opening = [PREFACE, &frame(SETTINGS, 0, 0, &[0, 3, 0, 0, 0, 77])].concat();
    let flood = frame(UNKNOWN, 0, 0, &[7; 1000]).repeat(300);
    for bytes in [opening, flood, get(1, "/api/v1/inspect")] {
        stream.write_all(&bytes).await.unwrap();
    }
    let mut answer = Vec::new();
    let quiet = Duration::from_secs(2);
    while let Ok(Ok(1..)) = tokio::time::timeout(quiet, stream.read_buf(&mut answer)).await {}
    let text = String::from_utf8_lossy(&answer);
    assert!(text.contains("3:77|00|0|m,s,a,p"), "{text}");
}
