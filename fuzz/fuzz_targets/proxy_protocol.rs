//! A header that is read is read again from its own bytes alone.
#![no_main]

use fingerprint_wire::proxy_protocol::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(header) = parse(bytes) else { return };
    assert_eq!(parse(&bytes[..header.length]).as_ref(), Ok(&header));
    for tlv in &header.tlvs {
        let _ = tlv.tls();
    }
});
