//! Readers do work in proportion to what they are sent, whatever it is and in whatever pieces. Four
//! times the input may cost eight times as much here: a quadratic reader costs sixteen times, and
//! the machine that measures has other work.

use std::time::{Duration, Instant};

use fingerprint_wire::tls::Reassembler;
use fingerprint_wire::{http1, http2};

const SHORT_BYTES: usize = 12_000;
const GROWTH: usize = 4;
const MAX_COST_RATIO: f64 = 8.0;
const ROUNDS: usize = 9;

/// A beginning, and what is repeated behind it until there are enough bytes.
type Family = (&'static str, &'static [u8], &'static [u8]);

const HTTP1: &[Family] = &[
    ("line feeds", b"", b"\n"),
    ("carriage returns", b"", b"\r"),
    ("empty lines", b"", b"\r\n"),
    ("line feeds before requests", b"", b"\n\nGET / HTTP/1.1\r\n\r\n"),
    ("spaces", b"GET ", b" "),
    ("one long target", b"GET /", b"a"),
    ("one long name", b"GET / HTTP/1.1\r\n", b"a"),
    ("one long value", b"GET / HTTP/1.1\r\na: ", b"a"),
    ("colons", b"GET / HTTP/1.1\r\n", b":"),
    ("near ends", b"GET / HTTP/1.1\r\na: ", b"\r\r"),
    ("short fields", b"GET / HTTP/1.1\r\n", b"a:\r\n"),
    ("commas", b"GET / HTTP/1.1\r\nconnection: ", b","),
    ("lengths", b"POST / HTTP/1.1\r\n", b"content-length: 1\r\n"),
    ("pipelined requests", b"", b"GET / HTTP/1.1\r\n\r\n"),
    ("small chunks", b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ("chunk extensions", b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1", b";a"),
    ("trailers", b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n"),
];

const PREFACE_AND_SETTINGS: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

const HTTP2: &[Family] = &[
    ("empty settings", PREFACE_AND_SETTINGS, b"\0\0\0\x04\0\0\0\0\0"),
    ("pings", PREFACE_AND_SETTINGS, b"\0\0\x08\x06\0\0\0\0\0aaaaaaaa"),
    ("priorities", PREFACE_AND_SETTINGS, b"\0\0\x05\x02\0\0\0\0\x03\0\0\0\0\x10"),
    ("windows", PREFACE_AND_SETTINGS, b"\0\0\x04\x08\0\0\0\0\0\0\0\0\x01"),
    ("unknown frames", PREFACE_AND_SETTINGS, b"\0\0\x01\xBB\0\0\0\0\0a"),
    ("requests", PREFACE_AND_SETTINGS, b"\0\0\x03\x01\x05\0\0\0\x01\x82\x84\x86"),
    (
        "continuations of nothing",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x01\x01\0\0\0\0\x01\x82",
        b"\0\0\0\x09\0\0\0\0\x01",
    ),
    (
        "continuations of a byte",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x01\x01\0\0\0\0\x01\x82",
        b"\0\0\x01\x09\0\0\0\0\x01\x84",
    ),
    (
        "fields that enter the table",
        PREFACE_AND_SETTINGS,
        b"\0\0\x07\x01\x05\0\0\0\x01\x82\x40\x01a\x02bb",
    ),
];

const TLS: &[Family] = &[
    ("records of a byte", b"", b"\x16\x03\x01\0\x01\x01"),
    ("empty records", b"", b"\x16\x03\x01\0\0"),
    ("a long hello", b"\x16\x03\x01\x40\0\x01\0\xFF\xFF", b"\0"),
];

fn input((_, beginning, again): &Family, bytes: usize) -> Vec<u8> {
    beginning.iter().chain(again.iter().cycle()).copied().take(bytes).collect()
}

/// The least time of some rounds.
fn cost(read: &dyn Fn(&[u8], usize), bytes: &[u8], piece: usize) -> Duration {
    let round = |_| {
        let started = Instant::now();
        read(bytes, piece);
        started.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap()
}

fn assert_linear(families: &[Family], read: &dyn Fn(&[u8], usize)) {
    for family in families {
        for piece in [1, 7, usize::MAX] {
            let short = cost(read, &input(family, SHORT_BYTES), piece);
            let long = cost(read, &input(family, SHORT_BYTES * GROWTH), piece);
            // Below this the clock says nothing.
            let ratio = long.as_secs_f64() / short.max(Duration::from_micros(20)).as_secs_f64();
            println!("{:<30} pieces of {piece:<20} {long:>12.1?} {ratio:>5.1}", family.0);
            assert!(ratio < MAX_COST_RATIO, "{}: {ratio:.1} times the cost", family.0);
        }
    }
}

#[test]
fn http1_is_read_in_linear_time() {
    assert_linear(HTTP1, &|bytes, piece| {
        let mut reader = http1::Reader::new();
        for bytes in bytes.chunks(piece.min(bytes.len())) {
            if reader.push(bytes).is_err() {
                return;
            }
            while reader.next_request().is_some() {}
        }
    });
}

#[test]
fn http2_is_read_in_linear_time() {
    assert_linear(HTTP2, &|bytes, piece| {
        let mut reader = http2::Reader::new();
        for bytes in bytes.chunks(piece.min(bytes.len())) {
            if reader.push(bytes).is_err() {
                return;
            }
            while reader.next_request().is_some() {}
        }
    });
}

#[test]
fn a_client_hello_is_read_in_linear_time() {
    assert_linear(TLS, &|bytes, piece| {
        let mut reassembler = Reassembler::new();
        for bytes in bytes.chunks(piece.min(bytes.len())) {
            reassembler.push(bytes);
        }
    });
}
