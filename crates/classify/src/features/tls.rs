//! The TLS layer as numbers: which code points a ClientHello offers, how many, and in which order
//! where order tells stacks apart. Padding, server name and session state are left out: they follow
//! the connection and not the client.

use super::{Feature, Formula, Group, flag, share};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::Layer;
use fingerprint_signals::tls::{Tls, is_grease};

pub(super) const GROUP: Group = Group { name: "tls", layer: Some(Layer::Tls), features };

/// Cipher suites that at least one stack in sixteen of those known offers, and the TLS 1.3 ones.
const CIPHERS: &[u16] = &[
    0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0xccaa,
    0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035, 0x000a, 0x009c, 0x009d, 0x0033, 0x0039, 0x00ff,
    0xc023, 0xc024, 0xc027, 0xc028, 0x003c, 0x003d, 0x009e, 0x009f, 0x0032, 0x0038, 0x0067, 0x006b,
    0x0040, 0x006a, 0xc004, 0xc005, 0xc00e, 0xc00f, 0x00a2, 0x00a3, 0xc012, 0xc008, 0xc025, 0xc029,
    0xc031, 0xc02d, 0xc02e, 0xc032, 0x0013, 0x0016, 0x0004, 0x0005, 0xc007, 0xc011, 0x0041, 0x0045,
    0x0084, 0x0088, 0xcc13, 0xcc14, 0xc0ac, 0xc0ad, 0xc09c, 0xc09d,
];

/// Extensions that tell stacks apart; 0 (server name), 21 (padding) and 41 (PSK) follow the
/// connection.
const EXTENSIONS: &[u16] = &[
    1, 5, 10, 11, 13, 15, 16, 17, 18, 22, 23, 24, 27, 28, 34, 35, 40, 43, 45, 49, 50, 51, 57,
    13172, 17513, 17613, 21760, 30032, 34_850, 65037, 65281, 65486,
];

const GROUP_CODES: &[u16] = &[
    0x0017, 0x0018, 0x0019, 0x001d, 0x001e, 0x0100, 0x0101, 0x0102, 0x0016, 0x0009, 0x000a, 0x000e,
    0x001a, 0x0001, 0x11ec, 0x11eb, 0x6399, 0x4138,
];

const SIGNATURE_ALGORITHMS: &[u16] = &[
    0x0401, 0x0501, 0x0601, 0x0201, 0x0403, 0x0503, 0x0603, 0x0203, 0x0804, 0x0805, 0x0806, 0x0807,
    0x0808, 0x0809, 0x080a, 0x080b, 0x0402, 0x0202, 0x0301, 0x0303, 0x0302, 0x0502, 0x0101, 0x0904,
    0x0905,
];

const VERSIONS: &[u16] = &[0x0304, 0x0303, 0x0302, 0x0301];

/// Versions below the highest, which some stacks go on listing.
const LISTED_VERSIONS: &[u16] = &[0x0303, 0x0302, 0x0301];

const POINT_FORMATS: &[u16] = &[0, 1, 2];

const CERTIFICATE_COMPRESSIONS: &[u16] = &[1, 2, 3];

/// Pairs of cipher suites whose order is a stack's habit: AES-128 or AES-256 first, `ChaCha20`
/// before or after, ECDSA or RSA first.
const CIPHER_ORDERS: &[(u16, u16)] = &[
    (0x1301, 0x1302),
    (0x1301, 0x1303),
    (0x1302, 0x1303),
    (0xc02b, 0xc02c),
    (0xc02b, 0xc02f),
    (0xc02c, 0xc030),
    (0xcca9, 0xc02c),
    (0xcca8, 0xc02f),
    (0xc009, 0xc013),
    (0x002f, 0x0035),
    (0x1301, 0xc02b),
    (0x009c, 0xc02b),
];

fn hello_fact(fingerprint: &Fingerprint, fact: impl Fn(&Tls) -> Option<f32>) -> f32 {
    fingerprint.tls.as_ref().and_then(fact).unwrap_or_default()
}

fn holds(list: Option<&Vec<u16>>, code: u16) -> Option<f32> {
    Some(flag(list?.contains(&code)))
}

fn features() -> Vec<Feature> {
    let mut features = facts();
    let mut family = |list: &str, codes: &[u16], formula: fn(&Fingerprint, u16) -> f32| {
        features.extend(codes.iter().map(|&code| {
            Feature::code(
                format!("tls.{list}_{code:04x}"),
                format!("{list} 0x{code:04x} is offered"),
                formula,
                code,
            )
        }));
    };
    family("cipher", CIPHERS, |f, code| hello_fact(f, |tls| holds(tls.ciphers.as_ref(), code)));
    family("extension", EXTENSIONS, |f, code| {
        hello_fact(f, |tls| holds(tls.extensions.as_ref(), code))
    });
    family("group", GROUP_CODES, |f, code| hello_fact(f, |tls| holds(tls.groups.as_ref(), code)));
    family("signature", SIGNATURE_ALGORITHMS, |f, code| {
        hello_fact(f, |tls| holds(tls.signature_algorithms.as_ref(), code))
    });
    family("highest_version", VERSIONS, |f, code| {
        hello_fact(f, |tls| Some(flag(tls.highest_version()? == code)))
    });
    family("version", LISTED_VERSIONS, |f, code| {
        hello_fact(f, |tls| holds(tls.versions.as_ref(), code))
    });
    family("point_format", POINT_FORMATS, |f, code| {
        hello_fact(f, |tls| {
            Some(flag(tls.point_formats.as_ref()?.iter().any(|format| u16::from(*format) == code)))
        })
    });
    family("certificate_compression", CERTIFICATE_COMPRESSIONS, |f, code| {
        hello_fact(f, |tls| holds(tls.compress_certificate.as_ref(), code))
    });
    features.extend(CIPHER_ORDERS.iter().enumerate().map(|(index, (first, second))| Feature {
        name: format!("tls.order_{first:04x}_{second:04x}"),
        doc: format!(
            "cipher 0x{first:04x} comes before 0x{second:04x}: 1 yes, -1 no, 0 where one is \
             missing"
        ),
        formula: Formula::Code(
            |f, index| hello_fact(f, |tls| cipher_order(tls, index)),
            index as u16,
        ),
    }));
    features
}

fn facts() -> Vec<Feature> {
    vec![
        Feature::fact("tls.present", "a ClientHello is known in some form", |f| {
            flag(f.tls.is_some())
        }),
        Feature::fact("tls.ciphers_known", "the cipher suites were recorded", |f| {
            hello_fact(f, |tls| Some(flag(tls.ciphers.is_some())))
        }),
        Feature::fact("tls.extensions_known", "the extensions were recorded", |f| {
            hello_fact(f, |tls| Some(flag(tls.extensions.is_some())))
        }),
        Feature::fact("tls.groups_known", "the named groups were recorded", |f| {
            hello_fact(f, |tls| Some(flag(tls.groups.is_some())))
        }),
        Feature::fact("tls.signatures_known", "the signature algorithms were recorded", |f| {
            hello_fact(f, |tls| Some(flag(tls.signature_algorithms.is_some())))
        }),
        Feature::fact("tls.alpn_known", "the protocols were recorded", |f| {
            hello_fact(f, |tls| Some(flag(tls.alpn.is_some() || tls.ja4.is_some())))
        }),
        Feature::fact("tls.versions_known", "the list of versions was recorded", |f| {
            hello_fact(f, |tls| Some(flag(tls.versions.is_some())))
        }),
        Feature::fact("tls.order_known", "the lists are in the order of the wire", |f| {
            hello_fact(f, |tls| Some(flag(tls.ciphers.is_some() && !tls.sorted)))
        }),
        Feature::fact(
            "tls.counts_known",
            "the numbers of cipher suites and extensions are known",
            |f| {
                hello_fact(f, |tls| {
                    Some(flag(tls.cipher_count().is_some() && tls.extension_count().is_some()))
                })
            },
        ),
        Feature::fact("tls.cipher_count", "cipher suites without GREASE, in units of 32", |f| {
            hello_fact(f, |tls| Some(share(tls.cipher_count()?, 32.0)))
        }),
        Feature::fact("tls.extension_count", "extensions without GREASE, in units of 16", |f| {
            hello_fact(f, |tls| Some(share(tls.extension_count()?, 16.0)))
        }),
        Feature::fact("tls.group_count", "named groups without GREASE, in units of 8", |f| {
            hello_fact(f, |tls| Some(share(without_grease(tls.groups.as_ref()?).count(), 8.0)))
        }),
        Feature::fact("tls.signature_count", "signature algorithms, in units of 16", |f| {
            hello_fact(f, |tls| Some(share(tls.signature_algorithms.as_ref()?.len(), 16.0)))
        }),
        Feature::fact("tls.alpn_h2", "HTTP/2 is offered", |f| {
            hello_fact(f, |tls| alpn(tls, b"h2"))
        }),
        Feature::fact("tls.alpn_http11", "HTTP/1.1 is offered", |f| {
            hello_fact(f, |tls| alpn(tls, b"http/1.1"))
        }),
        Feature::fact("tls.alpn_http10", "HTTP/1.0 is offered", |f| {
            hello_fact(f, |tls| alpn(tls, b"http/1.0"))
        }),
        Feature::fact("tls.alpn_none", "no protocol is offered", |f| {
            hello_fact(f, |tls| match (&tls.alpn, &tls.ja4) {
                (Some(names), _) => Some(flag(names.is_empty())),
                (None, Some(ja4)) => Some(flag(ja4.alpn == ('0', '0'))),
                (None, None) => None,
            })
        }),
        Feature::fact(
            "tls.first_cipher_is_tls13",
            "the first cipher suite is one of TLS 1.3",
            |f| {
                hello_fact(f, |tls| {
                    in_order(tls).then_some(
                        first(tls.ciphers.as_ref()?).map(|code| flag(code >> 8 == 0x13))?,
                    )
                })
            },
        ),
        Feature::fact(
            "tls.renegotiation_cipher_last",
            "TLS_EMPTY_RENEGOTIATION_INFO_SCSV comes last",
            |f| {
                hello_fact(f, |tls| {
                    in_order(tls).then_some(flag(tls.ciphers.as_ref()?.last() == Some(&0x00ff)))
                })
            },
        ),
        Feature::fact(
            "tls.first_group_x25519",
            "the first group is x25519 or a hybrid with it",
            |f| {
                hello_fact(f, |tls| {
                    first(tls.groups.as_ref()?)
                        .map(|code| flag(matches!(code, 0x1d | 0x11ec | 0x6399)))
                })
            },
        ),
        Feature::fact("tls.first_signature_ecdsa", "the first signature algorithm is ECDSA", |f| {
            hello_fact(f, |tls| {
                first(tls.signature_algorithms.as_ref()?)
                    .map(|code| flag(matches!(code, 0x0403 | 0x0503 | 0x0603)))
            })
        }),
    ]
}

fn in_order(tls: &Tls) -> bool {
    !tls.sorted
}

fn without_grease(codes: &[u16]) -> impl Iterator<Item = u16> {
    codes.iter().copied().filter(|code| !is_grease(*code))
}

fn first(codes: &[u16]) -> Option<u16> {
    without_grease(codes).next()
}

fn alpn(tls: &Tls, name: &[u8]) -> Option<f32> {
    if let Some(names) = &tls.alpn {
        return Some(flag(names.iter().any(|offered| offered == name)));
    }
    let ends = (char::from(*name.first()?), char::from(*name.last()?));
    Some(flag(tls.ja4.as_ref()?.alpn == ends))
}

fn cipher_order(tls: &Tls, index: u16) -> Option<f32> {
    let (first, second) = CIPHER_ORDERS.get(usize::from(index))?;
    let ciphers = tls.ciphers.as_ref().filter(|_| in_order(tls))?;
    let place = |code: &u16| ciphers.iter().position(|offered| offered == code);
    Some(if place(first)? < place(second)? { 1.0 } else { -1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Extractor;

    fn value(tls: Tls, column: &str) -> f32 {
        let extractor = Extractor::new();
        let index = extractor.schema().columns.iter().position(|c| c.name == column).expect(column);
        extractor.row(&Fingerprint { tls: Some(tls), ..Fingerprint::default() })[index]
    }

    #[test]
    fn a_grease_cipher_is_not_counted() {
        let tls = Tls { ciphers: Some(vec![0x0a0a, 0x1301]), ..Tls::default() };
        assert_eq!(value(tls.clone(), "tls.cipher_count"), 1.0 / 32.0);
        assert_eq!(value(tls, "tls.first_cipher_is_tls13"), 1.0);
    }

    #[test]
    fn a_list_that_was_not_recorded_differs_from_an_empty_one() {
        assert_eq!(value(Tls::default(), "tls.extensions_known"), 0.0);
        assert_eq!(
            value(Tls { extensions: Some(vec![]), ..Tls::default() }, "tls.extensions_known"),
            1.0
        );
    }

    #[test]
    fn cipher_order_is_signed_and_unknown_for_sorted_lists() {
        let tls = Tls { ciphers: Some(vec![0x1303, 0x1301]), ..Tls::default() };
        assert_eq!(value(tls.clone(), "tls.order_1301_1303"), -1.0);
        assert_eq!(value(Tls { sorted: true, ..tls }, "tls.order_1301_1303"), 0.0);
    }
}
