//! A SYN's signature reads back as it was written.
#![no_main]

use fingerprint_signals::p0f::Signature;
use fingerprint_wire::tcp::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(syn) = parse(bytes) else { return };
    let signature = Signature::from_syn(&syn);
    assert_eq!(signature.to_string().parse(), Ok(signature.clone()));
    assert_eq!(signature.window_bytes(), Some(u32::from(syn.window)));
});
