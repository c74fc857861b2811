//! SYNs of IPv4 and IPv6, whole and broken.

use super::*;
use proptest::prelude::*;

/// A Linux SYN as `TCP_SAVED_SYN` gives it: mss 1460, sok, ts, nop, ws 7.
pub(crate) const LINUX_V4: [u8; 60] = [
    0x45, 0x00, 0x00, 0x3C, 0x1C, 0x46, 0x40, 0x00, 0x40, 0x06, 0x00, 0x00, 192, 0, 2, 1, 198, 51,
    100, 7, //
    0xC3, 0x50, 0x01, 0xBB, 0x11, 0x22, 0x33, 0x44, 0, 0, 0, 0, 0xA0, 0x02, 0xFA, 0xF0, 0x00, 0x00,
    0x00, 0x00, //
    2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0x01, 0x02, 0x03, 0x04, 0, 0, 0, 0, 1, 3, 3, 7,
];

fn ipv6(extension_headers: &[u8], first: u8) -> Vec<u8> {
    let mut bytes = vec![0x60, 0x2A, 0xBC, 0xDE, 0, 40 + extension_headers.len() as u8, first, 57];
    bytes.extend([0x20; 32]);
    bytes.extend(extension_headers);
    bytes.extend(&LINUX_V4[20..]);
    bytes
}

#[test]
fn a_linux_syn_is_read() {
    let syn = parse(&LINUX_V4).unwrap();
    assert_eq!(
        syn.ip.version,
        Version::V4 { identification: 0x1C46, dont_fragment: true, reserved_bit: false }
    );
    assert_eq!((syn.ip.time_to_live, syn.ip.options_length, syn.ip.ecn), (64, 0, 0));
    assert_eq!((syn.source_port, syn.destination_port, syn.window), (50_000, 443, 64_240));
    assert_eq!((syn.header_length, syn.payload_length, syn.options_malformed), (40, 0, false));
    assert_eq!(
        syn.options,
        [
            TcpOption::MaximumSegmentSize(1460),
            TcpOption::SelectiveAcknowledgementPermitted,
            TcpOption::Timestamps { own: 0x0102_0304, peer: 0 },
            TcpOption::NoOperation,
            TcpOption::WindowScale(7),
        ]
    );
}

#[test]
fn ipv6_is_read_over_extension_headers() {
    let plain = parse(&ipv6(&[], 6)).unwrap();
    assert_eq!(plain.ip.version, Version::V6 { flow_label: 0xA_BCDE });
    assert_eq!((plain.ip.time_to_live, plain.ip.ecn), (57, 2));
    let hop_by_hop = [60, 0, 1, 4, 0, 0, 0, 0];
    let destination = [44, 1, 1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let fragment = [6, 0, 0, 1, 0, 0, 0, 9];
    let walked = parse(&ipv6(&[&hop_by_hop[..], &destination, &fragment].concat(), 0)).unwrap();
    assert_eq!((walked.ip.options_length, &walked.options), (32, &plain.options));
    assert_eq!(parse(&ipv6(&[6, 0, 0, 8, 0, 0, 0, 9], 44)), Err(Error::Fragment));
    assert_eq!(parse(&ipv6(&[], 17)), Err(Error::NotTcp(17)));
}

#[test]
fn ipv4_options_and_link_padding_are_not_the_segment() {
    let mut bytes = LINUX_V4.to_vec();
    bytes[0] = 0x46;
    bytes[3] += 4;
    for (index, byte) in [1, 1, 1, 0].into_iter().enumerate() {
        bytes.insert(20 + index, byte);
    }
    bytes.extend([0; 6]);
    let syn = parse(&bytes).unwrap();
    assert_eq!((syn.ip.options_length, syn.payload_length, syn.window), (4, 0, 64_240));
}

#[test]
fn data_on_a_syn_is_counted() {
    let mut bytes = LINUX_V4.to_vec();
    bytes[3] += 5;
    bytes.extend([7; 5]);
    assert_eq!(parse(&bytes).unwrap().payload_length, 5);
}

#[test]
fn odd_options_are_kept() {
    let read = options::parse(&[34, 4, 1, 2, 5, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    let expected = vec![
        TcpOption::Other { kind: 34, length: 4 },
        TcpOption::SelectiveAcknowledgement { length: 10 },
        TcpOption::EndOfList { padding: 3, clean: false },
    ];
    assert_eq!(read, (expected, false));
    for malformed in [&[1, 2, 3, 0][..], &[1, 8, 2], &[1, 77, 1], &[1, 77], &[1, 77, 5, 0]] {
        assert_eq!(
            options::parse(malformed),
            (vec![TcpOption::NoOperation], true),
            "{malformed:?}"
        );
    }
}

#[test]
fn what_is_not_a_syn_has_a_typed_error() {
    let changed = |at: usize, value: u8| {
        let mut bytes = LINUX_V4;
        bytes[at] = value;
        parse(&bytes)
    };
    assert_eq!(parse(&[]), Err(Error::Truncated));
    assert_eq!(changed(0, 0x55), Err(Error::IpVersion(5)));
    assert_eq!(changed(0, 0x44), Err(Error::HeaderLength));
    assert_eq!(changed(9, 17), Err(Error::NotTcp(17)));
    assert_eq!(changed(7, 1), Err(Error::Fragment));
    assert_eq!(changed(33, 0x12), Err(Error::NotSyn));
    assert_eq!(changed(33, 0x10), Err(Error::NotSyn));
    assert_eq!(changed(32, 0x40), Err(Error::HeaderLength));
    assert_eq!(changed(32, 0xB0), Err(Error::Truncated));
    for length in 0..LINUX_V4.len() {
        assert_eq!(parse(&LINUX_V4[..length]), Err(Error::Truncated), "{length}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..120), six in any::<bool>()) {
        let mut bytes = bytes;
        if let Some(first) = bytes.first_mut() {
            *first = if six { 0x60 } else { 0x45 };
        }
        let _ = parse(&bytes);
    }

    #[test]
    fn any_options_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let _ = options::parse(&bytes);
    }
}
