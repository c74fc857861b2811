//! Connections, whole, in pieces and hostile.

use std::net::Ipv4Addr;

use super::*;
use crate::telemetry::Format;

const CURL_FRAMES: &[u8] = include_bytes!("../../../tests/golden/http2/curl.bin");
const CURL_HELLO: &[u8] = include_bytes!("../../../tests/golden/hello/curl_h2.bin");

fn origin() -> Origin {
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    Origin { client: address, edge: None, proxied: false, syn: None }
}

fn record(metrics: &Arc<Metrics>) -> Record {
    Record::tls(origin(), Arc::clone(metrics))
}

fn counted(metrics: &Metrics, layer: &str, result: &str) -> bool {
    let line =
        format!("fingerprint_api_sensor_layer_total{{layer=\"{layer}\",result=\"{result}\"}} 1");
    metrics.exposition(Format::Text).unwrap().contains(&line)
}

#[test]
fn a_hello_in_single_bytes_is_the_hello_in_one_piece() {
    let metrics = Metrics::new().unwrap();
    let (whole, bytewise) = (record(&metrics), record(&metrics));
    whole.hello_bytes(CURL_HELLO);
    let wanted = CURL_HELLO.chunks(1).take_while(|byte| bytewise.hello_bytes(byte)).count();
    assert_eq!(wanted, CURL_HELLO.len() - 1);
    assert!(whole.client_hello().is_some());
    assert_eq!(whole.client_hello(), bytewise.client_hello());
}

#[test]
fn what_waits_is_bounded_in_number_and_bytes() {
    let metrics = Metrics::new().unwrap();
    let record = record(&metrics);
    record.speaks(HttpProtocol::Http1);
    let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(20_000));
    for _ in 0..2 * MAX_WAITING_REQUESTS {
        record.request_bytes(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    assert_eq!(record.requests.borrow().waiting.len(), MAX_WAITING_REQUESTS);
    for _ in 0..10 {
        assert_eq!(record.request_bytes(long.as_bytes()), Passage::Open);
    }
    assert_eq!(record.requests.borrow().waiting.len(), MAX_WAITING_BYTES / long.len());
}

#[test]
fn frames_that_carry_nothing_do_not_hide_the_request_behind_them() {
    let metrics = Metrics::new().unwrap();
    let record = record(&metrics);
    record.speaks(HttpProtocol::Http2);
    let (preface, rest) = CURL_FRAMES.split_at(24);
    // A type that nobody knows, which a server ignores.
    let unknown = [0, 0, 64, 0xBB, 0, 0, 0, 0, 0].into_iter().chain([7; 64]);
    let flood = unknown.collect::<Vec<_>>().repeat(4_000);
    for bytes in [preface, &flood, rest] {
        for piece in bytes.chunks(4096) {
            assert_eq!(record.request_bytes(piece), Passage::Open);
        }
    }
    assert!(record.opening().is_some());
    assert_eq!(record.requests.borrow().waiting.len(), 1);
}

#[test]
fn what_cannot_be_read_is_the_last_that_passes() {
    let metrics = Metrics::new().unwrap();
    let endless = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(70_000));
    for (sent, result) in [
        ("GET /\0 HTTP/9\r\n\r\n", "malformed"),
        ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "malformed"),
        (endless.as_str(), "overflow"),
    ] {
        let record = record(&metrics);
        record.speaks(HttpProtocol::Http1);
        let passages: Vec<_> =
            sent.as_bytes().chunks(16_384).map(|bytes| record.request_bytes(bytes)).collect();
        assert_eq!(passages.last(), Some(&Passage::Last), "{sent:.40}");
        assert_eq!(record.request_bytes(b"GET / HTTP/1.1\r\n\r\n"), Passage::Last);
        drop(record);
        let line = format!("{{layer=\"http\",result=\"{result}\"}}");
        assert!(metrics.exposition(Format::Text).unwrap().contains(&line), "{result}");
    }
}

#[test]
fn a_head_in_pieces_is_held_until_it_is_whole() {
    let metrics = Metrics::new().unwrap();
    let record = record(&metrics);
    record.speaks(HttpProtocol::Http1);
    let head = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for _ in 0..2 {
        let passages: Vec<_> = head.iter().map(|byte| record.request_bytes(&[*byte])).collect();
        let (inside, rest) = passages.split_at(head.len() - 1);
        assert_eq!(inside.iter().filter(|passage| **passage == Passage::Open).count(), 1);
        assert_eq!(rest, [Passage::Open]);
        record.take_request(|_| true).unwrap();
    }
}

#[test]
fn each_layer_is_counted_once_with_what_became_of_it() {
    let metrics = Metrics::new().unwrap();
    let seen = record(&metrics);
    seen.hello_bytes(CURL_HELLO);
    seen.speaks(HttpProtocol::Http2);
    seen.request_bytes(CURL_FRAMES);
    drop(seen);
    for (layer, result) in [("tcp", "absent"), ("tls", "seen"), ("http2", "seen"), ("http", "seen")]
    {
        assert!(counted(&metrics, layer, result), "{layer} {result}");
    }
    let silent = record(&metrics);
    silent.hello_bytes(b"GET / HTTP/1.1\r\n");
    drop(silent);
    assert!(counted(&metrics, "tls", "malformed") && counted(&metrics, "http", "absent"));
}
