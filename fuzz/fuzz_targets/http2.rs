//! A connection in one piece and in two gives the same requests.
#![no_main]

use fingerprint_signals::akamai::Akamai;
use fingerprint_wire::http2::{PREFACE, Reader, Request, parse};
use libfuzzer_sys::fuzz_target;

fn read(pieces: [&[u8]; 2]) -> (bool, Vec<Request>) {
    let mut reader = Reader::new();
    let whole = pieces.into_iter().all(|piece| reader.push(piece).is_ok());
    (whole, std::iter::from_fn(|| reader.next_request()).collect())
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(first) = parse(bytes)
        && let Some(request) = first.request
    {
        let akamai = Akamai::from_connection(&first.opening, &request);
        assert!(Akamai::parse(&akamai.string()).is_some());
    }
    let bytes = [&PREFACE[..], bytes].concat();
    assert_eq!(read([&bytes, &[]]), read(bytes.split_at(bytes.len() / 2).into()));
});
