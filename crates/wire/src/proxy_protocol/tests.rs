//! PROXY protocol headers of both versions.

use super::*;
use proptest::prelude::*;

fn v2(command: u8, family: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = b"\r\n\r\n\0\r\nQUIT\n".to_vec();
    bytes.extend([0x20 | command, family]);
    bytes.extend((body.len() as u16).to_be_bytes());
    bytes.extend(body);
    bytes
}

const IPV4: [u8; 12] = [192, 0, 2, 1, 198, 51, 100, 7, 0xC3, 0x50, 0x01, 0xBB];

fn known(source: &str, destination: &str) -> Addresses {
    Addresses::Known {
        source: source.parse().unwrap(),
        destination: destination.parse().unwrap(),
        datagram: false,
    }
}

#[test]
fn version_one_is_read() {
    let line = b"PROXY TCP4 192.0.2.1 198.51.100.7 50000 443\r\nGET";
    let header = parse(line).unwrap();
    assert_eq!(header.addresses, known("192.0.2.1:50000", "198.51.100.7:443"));
    assert_eq!((header.version, &line[header.length..]), (1, &b"GET"[..]));
    let header = parse(b"PROXY TCP6 2001:db8::1 ::2 1 65535\r\n").unwrap();
    assert_eq!(header.addresses, known("[2001:db8::1]:1", "[::2]:65535"));
    assert_eq!(parse(b"PROXY UNKNOWN ffff:: what ever\r\n").unwrap().addresses, Addresses::Unknown);
    assert_eq!(parse(b"PROXY UNKNOWN\r\n").unwrap().addresses, Addresses::Unknown);
}

#[test]
fn version_two_is_read_with_its_values() {
    let tls = [&[0x20, 0, 15, 1, 0, 0, 0, 0][..], &[0x21, 0, 7], b"TLSv1.3"].concat();
    let body = [&IPV4[..], &[1, 0, 2], b"h2", &[2, 0, 1, b'x'], &tls, &[0xEE, 0, 0]].concat();
    let bytes = [v2(1, 0x11, &body), b"tail".to_vec()].concat();
    let header = parse(&bytes).unwrap();
    assert_eq!(header.addresses, known("192.0.2.1:50000", "198.51.100.7:443"));
    assert_eq!(header.length, bytes.len() - 4);
    assert_eq!(header.tlvs[0].alpn(), Some(&b"h2"[..]));
    assert_eq!(header.tlvs[1].authority(), Some(&b"x"[..]));
    let tls = header.tlvs[2].tls().unwrap();
    assert_eq!((tls.client, tls.verify, tls.details[0].value.as_slice()), (1, 0, &b"TLSv1.3"[..]));
    assert_eq!(header.tlvs[3], Tlv { kind: 0xEE, value: vec![] });
}

#[test]
fn local_and_other_families_have_no_addresses() {
    assert_eq!(parse(&v2(0, 0, &[])).unwrap().addresses, Addresses::Local);
    assert_eq!(parse(&v2(0, 0x11, &IPV4)).unwrap().addresses, Addresses::Local);
    assert_eq!(parse(&v2(1, 0, &[9, 9])).unwrap().addresses, Addresses::Unknown);
    assert_eq!(parse(&v2(1, 0x31, &[0; 216])).unwrap().addresses, Addresses::Unknown);
    let mut body = [0; 36];
    body[31] = 1;
    let header = parse(&v2(1, 0x22, &body)).unwrap();
    let Addresses::Known { destination, datagram, .. } = header.addresses else {
        panic!("no addresses")
    };
    assert_eq!((destination.to_string(), datagram), ("[::1]:0".into(), true));
}

#[test]
fn a_wrong_checksum_is_refused() {
    let mut bytes = v2(1, 0x11, &[&IPV4[..], &[3, 0, 4, 0, 0, 0, 0], &[1, 0, 2], b"h2"].concat());
    let checksum = tlv::checksum_without(&bytes, 28).unwrap();
    bytes[31..35].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(parse(&bytes).unwrap().tlvs.len(), 2);
    bytes[20] ^= 1;
    assert_eq!(parse(&bytes), Err(Error::Checksum));
}

#[test]
fn every_cut_is_truncated() {
    for bytes in [b"PROXY TCP4 192.0.2.1 198.51.100.7 1 2\r\n".to_vec(), v2(1, 0x11, &IPV4)] {
        for length in 0..bytes.len() {
            assert_eq!(parse(&bytes[..length]), Err(Error::Truncated), "{length}");
        }
    }
}

#[test]
fn what_is_not_a_header_has_a_typed_error() {
    let cases: [(Vec<u8>, Error); 15] = [
        (b"GET / HTTP/1.1\r\n".to_vec(), Error::NotProxyProtocol),
        (vec![22, 3, 1], Error::NotProxyProtocol),
        ([&b"PROXY UNKNOWN "[..], &[b'x'; 100]].concat(), Error::TooLarge),
        (b"PROXY TCP4 ::1 ::2 1 2\r\n".to_vec(), Error::Malformed("address")),
        (b"PROXY UDP4 1.1.1.1 1.1.1.1 1 2\r\n".to_vec(), Error::Malformed("address")),
        (b"PROXY TCP4 1.1.1.1 1.1.1.1 1\r\n".to_vec(), Error::Malformed("port")),
        (b"PROXY TCP4 1.1.1.1 1.1.1.1 01 2\r\n".to_vec(), Error::Malformed("port")),
        (b"PROXY TCP4 1.1.1.1 1.1.1.1 +1 2\r\n".to_vec(), Error::Malformed("port")),
        (b"PROXY TCP4 1.1.1.1 1.1.1.1 1 2 3\r\n".to_vec(), Error::Malformed("line")),
        (v2(2, 0x11, &IPV4), Error::Malformed("command")),
        (v2(1, 0x13, &IPV4), Error::Malformed("protocol")),
        (v2(1, 0x41, &IPV4), Error::Malformed("family")),
        (v2(1, 0x11, &IPV4[..11]), Error::Malformed("address")),
        (v2(1, 0x11, &[&IPV4[..], &[1, 0]].concat()), Error::Malformed("tlv")),
        (v2(1, 0x11, &[0; MAX_V2_BYTES]), Error::TooLarge),
    ];
    for (bytes, error) in cases {
        assert_eq!(parse(&bytes), Err(error));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..120), second in any::<bool>()) {
        let start: &[u8] = if second { v2::SIGNATURE } else { v1::PREFIX };
        let _ = parse(&[start, &bytes].concat());
        let _ = parse(&bytes);
    }

    #[test]
    fn any_body_of_version_two_is_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..80), family in 0_u8..4) {
        if let Ok(header) = parse(&v2(1, family << 4 | 1, &body)) {
            for tlv in header.tlvs {
                let _ = tlv.tls();
            }
        }
    }
}
