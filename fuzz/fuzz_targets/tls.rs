//! A hello in one piece and in two gives the same, and its strings read back.
#![no_main]

use fingerprint_signals::tls::{Tls, Transport};
use fingerprint_signals::{ja3, ja4};
use fingerprint_wire::tls::{Progress, Reassembler, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let whole = parse(bytes);
    if bytes.first() == Some(&22) {
        let mut reassembler = Reassembler::new();
        let (head, tail) = bytes.split_at(bytes.len() / 2);
        if reassembler.push(head) == Progress::NeedMore {
            reassembler.push(tail);
        }
        assert_eq!(reassembler.hello(), whole);
    }
    let Ok(hello) = whole else { return };
    let tls = Tls::from_hello(hello, Transport::Tcp);
    let strings = ja4::strings(&tls).expect("all lists are recorded");
    assert!(ja4::parse(&strings.ja4).is_some());
    assert!(ja4::parse_raw(&strings.ja4_ro).is_some());
    let text = ja3::string(&tls).expect("all lists are recorded");
    let back = ja3::parse(&text).expect("our own string is read");
    assert_eq!(ja3::string(&back), Some(text));
});
