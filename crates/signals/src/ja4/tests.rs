//! Published vectors of JA4, and what the written text leaves open.

use super::*;

/// Published strings of one hello each: `(JA4, JA4_o, JA4_ro)` of the reference repository's
/// python/test/testdata and of the specification's own example (first row).
const PUBLISHED: [(&str, &str, &str); 9] = [
    (
        "t13d1516h2_8daaf6152771_e5627efa2ab1",
        "t13d1516h2_acb858a92679_18f69afefd3d",
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015_0403,0804,0401,0503,0805,0501,0806,0601",
    ),
    // sigalg-grease
    (
        "t13d1517h2_8daaf6152771_cb7bf5808d99",
        "t13d1517h2_acb858a92679_88bf22a3e888",
        "t13d1517h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_fe0d,0010,0017,0033,44cd,ff01,000a,000d,0023,002b,000b,ca34,002d,0000,0005,001b,0012_0904,0905,0906,0403,0804,0401,0503,0805,0501,0806,0601",
    ),
    // chrome-cloudflare-quic-with-secrets
    (
        "t13d1516h2_8daaf6152771_e5627efa2ab1",
        "t13d1516h2_acb858a92679_2d79a7d73c2f",
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_0000,0017,ff01,000a,000b,0023,0010,0005,000d,0012,0033,002d,002b,001b,4469,0015_0403,0804,0401,0503,0805,0501,0806,0601",
    ),
    // tls12
    (
        "t13d1715h2_5b57614c22b0_3d5424432f57",
        "t13d1715h2_5b234860e130_014157ec0da2",
        "t13d1715h2_1301,1303,1302,c02b,c02f,cca9,cca8,c02c,c030,c00a,c009,c013,c014,009c,009d,002f,0035_0000,0017,ff01,000a,000b,0023,0010,0005,0022,0033,002b,000d,002d,001c,0015_0403,0503,0603,0804,0805,0806,0401,0501,0601,0203,0201",
    ),
    // tls3, a first connection and a resumed one
    (
        "t13d1516h2_8daaf6152771_e5627efa2ab1",
        "t13d1516h2_acb858a92679_9948b1e7c6e7",
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_0023,0033,ff01,000a,0012,0005,0017,4469,0000,001b,000d,002d,000b,002b,0010,0015_0403,0804,0401,0503,0805,0501,0806,0601",
    ),
    (
        "t13d1516h2_8daaf6152771_9b887d9acb53",
        "t13d1516h2_acb858a92679_01fb3542df69",
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_0033,000a,0005,000d,0012,0000,0010,002b,0023,001b,0017,002d,ff01,4469,000b,0029_0403,0804,0401,0503,0805,0501,0806,0601",
    ),
    // macos_tcp_flags: a signature algorithm twice
    (
        "t13d2613h2_2802a3db6c62_845d286b0d67",
        "t13d2613h2_78a7dc604b78_93870a65b655",
        "t13d2613h2_1301,1302,1303,c02c,c02b,c024,c023,c00a,c009,cca9,c030,c02f,c028,c027,c014,c013,cca8,009d,009c,003d,003c,0035,002f,c008,c012,000a_ff01,0000,0017,000d,0005,0012,0010,000b,0033,002d,002b,000a,0015_0403,0804,0401,0503,0203,0805,0805,0501,0806,0601,0201",
    ),
    // browsers-x509
    (
        "t13d1516h2_8daaf6152771_e5627efa2ab1",
        "t13d1516h2_acb858a92679_4237572e953b",
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_000d,0000,000a,0005,000b,002b,001b,ff01,0033,4469,002d,0023,0017,0012,0010,0015_0403,0804,0401,0503,0805,0501,0806,0601",
    ),
    (
        "t13d1516h2_8daaf6152771_e5627efa2ab1",
        "t13d1516h2_acb858a92679_2da480b6a2c8",
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_002b,4469,000b,0017,000d,0000,001b,0005,0033,ff01,0010,000a,002d,0012,0023,0015_0403,0804,0401,0503,0805,0501,0806,0601",
    ),
];

fn example() -> Tls {
    parse_raw(PUBLISHED[0].2).unwrap().tls()
}

#[test]
fn published_vectors_match_in_every_form() {
    for (ja4, ja4_o, ja4_ro) in PUBLISHED {
        let found = strings(&parse_raw(ja4_ro).unwrap().tls()).unwrap();
        assert_eq!(
            (found.ja4.as_str(), found.ja4_o.as_str(), found.ja4_ro.as_str()),
            (ja4, ja4_o, ja4_ro)
        );
    }
}

#[test]
fn the_specifications_raw_string_matches() {
    let expected = "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_0403,0804,0401,0503,0805,0501,0806,0601";
    assert_eq!(ja4_r(&example()).unwrap(), expected);
    let read_back = parse_raw(expected).unwrap().tls();
    assert_eq!(ja4(&read_back).unwrap(), PUBLISHED[0].0);
}

#[test]
fn without_signature_algorithms_the_second_underscore_is_missing() {
    let mut tls = example();
    tls.signature_algorithms = Some(vec![]);
    assert_eq!(ja4(&tls).unwrap(), "t13d1516h2_8daaf6152771_6d807ffa2a79");
    assert!(ja4_r(&tls).unwrap().ends_with(",ff01"));
}

#[test]
fn grease_is_dropped_from_every_list() {
    let mut tls = example();
    for list in
        [&mut tls.ciphers, &mut tls.extensions, &mut tls.signature_algorithms, &mut tls.versions]
    {
        list.as_mut().unwrap().insert(0, 0xEAEA);
        list.as_mut().unwrap().push(0x0A0A);
    }
    assert_eq!(strings(&tls), strings(&example()));
}

#[test]
fn codes_that_only_look_like_grease_count() {
    let mut tls = example();
    tls.ciphers.as_mut().unwrap().extend([0x0A1A, 0x00FF, 0x5600, 0xFE00]);
    assert!(ja4(&tls).unwrap().starts_with("t13d1916h2_"));
}

#[test]
fn empty_lists_are_twelve_zeros() {
    let mut tls = Tls {
        version: Some(0x0301),
        ciphers: Some(vec![]),
        extensions: Some(vec![]),
        signature_algorithms: Some(vec![]),
        alpn: Some(vec![]),
        versions: Some(vec![]),
        ..Tls::default()
    };
    assert_eq!(ja4(&tls).unwrap(), "t10i000000_000000000000_000000000000");
    assert_eq!(ja4_r(&tls).unwrap(), "t10i000000__");
    // The sorted list is empty when nothing but server name and ALPN was sent; the original one is
    // not.
    tls.extensions = Some(vec![0, 16]);
    assert_eq!(ja4(&tls).unwrap(), "t10d000200_000000000000_000000000000");
    assert!(ja4_o(&tls).unwrap().starts_with("t10d000200_000000000000_"));
    assert!(!ja4_o(&tls).unwrap().ends_with("_000000000000"));
}

#[test]
fn the_alpn_rules_are_those_of_the_text() {
    let cases: [(&[u8], &str); 11] = [
        (b"h2", "h2"),
        (b"http/1.1", "h1"),
        (b"x", "xx"),
        (b"", "00"),
        (&[0xAB], "ab"),
        (&[0xAB, 0xCD], "ad"),
        (&[0x30, 0xAB], "3b"),
        (&[0x30, 0x31, 0xAB, 0xCD], "3d"),
        (&[0x30, 0xAB, 0xCD, 0x31], "01"),
        // A GREASE protocol name (RFC 8701 section 2) in the first place.
        (&[0x0A, 0x0A], "0a"),
        (b"-2", "22"),
    ];
    for (value, expected) in cases {
        let mut tls = example();
        tls.alpn = Some(vec![value.to_vec(), b"h3".to_vec()]);
        assert_eq!(ja4(&tls).unwrap().get(8..10), Some(expected), "{value:?}");
    }
}

#[test]
fn more_than_ninety_nine_is_ninety_nine() {
    let mut tls = example();
    tls.ciphers = Some((0..300).collect());
    assert!(ja4(&tls).unwrap().starts_with("t13d9916h2_"));
}

#[test]
fn the_version_is_the_highest_supported_one_or_the_hellos_own() {
    let names = [(0x0303, "12"), (0x0302, "11"), (0x0301, "10"), (0x0300, "s3"), (0x7F1C, "00")];
    for (version, name) in names {
        let mut tls = example();
        tls.version = Some(version);
        tls.versions = Some(vec![]);
        tls.extensions.as_mut().unwrap().retain(|kind| *kind != SUPPORTED_VERSIONS);
        assert_eq!(ja4(&tls).unwrap().get(1..3), Some(name));
    }
    let mut tls = example();
    tls.versions = Some(vec![0xFAFA, 0x0303, 0x0304]);
    assert_eq!(ja4(&tls).unwrap().get(1..3), Some("13"));
    for nothing in [vec![], vec![0xFAFA]] {
        tls.versions = Some(nothing);
        assert_eq!(ja4(&tls).unwrap().get(1..3), Some("00"));
    }
    let unknown = ja4_r(&tls).unwrap();
    assert_eq!(ja4_r(&parse_raw(&unknown).unwrap().tls()).unwrap(), unknown);
}

#[test]
fn quic_and_tcp_differ() {
    let mut tls = example();
    tls.transport = Transport::Quic;
    assert!(ja4(&tls).unwrap().starts_with("q13d1516h2_8daaf6152771_"));
}

#[test]
fn a_list_that_was_not_recorded_gives_no_string() {
    for forget in [
        |tls: &mut Tls| tls.ciphers = None,
        |tls: &mut Tls| tls.extensions = None,
        |tls: &mut Tls| tls.signature_algorithms = None,
        |tls: &mut Tls| tls.alpn = None,
        |tls: &mut Tls| tls.versions = None,
    ] {
        let mut tls = example();
        forget(&mut tls);
        assert_eq!(strings(&tls), None);
        assert_eq!((ja4(&tls), ja4_r(&tls), ja4_o(&tls), ja4_ro(&tls)), (None, None, None, None));
    }
}

#[test]
fn a_hashed_string_gives_its_parts() {
    let parts = parse(" t13d1516h2_8daaf6152771_02713d6af862 ").unwrap();
    assert_eq!(
        parts,
        Ja4Parts {
            transport: 't',
            version: Some(0x0304),
            sni: true,
            cipher_count: 15,
            extension_count: 16,
            alpn: ('h', '2'),
            cipher_hash: "8daaf6152771".into(),
            extension_hash: "02713d6af862".into(),
        }
    );
    assert_eq!(parts.to_string(), "t13d1516h2_8daaf6152771_02713d6af862");
    assert_eq!(parse("q00i0102\u{e9}x_000000000000_000000000000").unwrap().version, None);
}

#[test]
fn what_is_not_a_ja4_is_refused() {
    for text in [
        "",
        "t13d1516h2",
        "t13d1516h2_8daaf6152771",
        "t13d1516h2_8daaf6152771_02713d6af86",
        "t13d1516h2_8daaf6152771_02713d6af862_",
        "x13d1516h2_8daaf6152771_02713d6af862",
        "t14d1516h2_8daaf6152771_02713d6af862",
        "t13x1516h2_8daaf6152771_02713d6af862",
        "t13d1a16h2_8daaf6152771_02713d6af862",
        "t13d1516h2_8daaf615277g_02713d6af862",
        "t13d1516h2_002f,0035_0005_0403",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
    // The defect of some published files: decimal fragments where hex lists are due.
    for text in [
        "t13d1516h2_8daaf6152771_02713d6af862",
        "t13d1516h2_,,171_0005_27",
        "t13d1516h2_002f_0005_0403_0",
    ] {
        assert_eq!(parse_raw(text), None, "{text}");
    }
}

#[test]
fn a_known_stack_is_read_from_its_hashes() {
    let text = "t13d1517h2_8daaf6152771_cb7bf5808d99";
    let tls = parse(text).unwrap().tls();
    assert_eq!(ja4(&tls).as_deref(), Some(text));
    assert!(tls.ciphers.unwrap().contains(&0x1301) && tls.extensions.unwrap().contains(&17_613));
}

#[test]
fn an_unknown_hash_leaves_the_lists_unknown() {
    let tls = parse("t13d1517h2_000000000001_cb7bf5808d99").unwrap().tls();
    assert_eq!((tls.ciphers, tls.extensions), (None, None));
    assert_eq!(tls.ja4.unwrap().cipher_count, 15);
}

#[test]
fn known_lists_give_their_hashes() {
    for (hash, codes) in super::known::CIPHERS {
        let tls = Tls { ciphers: Some(codes.to_vec()), ..empty() };
        assert!(ja4(&tls).unwrap().contains(&format!("_{hash}_")), "{hash}");
    }
    for (hash, codes, signatures) in super::known::EXTENSIONS {
        let (codes, signatures) = (Some(codes.to_vec()), Some(signatures.to_vec()));
        let tls = Tls { extensions: codes, signature_algorithms: signatures, ..empty() };
        assert!(ja4(&tls).unwrap().ends_with(&format!("_{hash}")), "{hash}");
    }
    assert!(super::known::CIPHERS.is_sorted_by_key(|(hash, _)| hash));
    assert!(super::known::EXTENSIONS.is_sorted_by_key(|(hash, _, _)| hash));
}

/// Every list recorded, and empty.
fn empty() -> Tls {
    Tls {
        version: Some(0x0303),
        ciphers: Some(Vec::new()),
        extensions: Some(Vec::new()),
        groups: Some(Vec::new()),
        signature_algorithms: Some(Vec::new()),
        alpn: Some(Vec::new()),
        versions: Some(Vec::new()),
        point_formats: Some(Vec::new()),
        ..Tls::default()
    }
}
