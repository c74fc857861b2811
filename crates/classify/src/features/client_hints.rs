//! Client hints as numbers: which brands, platform and form a client names, and whether they agree
//! with its user agent. Brand majors enter only as comparisons.

use super::{Feature, Group, flag, share};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::client_hints::{Brands, ClientHints, Platform};
use fingerprint_signals::labels::Layer;
use fingerprint_signals::user_agent::UserAgent;

pub(super) const GROUP: Group = Group { name: "client_hints", layer: Some(Layer::Http), features };

fn hints_fact(fingerprint: &Fingerprint, fact: impl Fn(&ClientHints) -> Option<f32>) -> f32 {
    fingerprint
        .http
        .as_ref()
        .and_then(|http| http.client_hints.as_ref())
        .and_then(fact)
        .unwrap_or_default()
}

fn brand(fingerprint: &Fingerprint, fact: impl Fn(&Brands) -> bool) -> f32 {
    hints_fact(fingerprint, |hints| hints.brands.as_ref().map(|brands| flag(fact(brands))))
}

/// 1 where both say the same, -1 where they differ, 0 where one is silent.
fn agreement<T: PartialEq>(hinted: Option<T>, said: Option<T>) -> Option<f32> {
    Some(if hinted? == said? { 1.0 } else { -1.0 })
}

fn against_user_agent(
    f: &Fingerprint,
    fact: impl Fn(&ClientHints, &UserAgent) -> Option<f32>,
) -> f32 {
    let user_agent = f.http.as_ref().and_then(|http| http.user_agent.as_ref());
    hints_fact(f, |hints| fact(hints, user_agent?))
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("client_hints.present", "some client hint was sent", |f| {
            hints_fact(f, |_| Some(1.0))
        }),
        Feature::fact("client_hints.brands_known", "sec-ch-ua was sent and read", |f| {
            hints_fact(f, |hints| Some(flag(hints.brands.is_some())))
        }),
        Feature::fact("client_hints.malformed", "a hint does not follow its grammar", |f| {
            hints_fact(f, |hints| Some(flag(hints.malformed)))
        }),
        Feature::fact(
            "client_hints.brand_count",
            "members of the brand list, in units of 4",
            |f| hints_fact(f, |hints| Some(share(hints.brands?.brand_count as usize, 4.0))),
        ),
        Feature::fact("client_hints.grease_brand", "the list holds a made-up brand", |f| {
            brand(f, |b| b.grease_brand)
        }),
        Feature::fact("client_hints.unknown_brand", "the list has an unknown brand", |f| {
            brand(f, |b| b.unknown_brand_count > 0)
        }),
        Feature::fact("client_hints.brand_chromium", "the list names Chromium", |f| {
            brand(f, |b| b.chromium.is_some())
        }),
        Feature::fact("client_hints.brand_google_chrome", "the list names Google Chrome", |f| {
            brand(f, |b| b.google_chrome.is_some())
        }),
        Feature::fact("client_hints.brand_headless", "the list names HeadlessChrome", |f| {
            brand(f, |b| b.headless_chrome.is_some())
        }),
        Feature::fact("client_hints.brand_edge", "the list names Microsoft Edge", |f| {
            brand(f, |b| b.microsoft_edge.is_some())
        }),
        Feature::fact("client_hints.brand_webview", "the list names a web view", |f| {
            brand(f, |b| b.android_webview.is_some() || b.edge_webview2.is_some())
        }),
        Feature::fact("client_hints.brand_opera", "the list names Opera", |f| {
            brand(f, |b| b.opera.is_some() || b.opera_mobile.is_some())
        }),
        Feature::fact("client_hints.brand_brave", "the list names Brave", |f| {
            brand(f, |b| b.brave.is_some())
        }),
        Feature::fact("client_hints.brand_vivaldi", "the list names Vivaldi", |f| {
            brand(f, |b| b.vivaldi.is_some())
        }),
        Feature::fact("client_hints.brand_yandex", "the list names Yandex", |f| {
            brand(f, |b| b.yandex.is_some())
        }),
        Feature::fact("client_hints.brand_samsung", "the list names Samsung Internet", |f| {
            brand(f, |b| b.samsung_internet.is_some())
        }),
        Feature::fact(
            "client_hints.mobile",
            "sec-ch-ua-mobile: 1 mobile, -1 not, 0 unknown",
            |f| hints_fact(f, |hints| hints.mobile.map(|mobile| if mobile { 1.0 } else { -1.0 })),
        ),
        Feature::fact("client_hints.platform_known", "sec-ch-ua-platform was sent and read", |f| {
            hints_fact(f, |hints| Some(flag(hints.platform.is_some())))
        }),
        Feature::fact(
            "client_hints.high_entropy",
            "a hint that a server must ask for was sent",
            |f| {
                hints_fact(f, |hints| {
                    Some(flag(
                        hints.full_versions.is_some()
                            || hints.model.is_some()
                            || hints.bitness.is_some(),
                    ))
                })
            },
        ),
        Feature::fact(
            "client_hints.major_agrees",
            "Chromium's major equals the user agent's: 1, -1, 0 unknown",
            |f| against_user_agent(f, |hints, ua| agreement(hints.brands?.chromium, ua.version)),
        ),
        Feature::fact(
            "client_hints.os_agrees",
            "the platform equals the user agent's system: 1, -1, 0 unknown",
            |f| against_user_agent(f, |hints, ua| agreement(hints.os(), ua.os)),
        ),
        Feature::fact(
            "client_hints.device_agrees",
            "the form equals the user agent's device: 1, -1, 0 unknown",
            |f| against_user_agent(f, |hints, ua| agreement(hints.device(), ua.device)),
        ),
    ];
    for (name, platform) in PLATFORMS.iter().zip(0u16..) {
        let (column, doc) =
            (format!("client_hints.platform_{}", name.0), format!("the platform is {}", name.0));
        features.push(Feature::code(column, doc, platform_is, platform));
    }
    features
}

const PLATFORMS: &[(&str, Platform)] = &[
    ("windows", Platform::Windows),
    ("macos", Platform::MacOs),
    ("linux", Platform::Linux),
    ("android", Platform::Android),
    ("chromeos", Platform::ChromeOs),
    ("ios", Platform::Ios),
    ("other", Platform::Other),
];

fn platform_is(f: &Fingerprint, index: u16) -> f32 {
    hints_fact(f, |hints| Some(flag(hints.platform? == PLATFORMS.get(usize::from(index))?.1)))
}
