//! Request heads, whole, split and ambiguous.

use super::*;
use proptest::prelude::*;

const REQUEST: &[u8] =
    b"GET /a?b HTTP/1.1\r\nHost: x\r\nuser-Agent:  y z \r\nACCEPT:\r\nX: 1\r\nX: 2\r\n\r\nbody";

#[test]
fn casing_order_and_repetition_are_kept() {
    let head = parse(REQUEST).unwrap();
    assert_eq!(
        (head.method.as_slice(), head.target.as_slice(), head.minor_version),
        (&b"GET"[..], &b"/a?b"[..], 1)
    );
    let fields: Vec<(&[u8], &[u8])> = head.fields.iter().collect();
    assert_eq!(
        fields,
        [
            (&b"Host"[..], &b"x"[..]),
            (b"user-Agent", b"y z"),
            (b"ACCEPT", b""),
            (b"X", b"1"),
            (b"X", b"2")
        ]
    );
    assert_eq!(&REQUEST[head.length..], b"body");
}

#[test]
fn real_heads_keep_their_order() {
    let cases: [(&[u8], &[&str]); 5] = [
        (
            include_bytes!("../../../../tests/golden/http1/curl.txt"),
            &["Host", "User-Agent", "Accept"],
        ),
        (
            include_bytes!("../../../../tests/golden/http1/wget.txt"),
            &["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"],
        ),
        (
            include_bytes!("../../../../tests/golden/http1/python_urllib.txt"),
            &["Accept-Encoding", "Host", "User-Agent", "Connection"],
        ),
        (include_bytes!("../../../../tests/golden/http1/node.txt"), &["Host", "Connection"]),
        (
            include_bytes!("../../../../tests/golden/http1/java_http_client.txt"),
            &["Connection", "Content-Length", "Host", "HTTP2-Settings", "Upgrade", "User-Agent"],
        ),
    ];
    for (bytes, expected) in cases {
        let head = parse(bytes).unwrap();
        let names: Vec<_> =
            head.fields.iter().map(|(name, _)| std::str::from_utf8(name).unwrap()).collect();
        assert_eq!(names, expected);
        assert_eq!(head.length, bytes.len());
    }
}

#[test]
fn every_cut_is_truncated() {
    let head = parse(REQUEST).unwrap();
    for length in 0..head.length {
        assert_eq!(parse(&REQUEST[..length]), Err(Error::Truncated), "{length}");
    }
}

#[test]
fn empty_lines_before_and_bare_line_feeds_are_read() {
    let head = parse(b"\r\n\nPOST * HTTP/1.0\nA: b\n\n").unwrap();
    assert_eq!((head.minor_version, head.fields.len(), head.length), (0, 1, 25));
}

#[test]
fn what_is_not_a_head_has_a_typed_error() {
    let cases: [(&[u8], Error); 10] = [
        (b"GET / HTTP/2.0\r\n\r\n", Error::RequestLine),
        (b"GET /\r\n\r\n", Error::RequestLine),
        (b"GET  / HTTP/1.1\r\n\r\n", Error::RequestLine),
        (b"G(T / HTTP/1.1\r\n\r\n", Error::RequestLine),
        (b"GET / HTTP/1.1 \r\n\r\n", Error::RequestLine),
        (b"\x16\x03\x01\n\n", Error::RequestLine),
        (b"GET / HTTP/1.1\r\nA b: c\r\n\r\n", Error::HeaderLine(1)),
        (b"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", Error::HeaderLine(2)),
        (b"GET / HTTP/1.1\r\n: c\r\n\r\n", Error::HeaderLine(1)),
        (b"GET / HTTP/1.1\r\nA\r\n\r\n", Error::HeaderLine(1)),
    ];
    for (bytes, error) in cases {
        assert_eq!(parse(bytes), Err(error));
    }
}

#[test]
fn a_head_is_bounded() {
    assert_eq!(parse(&vec![b'a'; MAX_HEAD_BYTES]), Err(Error::TooLarge));
    assert_eq!(parse(&vec![b'\n'; MAX_HEAD_BYTES]), Err(Error::TooLarge));
    let many = [&b"GET / HTTP/1.1\r\n"[..], &b"A: b\r\n".repeat(MAX_FIELDS + 1), b"\r\n"].concat();
    assert_eq!(parse(&many), Err(Error::TooLarge));
}

fn targets(reader: &mut Reader) -> Vec<String> {
    std::iter::from_fn(|| reader.next_request())
        .map(|head| String::from_utf8(head.target).unwrap())
        .collect()
}

/// Requests with every kind of body, one behind the other.
const CONNECTION: &[u8] = b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\n\
    POST /2 HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /POST /3 HTTP/1.1\r\ntransfer-encoding: gzip, Chunked\r\n\r\n\
    5;a=b\r\nGET /\r\n00a\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n\
    \r\nPUT /4 HTTP/1.0\nContent-Length: 2, 2\n\nxxGET /5 HTTP/1.1\r\n\r\n\
    GET /6 HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello";

#[test]
fn bodies_are_counted_past() {
    let mut reader = Reader::new();
    reader.push(CONNECTION).unwrap();
    assert_eq!(targets(&mut reader), ["/1", "/2", "/3", "/4", "/5", "/6"]);
    assert!(reader.is_opaque());
}

#[test]
fn one_byte_at_a_time_gives_the_same_requests() {
    let mut reader = Reader::new();
    for byte in CONNECTION {
        reader.push(&[*byte]).unwrap();
    }
    assert_eq!(targets(&mut reader), ["/1", "/2", "/3", "/4", "/5", "/6"]);
}

#[test]
fn a_body_whose_end_is_in_doubt_ends_the_reading() {
    let heads = [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: ",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, gzip",
    ];
    for head in heads {
        let mut reader = Reader::new();
        assert_eq!(
            reader.push(format!("POST /1 HTTP/1.1\r\n{head}\r\n\r\n").as_bytes()),
            Err(Error::Framing),
            "{head}"
        );
        // The head itself was read, and counts.
        assert_eq!(targets(&mut reader), ["/1"]);
        assert_eq!(reader.push(b"x"), Err(Error::Framing));
    }
    for body in ["x\r\n", "-1\r\n", "\r\n", "1\r\nab", "10000000000000000\r\n"] {
        let mut reader = Reader::new();
        let request = format!("POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
        assert_eq!(reader.push(request.as_bytes()), Err(Error::Framing), "{body}");
    }
}

#[test]
fn a_few_empty_lines_before_a_request_are_ignored_and_more_are_refused() {
    for (bytes, outcome) in [
        (MAX_EMPTY_LINE_BYTES - 1, Ok(())),
        (MAX_EMPTY_LINE_BYTES, Ok(())),
        (MAX_EMPTY_LINE_BYTES + 1, Err(Error::RequestLine)),
    ] {
        let mut reader = Reader::new();
        reader.push(b"GET /1 HTTP/1.1\r\n\r\n").unwrap();
        assert_eq!((0..bytes).try_for_each(|_| reader.push(b"\n")), outcome, "{bytes}");
        if outcome.is_ok() {
            reader.push(b"GET /2 HTTP/1.1\r\n\r\n").unwrap();
            assert_eq!(targets(&mut reader), ["/1", "/2"]);
        }
    }
}

#[test]
fn a_head_that_has_begun_is_known_until_it_is_whole() {
    let mut reader = Reader::new();
    let inside: Vec<bool> = b"\r\nGET / HTTP/1.1\r\n\r\n"
        .iter()
        .map(|byte| {
            reader.push(&[*byte]).unwrap();
            reader.is_inside_head()
        })
        .collect();
    assert_eq!(inside.iter().filter(|inside| **inside).count(), 17);
    assert_eq!((inside[0], inside[1], inside[19]), (false, false, false));
}

#[test]
fn nothing_is_read_behind_connect() {
    let mut reader = Reader::new();
    reader.push(b"CONNECT a:443 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(targets(&mut reader), ["a:443"]);
}

#[test]
fn floods_do_not_grow_memory() {
    let mut reader = Reader::new();
    for _ in 0..100 {
        reader.push(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    }
    assert_eq!((targets(&mut reader).len(), reader.dropped_requests()), (MAX_QUEUED_REQUESTS, 68));
    let outcome = (0..100).try_for_each(|_| reader.push(&[b'a'; 1000]));
    assert_eq!(outcome, Err(Error::TooLarge));
    let mut reader = Reader::new();
    reader.push(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
    assert_eq!((0..100).try_for_each(|_| reader.push(&[b'0'; 1000])), Err(Error::TooLarge));
}

proptest! {
    #[test]
    fn any_pieces_give_the_same_requests(pieces in proptest::collection::vec(1_usize..60, 0..40)) {
        let mut reader = Reader::new();
        let mut rest = CONNECTION;
        for piece in pieces {
            let (head, tail) = rest.split_at(piece.min(rest.len()));
            reader.push(head).unwrap();
            rest = tail;
        }
        reader.push(rest).unwrap();
        prop_assert_eq!(targets(&mut reader).len(), 6);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse(&bytes);
    }
}
