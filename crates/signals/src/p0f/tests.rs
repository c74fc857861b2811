//! Signatures in p0f's form, read and written.

use super::*;
use fingerprint_wire::tcp::parse;

/// A Linux SYN: mss 1460, sok, ts, nop, ws 7, window 64240, DF, id 0x1C46.
const LINUX: [u8; 60] = [
    0x45, 0x00, 0x00, 0x3C, 0x1C, 0x46, 0x40, 0x00, 0x39, 0x06, 0x00, 0x00, 192, 0, 2, 1, 198, 51,
    100, 7, //
    0xC3, 0x50, 0x01, 0xBB, 0x11, 0x22, 0x33, 0x44, 0, 0, 0, 0, 0xA0, 0x02, 0xFA, 0xF0, 0x00, 0x00,
    0x00, 0x00, //
    2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0x01, 0x02, 0x03, 0x04, 0, 0, 0, 0, 1, 3, 3, 7,
];

fn signature(change: impl FnOnce(&mut [u8; 60])) -> String {
    let mut bytes = LINUX;
    change(&mut bytes);
    Signature::from_syn(&parse(&bytes).unwrap()).to_string()
}

#[test]
fn a_linux_syn_gives_its_signature() {
    assert_eq!(signature(|_| {}), "4:64:0:1460:mss*44,7:mss,sok,ts,nop,ws:df,id+:0");
}

#[test]
fn every_oddity_has_its_name() {
    let quirks =
        |change: fn(&mut [u8; 60])| signature(change).split(':').nth(6).unwrap().to_owned();
    assert_eq!(quirks(|bytes| bytes[4..6].fill(0)), "df");
    assert_eq!(quirks(|bytes| bytes[4..8].fill(0)), "id-");
    assert_eq!(quirks(|bytes| bytes[6] = 0x80), "0+");
    assert_eq!(quirks(|bytes| bytes[1] = 1), "df,id+,ecn");
    assert_eq!(quirks(|bytes| bytes[33] = 0xC2), "df,id+,ecn");
    assert_eq!(quirks(|bytes| bytes[24..28].fill(0)), "df,id+,seq-");
    assert_eq!(quirks(|bytes| bytes[31] = 1), "df,id+,ack+");
    assert_eq!(quirks(|bytes| bytes[39] = 1), "df,id+,uptr+");
    assert_eq!(quirks(|bytes| bytes[33] = 0x2A), "df,id+,urgf+,pushf+");
    assert_eq!(quirks(|bytes| bytes[48..52].fill(0)), "df,id+,ts1-");
    assert_eq!(quirks(|bytes| bytes[55] = 1), "df,id+,ts2+");
    assert_eq!(quirks(|bytes| bytes[59] = 15), "df,id+,exws");
    assert_eq!(quirks(|bytes| bytes[56] = 0), "df,id+,opt+");
    assert_eq!(quirks(|bytes| bytes[58] = 9), "df,id+,bad");
}

#[test]
fn the_window_is_a_multiple_only_where_it_is_exact() {
    let window = |value: u16, size: u16| window(value, size, 40);
    assert_eq!(window(64_240, 1460), Window::OfSegmentSize(44));
    assert_eq!(window(6_000, 1460), Window::OfPacketSize(4));
    assert_eq!(window(65_535, 1460), Window::Value(65_535));
    assert_eq!(window(0, 1460), Window::Value(0));
    assert_eq!(window(90, 90), Window::Value(90));
}

#[test]
fn signatures_come_back_as_they_were() {
    for text in [
        "4:64:0:1460:mss*20,7:mss,sok,ts,nop,ws:df,id+:0",
        "*:64:0:*:mss*10,6:mss,sok,ts,nop,ws:df,id+:0",
        "*:*:*:1339:64272,8:mss,nop,ws,nop,nop,sok:*:*",
        "*:*:*:1260:64300,*:mss,nop,nop,nop,nop,nop,nop,sok:*:*",
        "*:*:*:512:65535,6:mss,nop,ws,nop,nop,ts,sok,eol+1:*:*",
        "4:128:0:*:%8192,0:mss,?34,?254:df,id+:+",
        "6:64:0:1440:mtu*2,*:mss::*",
        "4:255:0:0:*,0:::0",
        "*:*:*:*:*,*:*:*:*",
    ] {
        assert_eq!(text.parse::<Signature>().unwrap().to_string(), text);
    }
}

#[test]
fn the_forms_of_time_to_live_are_understood() {
    for (text, expected) in [("54+10", 64), ("54+?", 64), ("64-", 64), ("120+8", 128), ("255", 255)]
    {
        let signature: Signature = format!("4:{text}:0:*:*:*:*:*").parse().unwrap();
        assert_eq!(signature.time_to_live, Some(expected), "{text}");
    }
}

#[test]
fn the_windows_bytes_are_known_where_the_signature_says_them() {
    let bytes = |text: &str| text.parse::<Signature>().unwrap().window_bytes();
    assert_eq!(bytes("4:64:0:1460:mss*44,7:mss::0"), Some(64_240));
    assert_eq!(bytes("4:64:0:1460:mtu*4,7:mss::0"), Some(6_000));
    assert_eq!(bytes("6:64:0:1440:mtu*4,7:mss::0"), Some(6_000));
    assert_eq!(bytes("4:64:0:1460:8192,7:mss::0"), Some(8_192));
    assert_eq!(bytes("4:64:0:*:mss*44,7:mss::0"), None);
    assert_eq!(bytes("*:*:*:*:%8192,*:*:*:*"), None);
    assert_eq!(bytes("*:*:*:1260:64300,*:mss:*:*"), Some(64_300));
}

#[test]
fn what_is_not_a_signature_is_refused() {
    for text in [
        "",
        "*",
        "4:64:0:1460:mss*20,7:mss:df",
        "4:64:0:1460:mss*20,7:mss:df:0:0",
        "5:64:0:1460:mss*20,7:mss:df:0",
        "4:300:0:1460:mss*20,7:mss:df:0",
        "4:250+10:0:1460:mss*20,7:mss:df:0",
        "4:64:0:1460:foo*20,7:mss:df:0",
        "4:64:0:1460:mss*20:mss:df:0",
        "4:64:0:1460:mss*20,7:mess:df:0",
        "4:64:0:1460:mss*20,7:mss:fd:0",
        "4:64:0:1460:mss*20,7:mss:df:1",
    ] {
        assert!(text.parse::<Signature>().is_err(), "{text}");
    }
}
