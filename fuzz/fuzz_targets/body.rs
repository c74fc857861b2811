//! The body of a request: whatever it holds, reading it ends with facts, issues or a typed error,
//! and the strings of what was read can be written.
#![no_main]

use fingerprint_classify::contract::request::Request;
use fingerprint_signals::strings::Strings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok(request) = Request::from_json(body) else { return };
    let (_, evidence, mut issues) = request.into_parts();
    let fingerprint = evidence.read(&mut issues);
    let _ = Strings::from_facts(&fingerprint);
    let _ = fingerprint.claim();
});
