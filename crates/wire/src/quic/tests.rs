//! Initial packets of RFC 9001 and RFC 9369, and of a real client.

use super::packet::{VERSION_1, VERSION_2};
use super::*;
use proptest::prelude::*;

/// RFC 9001 appendix A.2 and RFC 9369 appendix A.2: the protected datagrams.
const RFC_9001: &[u8] = include_bytes!("../../../../tests/golden/quic/rfc9001_a2.bin");
const RFC_9369: &[u8] = include_bytes!("../../../../tests/golden/quic/rfc9369_a2.bin");
const HELLO: &[u8] = include_bytes!("../../../../tests/golden/hello/curl_h2.bin");

const ID: &[u8] = &[1, 2, 3, 4, 5, 6, 7, 8];

fn number(value: usize) -> [u8; 4] {
    (value as u32 | 0x8000_0000).to_be_bytes()
}

fn crypto(offset: usize, data: &[u8]) -> Vec<u8> {
    [&[6][..], &number(offset), &number(data.len()), data].concat()
}

/// One Initial packet with a packet number of two bytes, sealed for the first id and sent to the
/// second.
fn initial(
    version: u32,
    [keys_of, destination]: [&[u8]; 2],
    packet_number: u16,
    frames: &[u8],
) -> Vec<u8> {
    let first = if version == VERSION_2 { 0xD1 } else { 0xC1 };
    let mut header = vec![first];
    header.extend(version.to_be_bytes());
    header.push(destination.len() as u8);
    header.extend(destination);
    header.extend([0, 3, b't', b'o', b'k']);
    header.extend(number(frames.len() + 2 + 16));
    header.extend(packet_number.to_be_bytes());
    Keys::for_client(version, keys_of).unwrap().seal(&header, 2, frames)
}

/// The handshake message in shuffled, overlapping pieces over two packets, with the other frames
/// between.
fn datagrams(version: u32, message: &[u8]) -> [Vec<u8>; 2] {
    let middle = message.len() / 2;
    let first = [
        &[1, 0, 0][..],
        &crypto(middle, &message[middle..]),
        &[2, 0, 0, 0, 0],
        &crypto(0, &message[..9]),
    ]
    .concat();
    let second =
        [&crypto(5, &message[5..middle + 3])[..], &[3, 1, 0, 1, 0, 0, 0, 1, 1, 1], &[0; 30]]
            .concat();
    [initial(version, [ID, ID], 0, &first), initial(version, [ID, b"server's"], 1, &second)]
}

fn message() -> &'static [u8] {
    &HELLO[5..]
}

#[test]
fn the_packets_of_both_rfcs_decrypt_to_their_hello() {
    for (datagram, version) in [(RFC_9001, VERSION_1), (RFC_9369, VERSION_2)] {
        let mut reassembler = Reassembler::new();
        assert_eq!(reassembler.push(datagram), Ok(Progress::Complete));
        assert_eq!(reassembler.version(), Some(version));
        let hello = reassembler.hello().unwrap();
        assert_eq!(hello.server_name.as_deref(), Some(&b"example.com"[..]));
        assert_eq!(hello.ciphers, [0x1301, 0x1302]);
        assert_eq!(hello.extensions, [0, 0xFF01, 10, 16, 5, 51, 43, 13, 45, 28, 57]);
        assert_eq!(hello.alpn, [b"alpn".to_vec()]);
        assert_eq!(hello.versions, [0x0304]);
    }
}

#[test]
fn the_packets_of_another_implementation_are_read() {
    let datagrams: [&[u8]; 2] = [
        include_bytes!("../../../../tests/golden/quic/aioquic_v1.bin"),
        include_bytes!("../../../../tests/golden/quic/aioquic_v2.bin"),
    ];
    for datagram in datagrams {
        let hello = parse(datagram).unwrap();
        assert_eq!(hello.server_name.as_deref(), Some(&b"quic.example"[..]));
        assert_eq!((hello.alpn, hello.versions), (vec![b"h3".to_vec()], vec![0x0304]));
    }
}

#[test]
fn sealing_the_rfcs_plain_packet_gives_the_rfcs_bytes() {
    let opened = Keys::for_client(VERSION_1, &RFC_9001[6..14]).unwrap();
    let Packet::Initial(packet) = packet::parse(&mut Cursor::new(RFC_9001)).unwrap() else {
        panic!("no Initial")
    };
    let payload = opened.open(&packet).unwrap();
    // RFC 9001 appendix A.2: the unprotected header, packet number 2 in four bytes.
    let header = [&[0xC3][..], &RFC_9001[1..18], &[0, 0, 0, 2]].concat();
    assert_eq!(opened.seal(&header, 4, &payload), RFC_9001);
}

#[test]
fn a_hello_over_two_datagrams_is_put_together() {
    for version in [VERSION_1, VERSION_2] {
        let [first, second] = datagrams(version, message());
        let expected = tls::parse_handshake(message()).unwrap();
        let mut reassembler = Reassembler::new();
        assert_eq!(reassembler.push(&first), Ok(Progress::NeedMore));
        assert_eq!(reassembler.hello(), Err(Error::Truncated));
        assert_eq!(reassembler.push(&second), Ok(Progress::Complete));
        assert_eq!(reassembler.hello().unwrap(), expected);
        // One behind the other, with a padded datagram between.
        assert_eq!(parse(&[&first[..], &[0; 50], &second, &[0; 9]].concat()).unwrap(), expected);
        assert_eq!(parse(&first), Err(Error::Truncated));
    }
}

#[test]
fn other_packets_in_the_datagram_are_skipped() {
    let [first, second] = datagrams(VERSION_1, message());
    // 0-RTT: type 1, length 20.
    let early = [&[0xD0, 0, 0, 0, 1, 0, 0, 20][..], &[7; 20]].concat();
    assert!(parse(&[first, early, second].concat()).is_ok());
}

#[test]
fn a_retry_begins_again_with_new_keys() {
    let [first, _] = datagrams(VERSION_1, message());
    let mut reassembler = Reassembler::new();
    reassembler.push(&first).unwrap();
    let again = initial(VERSION_1, [b"retried!", b"retried!"], 1, &crypto(0, message()));
    assert_eq!(reassembler.push(&again), Ok(Progress::Complete));
}

#[test]
fn what_does_not_decrypt_has_a_typed_error() {
    let mut damaged = RFC_9001.to_vec();
    damaged[600] ^= 1;
    assert_eq!(parse(&damaged), Err(Error::Decryption));
    let mut draft = RFC_9001.to_vec();
    draft[1..5].copy_from_slice(&0xFF00_001D_u32.to_be_bytes());
    assert_eq!(parse(&draft), Err(Error::Version(0xFF00_001D)));
    assert_eq!(parse(&RFC_9001[..900]), Err(Error::Truncated));
    assert_eq!(parse(&[]), Err(Error::Truncated));
    assert_eq!(parse(b"GET / HTTP/1.1"), Err(Error::NotQuic));
    let stream_frame = initial(VERSION_1, [ID, ID], 0, &[8, 0, 0, 0, 0]);
    assert_eq!(parse(&stream_frame), Err(Error::Frame(8)));
    let far = initial(VERSION_1, [ID, ID], 0, &crypto(MAX_HELLO_BYTES, &[0; 8]));
    assert_eq!(parse(&far), Err(Error::TooLarge));
    let server_hello = initial(VERSION_1, [ID, ID], 0, &crypto(0, &[2, 0, 0, 1, 0]));
    assert_eq!(parse(&server_hello), Err(Error::Tls(tls::Error::NotClientHello(2))));
}

#[test]
fn a_bad_datagram_does_not_spoil_the_good_ones() {
    let [first, second] = datagrams(VERSION_1, message());
    let mut reassembler = Reassembler::new();
    reassembler.push(&first).unwrap();
    assert_eq!(
        reassembler.push(&initial(VERSION_1, [b"other", ID], 0, &[1; 8])),
        Err(Error::Decryption)
    );
    assert_eq!(reassembler.push(&second), Ok(Progress::Complete));
}

#[test]
fn variable_lengths_are_those_of_the_rfc() {
    // RFC 9000 appendix A.1.
    let cases: [(&[u8], u64); 4] = [
        (&[0xC2, 0x19, 0x7C, 0x5E, 0xFF, 0x14, 0xE8, 0x8C], 151_288_809_941_952_652),
        (&[0x9D, 0x7F, 0x3E, 0x7D], 494_878_333),
        (&[0x7B, 0xBD], 15_293),
        (&[0x25], 37),
    ];
    for (bytes, value) in cases {
        assert_eq!(packet::variable_length(&mut Cursor::new(bytes)), Some(value));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), v2 in any::<bool>()) {
        let version = if v2 { VERSION_2 } else { VERSION_1 };
        let _ = parse(&[&[0xC0][..], &version.to_be_bytes(), &bytes].concat());
        let _ = parse(&bytes);
    }

    #[test]
    fn any_frames_are_read_or_refused(frames in proptest::collection::vec(any::<u8>(), 4..200)) {
        let _ = parse(&initial(VERSION_1, [ID, ID], 0, &frames));
    }
}
