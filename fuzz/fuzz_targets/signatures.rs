//! Strings that other people made: what is read is written back to something that reads the same.
#![no_main]

use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::p0f::Signature;
use fingerprint_signals::{ja3, ja4};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(akamai) = Akamai::parse(text) {
        assert_eq!(Akamai::parse(&akamai.string()), Some(akamai));
    }
    if let Ok(signature) = text.parse::<Signature>() {
        assert_eq!(signature.to_string().parse(), Ok(signature));
    }
    if let Some(tls) = ja3::parse(text)
        && let Some(string) = ja3::string(&tls)
    {
        let _ = ja3::parse(&string).expect("our own string is read");
    }
    let _ = ja4::parse(text);
    if let Some(raw) = ja4::parse_raw(text) {
        let _ = ja4::strings(&raw.tls());
    }
});
