//! Two blocks through one decoder.
#![no_main]

use fingerprint_wire::hpack::{Decoder, MAX_FIELDS};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut decoder = Decoder::default();
    let (first, second) = bytes.split_at(bytes.len() / 2);
    for block in [first, second] {
        let Ok(fields) = decoder.decode(block) else { return };
        assert!(fields.len() <= MAX_FIELDS);
    }
});
