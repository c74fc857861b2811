//! The examples of RFC 7541 appendix C, and broken blocks.

use super::*;
use proptest::prelude::*;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn pairs(fields: &Fields) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    fields.iter().map(|(name, value)| (text(name), text(value))).collect()
}

fn assert_block(decoder: &mut Decoder, block: &str, expected: &[(&str, &str)], table_size: usize) {
    let fields = decoder.decode(&bytes(block)).unwrap();
    let expected: Vec<_> =
        expected.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    assert_eq!(pairs(&fields), expected);
    assert_eq!(decoder.table.size(), table_size);
}

#[test]
fn the_integers_of_appendix_c1_decode() {
    for (hex, prefix, value) in [("0a", 5, 10), ("1f9a0a", 5, 1337), ("2a", 8, 42)] {
        assert_eq!(integer(&mut Cursor::new(&bytes(hex)), prefix), Ok(value));
    }
    assert_eq!(integer(&mut Cursor::new(&bytes("1f9a")), 5), Err(Error::Truncated));
    assert_eq!(integer(&mut Cursor::new(&bytes("1fffffffffff0f")), 5), Err(Error::Integer));
    assert_eq!(integer(&mut Cursor::new(&bytes("1f808080808000")), 5), Err(Error::Integer));
}

#[test]
fn the_fields_of_appendix_c2_decode() {
    let key = "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572";
    assert_block(&mut Decoder::default(), key, &[("custom-key", "custom-header")], 55);
    assert_block(
        &mut Decoder::default(),
        "040c 2f73 616d 706c 652f 7061 7468",
        &[(":path", "/sample/path")],
        0,
    );
    let never = "1008 7061 7373 776f 7264 0673 6563 7265 74";
    assert_block(&mut Decoder::default(), never, &[("password", "secret")], 0);
    assert_block(&mut Decoder::default(), "82", &[(":method", "GET")], 0);
}

const REQUESTS: [&[(&str, &str)]; 3] = [
    &[(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "www.example.com")],
    &[
        (":method", "GET"),
        (":scheme", "http"),
        (":path", "/"),
        (":authority", "www.example.com"),
        ("cache-control", "no-cache"),
    ],
    &[
        (":method", "GET"),
        (":scheme", "https"),
        (":path", "/index.html"),
        (":authority", "www.example.com"),
        ("custom-key", "custom-value"),
    ],
];

#[test]
fn the_requests_of_appendix_c3_decode() {
    let mut decoder = Decoder::default();
    let first = "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d";
    assert_block(&mut decoder, first, REQUESTS[0], 57);
    assert_block(&mut decoder, "8286 84be 5808 6e6f 2d63 6163 6865", REQUESTS[1], 110);
    let third = "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65";
    assert_block(&mut decoder, third, REQUESTS[2], 164);
}

#[test]
fn the_huffman_requests_of_appendix_c4_decode() {
    let mut decoder = Decoder::default();
    assert_block(&mut decoder, "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", REQUESTS[0], 57);
    assert_block(&mut decoder, "8286 84be 5886 a8eb 1064 9cbf", REQUESTS[1], 110);
    let third = "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf";
    assert_block(&mut decoder, third, REQUESTS[2], 164);
}

const DATE: &str = "Mon, 21 Oct 2013 20:13:21 GMT";
const COOKIE: &str = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

fn responses() -> [Vec<(&'static str, &'static str)>; 3] {
    let location = ("location", "https://www.example.com");
    [
        vec![(":status", "302"), ("cache-control", "private"), ("date", DATE), location],
        vec![(":status", "307"), ("cache-control", "private"), ("date", DATE), location],
        vec![
            (":status", "200"),
            ("cache-control", "private"),
            ("date", "Mon, 21 Oct 2013 20:13:22 GMT"),
            location,
            ("content-encoding", "gzip"),
            ("set-cookie", COOKIE),
        ],
    ]
}

#[test]
fn the_responses_of_appendix_c5_evict_old_entries() {
    let mut decoder = Decoder::new(256);
    let [first, second, third] = responses();
    let block = "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 \
        3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d";
    assert_block(&mut decoder, block, &first, 222);
    assert_block(&mut decoder, "4803 3330 37c1 c0bf", &second, 222);
    let block = "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a \
        6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 \
        6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31";
    assert_block(&mut decoder, block, &third, 215);
}

#[test]
fn the_huffman_responses_of_appendix_c6_evict_old_entries() {
    let mut decoder = Decoder::new(256);
    let [first, second, third] = responses();
    let block = "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d \
        29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3";
    assert_block(&mut decoder, block, &first, 222);
    assert_block(&mut decoder, "4883 640e ffc1 c0bf", &second, 222);
    let block = "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d \
        d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07";
    assert_block(&mut decoder, block, &third, 215);
}

#[test]
fn a_block_that_breaks_a_rule_has_a_typed_error() {
    let cases: [(&str, Error); 8] = [
        ("80", Error::Index(0)),
        ("be", Error::Index(62)),
        ("7f", Error::Truncated),
        ("41 05 61", Error::Truncated),
        ("41 82 ff ff", Error::Huffman),
        ("3f e2 1f", Error::TableSize),
        ("82 20", Error::TableSize),
        ("ff ff ff ff ff ff 0f", Error::Integer),
    ];
    for (block, error) in cases {
        assert_eq!(Decoder::default().decode(&bytes(block)), Err(error), "{block}");
    }
    assert_eq!(Decoder::default().decode(&[0x82; MAX_FIELDS + 1]), Err(Error::TooLarge));
}

#[test]
fn a_table_of_size_zero_keeps_nothing() {
    let mut decoder = Decoder::default();
    decoder.decode(&bytes("20 41 01 61")).unwrap();
    assert_eq!(decoder.table.size(), 0);
    assert_eq!(decoder.decode(&bytes("be")), Err(Error::Index(62)));
}

#[test]
fn entries_stay_readable_while_others_are_evicted() {
    let mut decoder = Decoder::new(100);
    for round in 0..200_u8 {
        let value = [b'a' + round % 26; 20];
        let block = [&[0x40, 2, b'k', b'0' + round % 10, 20][..], &value].concat();
        decoder.decode(&block).unwrap();
        let fields = decoder.decode(&[0xBE]).unwrap();
        assert_eq!(fields.iter().next(), Some((&[b'k', b'0' + round % 10][..], &value[..])));
        assert_eq!(decoder.table.size(), 54);
    }
}

#[test]
fn a_small_block_cannot_grow_past_the_limit() {
    // One entry of 4,000 bytes in the table, then as many one-byte references to it as fit a block.
    let mut block = vec![0x40, 0x01, b'a', 0x7F, 0xA1, 0x1E];
    block.extend(vec![b'x'; 4000]);
    block.extend(vec![0xBE; 400]);
    assert_eq!(Decoder::default().decode(&block), Err(Error::TooLarge));
}

proptest! {
    #[test]
    fn any_bytes_decode_or_fail(blocks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 1..4)) {
        let mut decoder = Decoder::default();
        for block in blocks {
            if decoder.decode(&block).is_err() {
                break;
            }
            prop_assert!(decoder.table.size() <= DEFAULT_TABLE_SIZE);
        }
    }

    #[test]
    fn literal_fields_come_back(names in proptest::collection::vec(("[a-z-]{1,12}", "[ -~]{0,40}", any::<bool>()), 1..20)) {
        let mut block = Vec::new();
        for (name, value, coded) in &names {
            block.push(0x40);
            for text in [name, value] {
                let (raw, flag) = if *coded { (huffman::encode(text.as_bytes()), 0x80) } else { (text.clone().into_bytes(), 0) };
                block.push(flag | raw.len() as u8);
                block.extend(raw);
            }
        }
        let fields = Decoder::default().decode(&block).unwrap();
        let expected: Vec<_> = names.into_iter().map(|(name, value, _)| (name, value)).collect();
        prop_assert_eq!(pairs(&fields), expected);
    }
}
