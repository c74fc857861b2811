//! First bytes of HTTP/2 connections, whole, split and broken.

use super::*;
use proptest::prelude::*;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

fn settings(parameters: &[(u16, u32)]) -> Vec<u8> {
    let payload: Vec<u8> = parameters
        .iter()
        .flat_map(|(id, value)| [&id.to_be_bytes()[..], &value.to_be_bytes()].concat())
        .collect();
    frame(4, 0, 0, &payload)
}

/// `:method GET`, `:authority a`, `:scheme https`, `:path /`, `accept: x` (the last two literals
/// enter the table).
const BLOCK: &[u8] = &[0x82, 0x41, 1, b'a', 0x87, 0x84, 0x53, 1, b'x'];

fn opening() -> Vec<u8> {
    [
        PREFACE.to_vec(),
        settings(&[(1, 65536), (2, 0), (4, 6_291_456), (6, 262_144), (0x0A0A, 7)]),
        frame(8, 0, 0, &15_663_105_u32.to_be_bytes()),
        frame(2, 0, 3, &[0x80, 0, 0, 0, 200]),
        frame(2, 0, 5, &[0, 0, 0, 3, 0]),
    ]
    .concat()
}

fn names(request: &Request) -> Vec<String> {
    request.fields.iter().map(|(name, _)| String::from_utf8(name.to_vec()).unwrap()).collect()
}

fn whole() -> Vec<u8> {
    let padded = [&[3_u8, 0x80, 0, 0, 0, 255][..], BLOCK, &[0, 0, 0]].concat();
    [
        opening(),
        frame(1, 0x2D, 1, &padded),
        settings(&[(1, 1)]),
        frame(4, 1, 0, &[]),
        frame(8, 0, 1, &1_u32.to_be_bytes()),
        frame(0, 1, 1, &[7; 500]),
        frame(0xB7, 0xFF, 9, &[1; 40]),
        frame(1, 0, 3, &BLOCK[..2]),
        frame(9, 0, 3, &BLOCK[2..6]),
        frame(9, 0, 3, &[]),
        frame(9, 4, 3, &BLOCK[6..]),
        // Trailers of stream 3: a table reference.
        frame(1, 5, 3, &[0xBE]),
        // `:authority a` and `accept: x` out of the dynamic table.
        frame(1, 5, 5, &[0x82, 0xC1, 0x87, 0x84, 0xBE]),
    ]
    .concat()
}

fn read(
    bytes: &[u8],
    pieces: impl Iterator<Item = usize>,
) -> Result<(Opening, Vec<Request>), Error> {
    let mut reader = Reader::new();
    let mut rest = bytes;
    for piece in pieces {
        let (head, tail) = rest.split_at(piece.min(rest.len()));
        reader.push(head)?;
        rest = tail;
    }
    reader.push(rest)?;
    let requests = std::iter::from_fn(|| reader.next_request()).collect();
    Ok((reader.into_opening(), requests))
}

#[test]
fn the_opening_is_kept_in_order() {
    let FirstBytes { opening, request } = parse(&whole()).unwrap();
    let ids: Vec<_> = opening.settings.iter().map(|setting| (setting.id, setting.value)).collect();
    assert_eq!(ids, [(1, 65536), (2, 0), (4, 6_291_456), (6, 262_144), (0x0A0A, 7)]);
    assert_eq!(opening.window_update, Some(15_663_105));
    assert_eq!(
        opening.priorities,
        [
            Priority { stream: 3, exclusive: true, depends_on: 0, weight: 201 },
            Priority { stream: 5, exclusive: false, depends_on: 3, weight: 1 },
        ]
    );
    let request = request.unwrap();
    assert_eq!(names(&request), [":method", ":authority", ":scheme", ":path", "accept"]);
    assert_eq!(request.priority.unwrap().weight, 256);
    assert!(request.end_stream);
}

#[test]
fn following_requests_use_the_same_table_and_trailers_are_none() {
    let (_, requests) = read(&whole(), std::iter::empty()).unwrap();
    let streams: Vec<_> = requests.iter().map(|request| request.stream).collect();
    assert_eq!(streams, [1, 3, 5]);
    assert!(requests.iter().all(|request| request.fields == requests[0].fields));
    assert_eq!((requests[1].end_stream, requests[2].end_stream), (false, true));
}

#[test]
fn frames_after_the_first_request_do_not_change_the_opening() {
    let mut bytes = [opening(), frame(1, 5, 1, BLOCK)].concat();
    let before = parse(&bytes).unwrap();
    bytes.extend(frame(2, 0, 7, &[0, 0, 0, 0, 0]));
    bytes.extend(frame(8, 0, 0, &9_u32.to_be_bytes()));
    assert_eq!(parse(&bytes).unwrap(), before);
}

#[test]
fn a_block_of_another_encoder_is_read() {
    let bytes = include_bytes!("../../../../tests/golden/http2/chromium_form.bin");
    let request = parse(bytes).unwrap().request.unwrap();
    let first_and_last = [names(&request)[4].clone(), names(&request)[16].clone()];
    assert_eq!(
        (request.fields.len(), first_and_last),
        (17, ["sec-ch-ua".into(), "priority".into()])
    );
    assert_eq!(request.fields.first("Accept-Language"), Some(&b"en-US,en;q=0.9"[..]));
}

#[test]
fn a_capture_may_end_after_settings_but_not_before() {
    let bytes = opening();
    assert_eq!(parse(&bytes).unwrap().request, None);
    assert_eq!(parse(&bytes[..PREFACE.len() + 9]), Err(Error::Truncated));
    assert_eq!(parse(&bytes[..10]), Err(Error::Truncated));
    assert_eq!(parse(&[]), Err(Error::Truncated));
    assert_eq!(parse(b"GET / HTTP/1.1\r\n"), Err(Error::NotHttp2));
}

#[test]
fn frames_that_break_a_rule_have_a_typed_error() {
    let cases: [(Vec<u8>, Error); 9] = [
        (frame(4, 0, 0, &[0; 5]), Error::Frame { kind: 4 }),
        (frame(8, 0, 0, &[0; 3]), Error::Frame { kind: 8 }),
        (frame(2, 0, 1, &[0; 6]), Error::Frame { kind: 2 }),
        (frame(1, 0x0C, 1, &[9, 0x82]), Error::Frame { kind: 1 }),
        (frame(1, 0x24, 1, &[0; 4]), Error::Frame { kind: 1 }),
        (frame(9, 4, 1, BLOCK), Error::Sequence { kind: 9 }),
        ([frame(1, 0, 1, BLOCK), frame(0, 0, 1, &[])].concat(), Error::Sequence { kind: 0 }),
        ([frame(1, 0, 1, BLOCK), frame(9, 4, 3, &[])].concat(), Error::Sequence { kind: 9 }),
        (frame(1, 4, 1, &[0xFF]), Error::Hpack(hpack::Error::Truncated)),
    ];
    for (bytes, error) in cases {
        assert_eq!(parse(&[PREFACE.to_vec(), bytes.clone()].concat()), Err(error), "{bytes:?}");
    }
}

#[test]
fn a_failed_reader_stays_failed() {
    let mut reader = Reader::new();
    assert_eq!(reader.push(b"X"), Err(Error::NotHttp2));
    assert_eq!(reader.push(PREFACE), Err(Error::NotHttp2));
}

#[test]
fn floods_do_not_grow_memory() {
    let mut reader = Reader::new();
    reader.push(PREFACE).unwrap();
    let settings = settings(&[(1, 1); 2000]);
    let priority = frame(2, 0, 3, &[0; 5]);
    for _ in 0..5_000 {
        reader.push(&settings).unwrap();
        reader.push(&priority).unwrap();
    }
    assert_eq!(
        (reader.opening().settings.len(), reader.opening().priorities.len()),
        (MAX_OPENING_FRAMES, MAX_OPENING_FRAMES)
    );
    for stream in 0..200 {
        reader.push(&frame(1, 5, stream * 2 + 1, &[0x82])).unwrap();
    }
    assert_eq!(std::iter::from_fn(|| reader.next_request()).count(), MAX_QUEUED_REQUESTS);
    assert_eq!(reader.dropped_requests(), 200 - MAX_QUEUED_REQUESTS as u64);

    reader.push(&frame(1, 0, 999, &[])).unwrap();
    let mut outcome = Ok(());
    for _ in 0..10 {
        outcome = reader.push(&frame(9, 0, 999, &[0x82; 16_384]));
    }
    assert_eq!(outcome, Err(Error::TooLarge));
}

proptest! {
    #[test]
    fn any_split_gives_the_same_requests(pieces in proptest::collection::vec(0_usize..60, 0..40)) {
        prop_assert_eq!(read(&whole(), pieces.into_iter()), read(&whole(), std::iter::empty()));
    }

    #[test]
    fn any_bytes_after_the_preface_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [&PREFACE[..], &bytes].concat();
        let in_one = read(&bytes, std::iter::empty());
        prop_assert_eq!(read(&bytes, std::iter::repeat_n(1, bytes.len())), in_one);
    }

    #[test]
    fn damage_never_panics(at in 0_usize..800, value in any::<u8>()) {
        let mut bytes = whole();
        let at = at % bytes.len();
        bytes[at] = value;
        let _ = parse(&bytes);
    }
}

#[test]
fn one_byte_at_a_time_gives_the_same_requests() {
    let bytes = whole();
    assert_eq!(read(&bytes, std::iter::repeat_n(1, bytes.len())), read(&bytes, std::iter::empty()));
}
