//! One ClientHello of a current browser, read and written as strings: here and by other libraries,
//! in one run.
//!
//!     make bench-peers

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use fingerprint_signals::tls::{Tls, Transport};
use fingerprint_signals::{ja3, ja4};
use fingerprint_wire::tls;

const HELLO: &[u8] = include_bytes!("../../../tests/golden/hello/chromium_form_post_quantum.bin");

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    group
        .bench_function("fingerprint-api", |bencher| bencher.iter(|| tls::parse(black_box(HELLO))));
    group.bench_function("tls-parser, with its extensions", |bencher| {
        bencher.iter(|| {
            let (_, record) = tls_parser::parse_tls_plaintext(black_box(HELLO)).ok()?;
            let message = record.msg.into_iter().next()?;
            let tls_parser::TlsMessage::Handshake(tls_parser::TlsMessageHandshake::ClientHello(
                hello,
            )) = message
            else {
                return None;
            };
            let (_, extensions) = tls_parser::parse_tls_client_hello_extensions(hello.ext?).ok()?;
            Some((hello.ciphers.len(), extensions.len()))
        });
    });
    group.finish();
}

fn strings(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse and JA4");
    group.bench_function("fingerprint-api", |bencher| {
        bencher.iter(|| ja4::ja4(&facts(black_box(HELLO))?));
    });
    group.bench_function("huginn-net-tls", |bencher| {
        bencher.iter(|| huginn_net_tls::parse_tls_client_hello_ja4(black_box(HELLO)));
    });
    group.finish();
    criterion.bench_function("parse, JA3, its hash, JA4, raw JA4/fingerprint-api", |bencher| {
        bencher.iter(|| {
            let facts = facts(black_box(HELLO))?;
            let ja3 = ja3::string(&facts)?;
            Some((ja3::hash(&ja3), ja3, ja4::strings(&facts)?))
        });
    });
}

fn facts(hello: &[u8]) -> Option<Tls> {
    tls::parse(hello).ok().map(|hello| Tls::from_hello(hello, Transport::Tcp))
}

criterion_group!(benches, parse, strings);
criterion_main!(benches);
