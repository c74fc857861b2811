//! `FPScanner` 1: `{"signals": {"automation": {…}, "device": {…}, …}}`, with the words `ERROR`,
//! `NA`, `INIT` and `SKIPPED` in place of values. Its `fastBotDetection` is not read: the checks
//! come to their own.

use super::super::Browser;
use super::super::automation::Automation;
use super::super::context::{Context, Contexts};
use super::super::environment::{Counts, Media, Timezone};
use super::super::errors::Errors;
use super::super::given::Given;
use super::super::gpu::Webgl;
use super::super::navigator::{Navigator, pairs};
use super::super::screen::Screen;
use super::super::section::{Section, flag, number, text, texts};
use super::super::tree::Tree;
use crate::client_hints::{ClientHints, UserAgentData};
use crate::user_agent;

pub(super) fn read(root: &Section<'_>) -> Browser {
    root.ignore_rest();
    let Given::Value(signals) = root.section("signals") else { return Browser::default() };
    if signals.is_empty() {
        return Browser::default();
    }
    let automation = Part::of(&signals, &["automation"]);
    let device = Part::of(&signals, &["device"]);
    let screen = Part::of(&signals, &["device", "screenResolution"]);
    let media = Part::of(&signals, &["device", "mediaQueries"]);
    let devices = Part::of(&signals, &["device", "multimediaDevices"]);
    let browser = Part::of(&signals, &["browser"]);
    let plugins = Part::of(&signals, &["browser", "plugins"]);
    let features = Part::of(&signals, &["browser", "features"]);
    let webgl = Part::of(&signals, &["graphics", "webGL"]);
    let zone = Part::of(&signals, &["locale", "internationalization"]);
    let languages = Part::of(&signals, &["locale", "languages"]);
    signals.ignore_rest();
    let user_agent = browser.text("userAgent");
    let devices = ["speakers", "microphones", "webcams"].map(|kind| devices.count(kind));
    Browser {
        navigator: Navigator {
            claim: user_agent.text().map(user_agent::parse),
            user_agent,
            platform: device.text("platform"),
            language: languages.text("language"),
            languages: languages.given("languages", texts),
            hardware_concurrency: device.count("cpuCount"),
            device_memory: device.given("memory", number),
            webdriver: automation.flag("webdriver"),
            user_agent_data: hints(&Part::of(&signals, &["browser", "highEntropyValues"])).into(),
            ..Navigator::default()
        },
        screen: Screen {
            width: screen.count("width"),
            height: screen.count("height"),
            avail_width: screen.count("availableWidth"),
            avail_height: screen.count("availableHeight"),
            color_depth: screen.count("colorDepth"),
            inner_width: screen.count("innerWidth"),
            inner_height: screen.count("innerHeight"),
            ..Screen::default()
        },
        webgl: Given::Value(Webgl {
            vendor: webgl.text("vendor"),
            renderer: webgl.text("renderer"),
        }),
        // How many there are, without their names.
        plugins: plugins.count("pluginCount").map(|count| vec!["".into(); count.min(64) as usize]),
        timezone: Timezone {
            name: zone.text("timezone"),
            locale: zone.text("localeLanguage"),
            ..Timezone::default()
        },
        media: Media {
            pointer: media.text("pointer"),
            hover: media.flag("hover"),
            ..Media::default()
        },
        errors: Errors { eval_length: browser.count("etsl"), ..Errors::default() },
        counts: Counts {
            media_devices: devices
                .iter()
                .filter_map(Given::value)
                .copied()
                .reduce(u32::saturating_add)
                .into(),
            ..Counts::default()
        },
        chrome_object: features.flag("chrome"),
        automation: Automation {
            globals: Given::Value(
                ["selenium", "playwright"]
                    .iter()
                    .filter(|tool| automation.flag(tool).value() == Some(&true))
                    .map(|tool| (*tool).into())
                    .collect(),
            ),
            devtools_protocol: automation.flag("cdp"),
            ..Automation::default()
        },
        contexts: Contexts {
            worker: context(&Part::of(&signals, &["contexts", "webWorker"])),
            iframe: context(&Part::of(&signals, &["contexts", "iframe"])),
        },
        ..Browser::default()
    }
}

/// One group of signals.
struct Part<'t>(Given<Section<'t>>);

impl<'t> Part<'t> {
    fn of(signals: &Section<'t>, path: &[&str]) -> Self {
        let mut names = path.iter();
        let mut part = names.next().map_or(Given::Missing, |name| signals.section(name));
        for name in names {
            part = match part {
                Given::Value(section) => {
                    section.ignore_rest();
                    section.section(name)
                }
                refused => refused,
            };
        }
        if let Given::Value(section) = &part {
            section.ignore_rest();
        }
        Self(part)
    }

    fn given<T>(&self, name: &str, reader: impl FnOnce(&'t Tree) -> Option<T>) -> Given<T> {
        let Given::Value(section) = &self.0 else { return Given::Missing };
        match section.member(name, |tree| Some(text(tree))).value().and_then(Option::as_deref) {
            Some("NA" | "INIT" | "SKIPPED") => Given::Missing,
            Some("ERROR") => Given::Broken,
            _ => section.member(name, reader),
        }
    }
    fn text(&self, name: &str) -> Given<Box<str>> {
        self.given(name, text)
    }
    fn count(&self, name: &str) -> Given<u32> {
        self.given(name, number).map(|number| number as u32)
    }
    fn flag(&self, name: &str) -> Given<bool> {
        self.given(name, flag)
    }
}

fn context(part: &Part<'_>) -> Given<Context> {
    let context = Context {
        user_agent: part.text("userAgent"),
        platform: part.text("platform"),
        hardware_concurrency: part.count("cpuCount"),
        device_memory: part.given("memory", number),
        language: part.text("language"),
        webgl_renderer: part.text("renderer"),
        webdriver: part.flag("webdriver"),
        ..Context::default()
    };
    if context == Context::default() { Given::Missing } else { Given::Value(context) }
}

fn hints(part: &Part<'_>) -> Option<ClientHints> {
    let brands = part.given("brands", pairs);
    let texts = ["platform", "platformVersion", "architecture", "bitness", "model"]
        .map(|name| part.text(name));
    let [platform, platform_version, architecture, bitness, model] = &texts;
    let data = UserAgentData {
        brands: brands.value().map(Vec::as_slice),
        full_version_list: None,
        mobile: part.flag("mobile").value().copied(),
        platform: platform.text(),
        platform_version: platform_version.text(),
        architecture: architecture.text(),
        bitness: bitness.text(),
        model: model.text(),
        wow64: None,
        form_factors: None,
    };
    data.brands.is_some().then(|| ClientHints::from_user_agent_data(&data))
}
