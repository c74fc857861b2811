//! A head that is read is read again from its own bytes alone, and from no fewer.
#![no_main]

use fingerprint_signals::header_order;
use fingerprint_wire::http1::{Error, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(head) = parse(bytes) else { return };
    assert_eq!(parse(&bytes[..head.length]).as_ref(), Ok(&head));
    assert_eq!(parse(&bytes[..head.length - 1]), Err(Error::Truncated));
    let _ = header_order::hash(head.fields.iter().map(|(name, _)| name));
});
