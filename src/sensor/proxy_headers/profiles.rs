//! Which header field of which proxy carries which signal. One table; `docs/operate/proxies.md`
//! tells how each proxy is set up.

use fingerprint_signals::labels::EdgeProfile;

/// What a field says of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CarriedSignal {
    /// The string, or its MD5.
    Ja3,
    Ja4,
    /// JA4 with its lists spelled out.
    Ja4Raw,
    /// SETTINGS, window, priorities and pseudo-header order in Akamai's form.
    Http2,
    /// The SYN in p0f's form.
    Tcp,
    /// The names of the client's fields in its order, colons between.
    HeaderOrder,
}

/// One proxy's names, in lower case.
pub(super) struct Profile {
    pub proxy: EdgeProfile,
    pub carries: &'static [(CarriedSignal, &'static str)],
    /// Other fields that this proxy writes itself: no part of the client's request.
    pub families: &'static [&'static str],
}

/// `custom` has no row: its names are settings.
pub(super) const PROFILES: &[Profile] = &[
    // docs.aws.amazon.com, "Add CloudFront request headers".
    Profile {
        proxy: EdgeProfile::Cloudfront,
        carries: &[
            (CarriedSignal::Ja3, "cloudfront-viewer-ja3-fingerprint"),
            (CarriedSignal::Ja4, "cloudfront-viewer-ja4-fingerprint"),
            (CarriedSignal::HeaderOrder, "cloudfront-viewer-header-order"),
        ],
        families: &["cloudfront-", "x-amz-cf-"],
    },
    // No name is fixed: a transform rule writes cf.bot_management.ja3_hash and .ja4, usually so.
    Profile {
        proxy: EdgeProfile::Cloudflare,
        carries: &[(CarriedSignal::Ja3, "cf-ja3-hash"), (CarriedSignal::Ja4, "cf-ja4")],
        families: &["cf-", "cdn-loop"],
    },
    // The operator's choice; these are what docs/operate/proxies.md writes with
    // %TLS_JA3_FINGERPRINT% and %TLS_JA4_FINGERPRINT%.
    Profile {
        proxy: EdgeProfile::Envoy,
        carries: &[
            (CarriedSignal::Ja3, "x-ja3-fingerprint"),
            (CarriedSignal::Ja4, "x-ja4-fingerprint"),
        ],
        families: &["x-envoy-"],
    },
    // The operator's choice; these are what docs/operate/proxies.md writes with a JA4 script in
    // Lua.
    Profile {
        proxy: EdgeProfile::Haproxy,
        carries: &[
            (CarriedSignal::Ja3, "x-ja3-fingerprint"),
            (CarriedSignal::Ja4, "x-ja4-fingerprint"),
            (CarriedSignal::Ja4Raw, "x-ja4-r-fingerprint"),
        ],
        families: &[],
    },
    // What docs/operate/proxies.md writes with $http_ssl_ja3, $http_ssl_ja4 and $http2_fingerprint.
    Profile {
        proxy: EdgeProfile::Nginx,
        carries: &[
            (CarriedSignal::Ja3, "x-ssl-ja3"),
            (CarriedSignal::Ja4, "x-ssl-ja4"),
            (CarriedSignal::Http2, "x-http2-fingerprint"),
        ],
        families: &[],
    },
    Profile {
        proxy: EdgeProfile::Fingerproxy,
        carries: &[
            (CarriedSignal::Ja3, "x-ja3-fingerprint"),
            (CarriedSignal::Ja4, "x-ja4-fingerprint"),
            (CarriedSignal::Http2, "x-http2-fingerprint"),
        ],
        families: &[],
    },
    Profile {
        proxy: EdgeProfile::Huginn,
        carries: &[
            (CarriedSignal::Ja4, "x-tls-ja4"),
            (CarriedSignal::Ja4Raw, "x-tls-ja4-r"),
            (CarriedSignal::Http2, "x-http2-akamai"),
            (CarriedSignal::Tcp, "x-tcp-p0f"),
        ],
        families: &["x-tls-ja4-"],
    },
];

/// Names of proxies that have no profile: Apache Traffic Server, Azure, bunny, Vercel, and what
/// huginn-proxy wrote before.
pub(super) const OTHER_PROXIES: &[&str] = &[
    "cdn-ja4",
    "x-azure-ja4-fingerprint",
    "x-huginn-net-akamai",
    "x-huginn-net-ja4",
    "x-huginn-net-tcp",
    "x-ja3-sig",
    "x-vercel-ja4-digest",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_but_the_custom_one_has_a_row() {
        for profile in EdgeProfile::ALL.iter().filter(|profile| **profile != EdgeProfile::Custom) {
            assert_eq!(PROFILES.iter().filter(|row| row.proxy == *profile).count(), 1, "{profile}");
        }
    }

    #[test]
    fn names_are_lower_case_and_carry_one_signal_each() {
        for row in PROFILES {
            for (index, (carried, name)) in row.carries.iter().enumerate() {
                assert_eq!(*name, name.to_ascii_lowercase());
                let rest = row.carries.get(index + 1..).unwrap();
                assert!(
                    rest.iter().all(|(other, again)| other != carried && again != name),
                    "{name}"
                );
            }
        }
    }
}
