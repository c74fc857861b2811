//! What a page shows of its browser as numbers. The user agent is left out: it is the claim that
//! this evidence is held against. So is everything that only drivers leave: too few were ever
//! recorded to learn from, and the checks name them.
//!
//! Columns of three values are 1 for yes, -1 for no and 0 where the page did not say.

mod graphics;
mod media;

use super::{Feature, Group, flag, share};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::Browser;
use fingerprint_signals::browser::Collected;
use fingerprint_signals::client_hints::{Brands, ClientHints, Platform};
use fingerprint_signals::labels::{Engine, Layer, Os};

pub(super) const GROUP: Group = Group { name: "browser", layer: Some(Layer::Browser), features };

fn page(f: &Fingerprint, fact: impl Fn(&Browser) -> Option<f32>) -> f32 {
    f.browser.as_ref().and_then(fact).unwrap_or_default()
}

/// 1 for yes, -1 for no.
const fn either(yes: bool) -> f32 {
    if yes { 1.0 } else { -1.0 }
}

fn said(given: Collected<bool>) -> Option<f32> {
    given.value().map(|yes| either(*yes))
}

fn data(f: &Fingerprint, fact: impl Fn(&ClientHints) -> Option<f32>) -> f32 {
    page(f, |browser| fact(browser.navigator.user_agent_data.value()?))
}

fn brand(f: &Fingerprint, fact: impl Fn(&Brands) -> bool) -> f32 {
    data(f, |hints| hints.brands.as_ref().map(|brands| flag(fact(brands))))
}

fn features() -> Vec<Feature> {
    let mut features = vec![Feature::fact("browser.present", "a page was looked at", |f| {
        flag(f.browser.is_some())
    })];
    features.extend(engine());
    features.extend(brands());
    features.extend(machine());
    features.extend(screen());
    features.extend(graphics::features());
    features.extend(media::features());
    features
}

/// What tells the engine.
fn engine() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("browser.vendor_known", "navigator.vendor was read", |f| {
            page(f, |b| Some(flag(b.navigator.vendor.value().is_some())))
        }),
        Feature::fact("browser.vendor_google", "navigator.vendor is Google's", |f| {
            vendor_is(f, Engine::Blink)
        }),
        Feature::fact("browser.vendor_apple", "navigator.vendor is Apple's", |f| {
            vendor_is(f, Engine::Webkit)
        }),
        Feature::fact("browser.vendor_empty", "navigator.vendor is empty", |f| {
            vendor_is(f, Engine::Gecko)
        }),
        Feature::fact(
            "browser.product_sub_gecko",
            "productSub is 20100101: 1, -1, 0 unknown",
            |f| page(f, |b| Some(either(b.navigator.product_sub.text()? == "20100101"))),
        ),
        Feature::fact("browser.eval_length_33", "eval has 33 characters: 1, -1, 0 unknown", |f| {
            page(f, |b| Some(either(*b.errors.eval_length.value()? == 33)))
        }),
        Feature::fact("browser.errors_v8", "errors are written by V8", |f| {
            errors_are(f, Engine::Blink)
        }),
        Feature::fact("browser.errors_spidermonkey", "errors are written by SpiderMonkey", |f| {
            errors_are(f, Engine::Gecko)
        }),
        Feature::fact(
            "browser.errors_javascriptcore",
            "errors are written by JavaScriptCore",
            |f| errors_are(f, Engine::Webkit),
        ),
        Feature::fact("browser.chrome_object", "window.chrome is there: 1, -1, 0 unknown", |f| {
            page(f, |b| said(b.chrome_object))
        }),
        Feature::fact("browser.oscpu", "navigator.oscpu is there", |f| {
            page(f, |b| Some(flag(b.navigator.oscpu.value().is_some())))
        }),
        Feature::fact("browser.build_id", "navigator.buildID is there", |f| {
            page(f, |b| Some(flag(b.navigator.build_id.value().is_some())))
        }),
        Feature::fact(
            "browser.brand_objects_known",
            "objects of single browsers were looked for",
            |f| page(f, |b| Some(flag(b.brand_objects.value().is_some()))),
        ),
    ];
    for (index, (name, path)) in OBJECTS.iter().enumerate() {
        let (column, doc) = (format!("browser.object_{name}"), format!("{path} is there"));
        features.push(Feature::code(column, doc, object_is_there, index as u16));
    }
    features
}

fn vendor_is(f: &Fingerprint, engine: Engine) -> f32 {
    page(f, |b| Some(flag(b.navigator.vendor_engine()? == engine)))
}

fn errors_are(f: &Fingerprint, engine: Engine) -> f32 {
    page(f, |b| Some(flag(b.errors.engine()? == engine)))
}

/// Objects that one browser or one kind of web view gives its pages: column, and path as collected.
const OBJECTS: &[(&str, &str)] = &[
    ("brave", "navigator.brave"),
    ("duckduckgo", "navigator.duckduckgo"),
    ("opera", "opr"),
    ("yandex", "yandex"),
    ("safari", "safari"),
    ("apple_pay", "ApplePaySession"),
    ("gesture_event", "GestureEvent"),
    ("install_trigger", "InstallTrigger"),
    ("moz_inner_screen", "mozInnerScreenX"),
    ("message_handlers", "webkit.messageHandlers"),
    ("react_native", "ReactNativeWebView"),
    ("flutter", "flutter_inappwebview"),
    ("cordova", "cordova"),
    ("uc", "ucweb"),
    ("miui", "MiuiBrowser"),
    ("electron", "process.versions.electron"),
];

fn object_is_there(f: &Fingerprint, index: u16) -> f32 {
    page(f, |b| {
        let (_, path) = OBJECTS.get(usize::from(index))?;
        Some(flag(b.brand_objects.texts().any(|object| object == *path)))
    })
}

/// `navigator.userAgentData`, which names the brand.
fn brands() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("browser.user_agent_data_known", "navigator.userAgentData was read", |f| {
            data(f, |_| Some(1.0))
        }),
        Feature::fact("browser.brands_known", "its brands were read", |f| brand(f, |_| true)),
        Feature::fact("browser.brand_grease", "a brand is made up", |f| {
            brand(f, |b| b.grease_brand)
        }),
        Feature::fact("browser.brand_unknown", "a brand is unknown", |f| {
            brand(f, |b| b.unknown_brand_count > 0)
        }),
        Feature::fact("browser.brand_chromium", "a brand is Chromium", |f| {
            brand(f, |b| b.chromium.is_some())
        }),
        Feature::fact("browser.brand_google_chrome", "a brand is Google Chrome", |f| {
            brand(f, |b| b.google_chrome.is_some())
        }),
        Feature::fact("browser.brand_edge", "a brand is Microsoft Edge", |f| {
            brand(f, |b| b.microsoft_edge.is_some())
        }),
        Feature::fact("browser.brand_webview", "a brand is a web view", |f| {
            brand(f, |b| b.android_webview.is_some() || b.edge_webview2.is_some())
        }),
        Feature::fact("browser.brand_opera", "a brand is Opera", |f| {
            brand(f, |b| b.opera.is_some() || b.opera_mobile.is_some())
        }),
        Feature::fact("browser.brand_brave", "a brand is Brave", |f| {
            brand(f, |b| b.brave.is_some())
        }),
        Feature::fact("browser.brand_vivaldi", "a brand is Vivaldi", |f| {
            brand(f, |b| b.vivaldi.is_some())
        }),
        Feature::fact("browser.brand_yandex", "a brand is Yandex", |f| {
            brand(f, |b| b.yandex.is_some())
        }),
        Feature::fact("browser.brand_samsung", "a brand is Samsung Internet", |f| {
            brand(f, |b| b.samsung_internet.is_some())
        }),
        Feature::fact("browser.data_mobile", "userAgentData.mobile: 1, -1, 0 unknown", |f| {
            data(f, |hints| hints.mobile.map(either))
        }),
        Feature::fact("browser.data_model", "userAgentData names a model of device", |f| {
            data(f, |hints| {
                Some(flag(hints.model == Some(fingerprint_signals::client_hints::Model::Named)))
            })
        }),
    ];
    for (index, (name, _)) in DATA_PLATFORMS.iter().enumerate() {
        let (column, doc) =
            (format!("browser.data_platform_{name}"), format!("userAgentData.platform is {name}"));
        features.push(Feature::code(column, doc, data_platform_is, index as u16));
    }
    features
}

const DATA_PLATFORMS: &[(&str, Platform)] = &[
    ("windows", Platform::Windows),
    ("macos", Platform::MacOs),
    ("linux", Platform::Linux),
    ("android", Platform::Android),
    ("chromeos", Platform::ChromeOs),
];

fn data_platform_is(f: &Fingerprint, index: u16) -> f32 {
    data(f, |hints| Some(flag(hints.platform? == DATA_PLATFORMS.get(usize::from(index))?.1)))
}

/// The system and the machine.
fn machine() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("browser.platform_known", "navigator.platform was read", |f| {
            page(f, |b| Some(flag(b.navigator.platform.value().is_some())))
        }),
        Feature::fact("browser.platform_arm", "navigator.platform names an ARM processor", |f| {
            page(f, |b| {
                let platform = b.navigator.platform.text()?;
                Some(flag(platform.contains("arm") || platform.contains("aarch64")))
            })
        }),
        Feature::fact("browser.hardware_concurrency_known", "the processors were counted", |f| {
            page(f, |b| Some(flag(b.navigator.hardware_concurrency.value().is_some())))
        }),
        Feature::fact("browser.hardware_concurrency", "processors, in units of 16", |f| {
            page(f, |b| {
                Some(share((*b.navigator.hardware_concurrency.value()? as usize).min(64), 16.0))
            })
        }),
        Feature::fact(
            "browser.device_memory_known",
            "the memory is reported, as only Blink does",
            |f| page(f, |b| Some(flag(b.navigator.device_memory.value().is_some()))),
        ),
        Feature::fact("browser.device_memory", "gigabytes of memory, in units of 16", |f| {
            page(f, |b| Some((*b.navigator.device_memory.value()? as f32).clamp(0.0, 64.0) / 16.0))
        }),
        Feature::fact("browser.touch", "there are touch points: 1, -1, 0 unknown", |f| {
            page(f, |b| Some(either(*b.navigator.max_touch_points.value()? > 0)))
        }),
        Feature::fact(
            "browser.touch_five",
            "there are exactly five touch points, as on telephones",
            |f| page(f, |b| Some(flag(*b.navigator.max_touch_points.value()? == 5))),
        ),
        Feature::fact(
            "browser.touch_events",
            "the window knows touch events: 1, -1, 0 unknown",
            |f| page(f, |b| said(b.media.touch_events)),
        ),
    ];
    for (index, (name, _)) in SYSTEMS.iter().enumerate() {
        let (column, doc) =
            (format!("browser.platform_{name}"), format!("navigator.platform names {name}"));
        features.push(Feature::code(column, doc, platform_is, index as u16));
    }
    features
}

const SYSTEMS: &[(&str, Os)] = &[
    ("windows", Os::Windows),
    ("macos", Os::Macos),
    ("linux", Os::Linux),
    ("android", Os::Android),
    ("ios", Os::Ios),
];

fn platform_is(f: &Fingerprint, index: u16) -> f32 {
    page(f, |b| Some(flag(b.navigator.platform_os()? == SYSTEMS.get(usize::from(index))?.1)))
}

/// The screen's form. Its size in numbers would be learnt by heart.
fn screen() -> Vec<Feature> {
    vec![
        Feature::fact("browser.screen_known", "the screen was measured", |f| {
            page(f, |b| b.screen.size().map(|_| 1.0))
        }),
        Feature::fact("browser.screen_portrait", "the screen is higher than wide", |f| {
            page(f, |b| b.screen.size().map(|(width, height)| flag(height > width)))
        }),
        Feature::fact(
            "browser.screen_narrow",
            "the shorter side is below 500 pixels, as on telephones",
            |f| page(f, |b| b.screen.size().map(|(width, height)| flag(width.min(height) < 500))),
        ),
        Feature::fact("browser.screen_medium", "the shorter side is 500 to 850 pixels", |f| {
            page(f, |b| {
                b.screen
                    .size()
                    .map(|(width, height)| flag((500..=850).contains(&width.min(height))))
            })
        }),
        Feature::fact(
            "browser.screen_bar",
            "a bar takes some of the height: 1, -1, 0 unknown",
            |f| {
                page(f, |b| Some(either(b.screen.avail_height.value()? < b.screen.height.value()?)))
            },
        ),
        Feature::fact("browser.color_depth_30", "the screen has 30 bits of colour", |f| {
            page(f, |b| Some(flag(*b.screen.color_depth.value()? == 30)))
        }),
        Feature::fact("browser.color_depth_32", "the screen has 32 bits of colour", |f| {
            page(f, |b| Some(flag(*b.screen.color_depth.value()? == 32)))
        }),
        Feature::fact("browser.pixel_ratio_known", "the pixels of the screen were compared", |f| {
            page(f, |b| Some(flag(b.screen.pixel_ratio.value().is_some())))
        }),
        Feature::fact(
            "browser.pixel_ratio",
            "pixels of the screen to one of the page, in units of 4",
            |f| page(f, |b| Some((*b.screen.pixel_ratio.value()? as f32).clamp(0.0, 8.0) / 4.0)),
        ),
        Feature::fact(
            "browser.pixel_ratio_odd",
            "the ratio is not a multiple of a quarter, as on many Androids",
            |f| page(f, |b| Some(flag((*b.screen.pixel_ratio.value()? * 4.0).fract() != 0.0))),
        ),
    ]
}
