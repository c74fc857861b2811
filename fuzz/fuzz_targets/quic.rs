//! Datagrams as they are. What decrypts is rare here; the frames behind it have property tests of
//! their own.
#![no_main]

use fingerprint_wire::quic::{Reassembler, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = parse(bytes);
    let mut reassembler = Reassembler::new();
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let _ = reassembler.push(first);
    let _ = reassembler.push(second);
    let _ = reassembler.hello();
});
