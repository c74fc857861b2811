//! Hellos whole, split and broken.

use super::*;
use proptest::prelude::*;

/// One record with one hello each, captured from the clients that the files are named after.
const CAPTURES: [&[u8]; 8] = [
    include_bytes!("../../../../tests/golden/hello/curl_h2.bin"),
    include_bytes!("../../../../tests/golden/hello/curl_http1_no_server_name.bin"),
    include_bytes!("../../../../tests/golden/hello/java_http_client.bin"),
    include_bytes!("../../../../tests/golden/hello/node_http2.bin"),
    include_bytes!("../../../../tests/golden/hello/node_https.bin"),
    include_bytes!("../../../../tests/golden/hello/openssl_tls12.bin"),
    include_bytes!("../../../../tests/golden/hello/python_urllib.bin"),
    include_bytes!("../../../../tests/golden/hello/wget.bin"),
];

fn capture() -> &'static [u8] {
    CAPTURES[0]
}

fn record(kind: u8, fragment: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind, 3, 1];
    bytes.extend((fragment.len() as u16).to_be_bytes());
    bytes.extend(fragment);
    bytes
}

/// The message of a capture in as many records as there are cuts, and one more.
fn records(message: &[u8], cuts: &[usize]) -> Vec<u8> {
    let mut cuts: Vec<_> =
        cuts.iter().map(|cut| cut % message.len()).filter(|cut| *cut > 0).collect();
    cuts.extend([0, message.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).flat_map(|pair| record(22, &message[pair[0]..pair[1]])).collect()
}

fn in_pieces(bytes: &[u8], length: usize) -> Result<ClientHello, Error> {
    let mut reassembler = Reassembler::new();
    for piece in bytes.chunks(length) {
        if reassembler.push(piece) != Progress::NeedMore {
            break;
        }
    }
    reassembler.hello()
}

/// A message with the given extension block; `None` = the hello ends before it.
fn message(extensions: Option<&[u8]>) -> Vec<u8> {
    let mut body = vec![3, 3];
    body.extend([7; 32]);
    body.extend([0, 0, 4, 0x13, 0x01, 0x0A, 0x0A, 1, 0]);
    if let Some(extensions) = extensions {
        body.extend((extensions.len() as u16).to_be_bytes());
        body.extend(extensions);
    }
    let mut message = vec![1];
    message.extend(&(body.len() as u32).to_be_bytes()[1..]);
    message.extend(body);
    message
}

fn extension(kind: u16, content: &[u8]) -> Vec<u8> {
    [&kind.to_be_bytes()[..], &(content.len() as u16).to_be_bytes(), content].concat()
}

#[test]
fn captured_hellos_are_read_to_their_last_byte() {
    for bytes in CAPTURES {
        let hello = parse(bytes).unwrap();
        assert_eq!(hello.legacy_version, 0x0303);
        assert_eq!(parse(&bytes[..bytes.len() - 1]), Err(Error::Truncated));
        assert!(
            !hello.ciphers.is_empty()
                && !hello.groups.is_empty()
                && !hello.signature_algorithms.is_empty()
        );
    }
}

#[test]
fn a_hello_split_over_eleven_records_gives_the_same_facts() {
    for bytes in CAPTURES {
        let whole = parse(bytes).unwrap();
        let cuts: Vec<_> = (1..11).map(|part| part * (bytes.len() - 5) / 11).collect();
        let split = records(&bytes[5..], &cuts);
        assert_eq!(split.len(), bytes.len() + 50);
        let read = parse(&split).unwrap();
        assert_eq!(in_pieces(&split, 1).as_ref(), Ok(&read));
        assert_eq!(in_pieces(&split, 536).as_ref(), Ok(&read));
        assert_eq!(read, whole);
    }
}

#[test]
fn one_byte_at_a_time_gives_the_same_facts() {
    for bytes in CAPTURES {
        assert_eq!(in_pieces(bytes, 1), parse(bytes));
    }
}

#[test]
fn a_bare_message_gives_the_same_facts() {
    let expected = parse(capture()).unwrap();
    assert_eq!(parse(&capture()[5..]).unwrap(), expected);
    assert_eq!(parse_handshake(&capture()[5..]).unwrap(), expected);
}

#[test]
fn bytes_behind_the_hello_are_not_looked_at() {
    let with_early_data = [capture(), &record(20, &[1]), &[0xFF; 40]].concat();
    assert_eq!(parse(&with_early_data), parse(capture()));
    let mut reassembler = Reassembler::new();
    assert_eq!(reassembler.push(&with_early_data), Progress::Complete);
    assert_eq!(reassembler.push(&[0]), Progress::Complete);
    assert_eq!(reassembler.message(), &capture()[5..]);
}

#[test]
fn every_cut_is_truncated() {
    for length in 0..capture().len() {
        assert_eq!(parse(&capture()[..length]), Err(Error::Truncated), "{length}");
        assert_eq!(in_pieces(&capture()[..length], 7), Err(Error::Truncated), "{length}");
    }
    let message = &capture()[5..];
    for length in 0..message.len() {
        assert_eq!(parse(&message[..length]), Err(Error::Truncated), "{length}");
    }
}

#[test]
fn what_is_not_tls_is_known_from_its_first_bytes() {
    for bytes in
        [&b"GET / HTTP/1.1\r\n"[..], b"PRI * HTTP/2.0", &[0x80, 0x2E, 1], &[22, 2], &[23, 3, 3]]
    {
        assert_eq!(Reassembler::new().push(bytes), Progress::NotTls);
        assert_eq!(parse(bytes), Err(Error::NotTls));
    }
}

#[test]
fn records_that_break_a_rule_have_a_typed_error() {
    let start = record(22, &capture()[5..100]);
    let cases = [
        (record(22, &[2, 0, 0, 0]), Error::NotClientHello(2)),
        (record(22, &[]), Error::RecordLength(0)),
        ([&start[..], &record(22, &[])].concat(), Error::RecordLength(0)),
        (vec![22, 3, 1, 0x40, 0x01], Error::RecordLength(0x4001)),
        ([&start[..], &record(21, &[2, 40])].concat(), Error::UnexpectedRecord(21)),
        (record(22, &[1, 1, 0, 0]), Error::TooLarge),
        (record(22, &[1, 0, 0xFF, 0xFD]), Error::TooLarge),
    ];
    for (bytes, error) in cases {
        assert_eq!(parse(&bytes), Err(error));
        assert_eq!(in_pieces(&bytes, 1), Err(error));
    }
    assert_eq!(parse(&[1, 1, 0, 0]), Err(Error::TooLarge));
}

#[test]
fn a_hello_of_64_kib_is_read() {
    let padding = extension(21, &vec![0; MAX_HELLO_BYTES - 4 - 43 - 2 - 4]);
    let message = message(Some(&padding));
    assert_eq!(message.len(), MAX_HELLO_BYTES);
    let cuts: Vec<_> = (1..8).map(|part| part * 8192).collect();
    for bytes in [records(&message, &cuts), message] {
        assert_eq!(parse(&bytes).unwrap().extensions, [21]);
    }
}

#[test]
fn a_hello_may_have_no_extensions() {
    let none = parse(&message(None)).unwrap();
    assert_eq!((none.ciphers, none.extensions), (vec![0x1301, 0x0A0A], vec![]));
    assert!(parse(&message(Some(&[]))).unwrap().extensions.is_empty());
}

#[test]
fn unknown_and_empty_extensions_are_kept_in_order() {
    let block = [
        extension(0xEAEA, &[]),
        extension(0xFE0D, &[1, 2, 3]),
        extension(16, &[0, 0]),
        extension(43, &[]),
        extension(10, &[0, 4, 0x6A, 0x6A, 0x11, 0xEC]),
        extension(10, &[0, 2, 0, 29]),
        extension(0, &[0, 6, 0, 0, 3, b'a', b'.', b'b']),
    ]
    .concat();
    let hello = parse(&message(Some(&block))).unwrap();
    assert_eq!(hello.extensions, [0xEAEA, 0xFE0D, 16, 43, 10, 10, 0]);
    assert_eq!((hello.groups, hello.alpn, hello.versions), (vec![0x6A6A, 0x11EC], vec![], vec![]));
    assert_eq!(hello.server_name.as_deref(), Some(&b"a.b"[..]));
}

#[test]
fn an_empty_protocol_name_is_kept() {
    let hello = parse(&message(Some(&extension(16, &[0, 4, 0, 2, b'h', b'2'])))).unwrap();
    assert_eq!(hello.alpn, [vec![], b"h2".to_vec()]);
}

#[test]
fn malformed_parts_are_named() {
    let cases: [(Vec<u8>, &str); 11] = [
        (extension(10, &[0, 3, 0, 29, 0]), "supported_groups"),
        (extension(10, &[0, 4, 0, 29]), "supported_groups"),
        (extension(10, &[0, 2, 0, 29, 0]), "supported_groups"),
        (extension(11, &[2, 0]), "ec_point_formats"),
        (extension(13, &[0]), "signature_algorithms"),
        (extension(16, &[0, 3, 3, b'h', b'2']), "application_layer_protocols"),
        (extension(0, &[0, 9, 0]), "server_name"),
        (extension(27, &[1, 0]), "compress_certificate"),
        (extension(43, &[3, 3, 4, 3]), "supported_versions"),
        (extension(51, &[0, 5, 0, 29, 0, 2, 1]), "key_share"),
        (vec![0, 10, 0], "extensions"),
    ];
    for (block, part) in cases {
        assert_eq!(parse(&message(Some(&block))), Err(Error::Malformed(part)));
    }
    let mut odd = message(None);
    odd[4 + 2 + 32 + 2] = 3;
    assert_eq!(parse(&odd), Err(Error::Malformed("cipher_suites")));
    let mut behind = message(Some(&[]));
    behind.push(0);
    behind[3] += 1;
    assert_eq!(parse(&behind), Err(Error::Malformed("extensions")));
}

proptest! {
    #[test]
    fn any_cuts_and_any_pieces_give_the_same_facts(
        which in 0_usize..8,
        cuts in proptest::collection::vec(0_usize..600, 0..30),
        piece in 1_usize..700,
    ) {
        let split = records(&CAPTURES[which][5..], &cuts);
        let read = in_pieces(&split, piece).unwrap();
        let whole = parse(CAPTURES[which]).unwrap();
        prop_assert_eq!(read, whole);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes);
        let _ = parse(&record(22, &bytes));
        let _ = parse_handshake(&message(Some(&bytes)));
        prop_assert_eq!(in_pieces(&bytes, 1).is_ok(), in_pieces(&bytes, 400).is_ok());
    }

    #[test]
    fn damage_never_panics(which in 0_usize..8, at in 0_usize..600, value in any::<u8>()) {
        let mut bytes = CAPTURES[which].to_vec();
        let at = at % bytes.len();
        bytes[at] = value;
        let _ = parse(&bytes);
    }
}
