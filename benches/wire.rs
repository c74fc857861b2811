//! How long the parsers take on what a current browser sends.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::tls::{Tls, Transport};
use fingerprint_signals::{header_order, ja3, ja4};
use fingerprint_wire::{hpack, http1, http2, quic, tcp, tls};

const HELLO: &[u8] = include_bytes!("../tests/golden/hello/chromium_form_post_quantum.bin");
const INITIAL: &[u8] = include_bytes!("../tests/golden/quic/rfc9001_a2.bin");
/// A navigation of a Chromium: preface, SETTINGS, `WINDOW_UPDATE` and HEADERS with all strings
/// Huffman-coded.
const HTTP2: &[u8] = include_bytes!("../tests/golden/http2/chromium_form.bin");
const HTTP1: &[u8] = include_bytes!("../tests/golden/http1/chromium_form.txt");
const SYN: [u8; 60] = [
    0x45, 0x00, 0x00, 0x3C, 0x1C, 0x46, 0x40, 0x00, 0x40, 0x06, 0x00, 0x00, 192, 0, 2, 1, 198, 51,
    100, 7, //
    0xC3, 0x50, 0x01, 0xBB, 0x11, 0x22, 0x33, 0x44, 0, 0, 0, 0, 0xA0, 0x02, 0xFA, 0xF0, 0x00, 0x00,
    0x00, 0x00, //
    2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0x01, 0x02, 0x03, 0x04, 0, 0, 0, 0, 1, 3, 3, 7,
];

fn hello(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hello");
    group.throughput(Throughput::Bytes(HELLO.len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| tls::parse(black_box(HELLO))));
    let facts =
        tls::parse(HELLO).map(|hello| Tls::from_hello(hello, Transport::Tcp)).unwrap_or_default();
    group.bench_function("ja3", |bencher| {
        bencher.iter(|| ja3::string(black_box(&facts)).map(|text| ja3::hash(&text)));
    });
    group.bench_function("ja4", |bencher| bencher.iter(|| ja4::ja4(black_box(&facts))));
    group.bench_function("ja4_all_forms", |bencher| {
        bencher.iter(|| ja4::strings(black_box(&facts)));
    });
    group.bench_function("parse_ja3_string_ja4", |bencher| {
        bencher.iter(|| {
            let facts = tls::parse(black_box(HELLO))
                .map(|hello| Tls::from_hello(hello, Transport::Tcp))
                .ok()?;
            Some((ja3::string(&facts)?, ja4::ja4(&facts)?))
        });
    });
    group.bench_function("parse_and_every_string", |bencher| {
        bencher.iter(|| {
            let facts = tls::parse(black_box(HELLO))
                .map(|hello| Tls::from_hello(hello, Transport::Tcp))
                .ok()?;
            let ja3 = ja3::string(&facts)?;
            Some((ja3::hash(&ja3), ja3, ja4::strings(&facts)?))
        });
    });
    group.finish();
}

fn http(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("http");
    let block = HTTP2.get(24 + 9 + 24 + 13 + 9 + 5..).unwrap_or_default();
    group.bench_function("hpack_block", |bencher| {
        bencher
            .iter(|| hpack::Decoder::default().decode(black_box(block)).map(|fields| fields.len()));
    });
    group.bench_function("http2_first_bytes", |bencher| {
        bencher.iter(|| http2::parse(black_box(HTTP2)));
    });
    group.bench_function("http2_first_bytes_and_strings", |bencher| {
        bencher.iter(|| {
            let read = http2::parse(black_box(HTTP2)).ok()?;
            let request = read.request?;
            let akamai = Akamai::from_connection(&read.opening, &request).string();
            Some((akamai, header_order::hash(request.fields.iter().map(|(name, _)| name))))
        });
    });
    group.bench_function("http1_head", |bencher| bencher.iter(|| http1::parse(black_box(HTTP1))));
    group.finish();
}

fn packets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("packets");
    group.bench_function("tcp_syn", |bencher| bencher.iter(|| tcp::parse(black_box(&SYN))));
    group
        .bench_function("quic_initial", |bencher| bencher.iter(|| quic::parse(black_box(INITIAL))));
    group.finish();
}

criterion_group!(benches, hello, http, packets);
criterion_main!(benches);
