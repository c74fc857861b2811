//! `FPScanner` 1: `{"signals": {"automation": {…}, "device": {…}, …}}`, with the words `ERROR`,
//! `NA`, `INIT` and `SKIPPED` in place of values. Its `fastBotDetection` is not read: the checks
//! come to their own.

use super::super::Browser;
use super::super::automation::Automation;
use super::super::collected::Collected;
use super::super::context::{Context, Contexts};
use super::super::environment::{Counts, Media, Timezone};
use super::super::errors::Errors;
use super::super::gpu::Webgl;
use super::super::navigator::{Navigator, pairs};
use super::super::screen::Screen;
use super::super::section::{Section, flag, number, text, texts};
use super::super::tree::Tree;
use crate::client_hints::{ClientHints, UserAgentData};
use crate::user_agent;

pub(super) fn read(root: &Section<'_>) -> Browser {
    root.ignore_rest();
    let Collected::Value(signals) = root.section("signals") else { return Browser::default() };
    if signals.is_empty() {
        return Browser::default();
    }
    let automation = Part::find(&signals, &["automation"]);
    let device = Part::find(&signals, &["device"]);
    let screen = Part::find(&signals, &["device", "screenResolution"]);
    let media = Part::find(&signals, &["device", "mediaQueries"]);
    let devices = Part::find(&signals, &["device", "multimediaDevices"]);
    let browser = Part::find(&signals, &["browser"]);
    let plugins = Part::find(&signals, &["browser", "plugins"]);
    let features = Part::find(&signals, &["browser", "features"]);
    let webgl = Part::find(&signals, &["graphics", "webGL"]);
    let zone = Part::find(&signals, &["locale", "internationalization"]);
    let languages = Part::find(&signals, &["locale", "languages"]);
    signals.ignore_rest();
    let user_agent = browser.text("userAgent");
    let devices = ["speakers", "microphones", "webcams"].map(|kind| devices.count(kind));
    Browser {
        navigator: Navigator {
            claim: user_agent.text().map(user_agent::parse),
            user_agent,
            platform: device.text("platform"),
            language: languages.text("language"),
            languages: languages.collected("languages", texts),
            hardware_concurrency: device.count("cpuCount"),
            device_memory: device.collected("memory", number),
            webdriver: automation.flag("webdriver"),
            user_agent_data: hints(&Part::find(&signals, &["browser", "highEntropyValues"])).into(),
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
        webgl: Collected::Value(Webgl {
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
                .filter_map(Collected::value)
                .copied()
                .reduce(u32::saturating_add)
                .into(),
            ..Counts::default()
        },
        chrome_object: features.flag("chrome"),
        automation: Automation {
            globals: Collected::Value(
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
            worker: context(&Part::find(&signals, &["contexts", "webWorker"])),
            iframe: context(&Part::find(&signals, &["contexts", "iframe"])),
        },
        ..Browser::default()
    }
}

/// One group of signals.
struct Part<'t>(Collected<Section<'t>>);

impl<'t> Part<'t> {
    fn find(signals: &Section<'t>, path: &[&str]) -> Self {
        let mut names = path.iter();
        let mut part = names.next().map_or(Collected::Missing, |name| signals.section(name));
        for name in names {
            part = match part {
                Collected::Value(section) => {
                    section.ignore_rest();
                    section.section(name)
                }
                refused => refused,
            };
        }
        if let Collected::Value(section) = &part {
            section.ignore_rest();
        }
        Self(part)
    }

    fn collected<T>(&self, name: &str, reader: impl FnOnce(&'t Tree) -> Option<T>) -> Collected<T> {
        let Collected::Value(section) = &self.0 else { return Collected::Missing };
        match section.member(name, |tree| Some(text(tree))).value().and_then(Option::as_deref) {
            Some("NA" | "INIT" | "SKIPPED") => Collected::Missing,
            Some("ERROR") => Collected::Broken,
            _ => section.member(name, reader),
        }
    }
    fn text(&self, name: &str) -> Collected<Box<str>> {
        self.collected(name, text)
    }
    fn count(&self, name: &str) -> Collected<u32> {
        self.collected(name, number).map(|number| number as u32)
    }
    fn flag(&self, name: &str) -> Collected<bool> {
        self.collected(name, flag)
    }
}

fn context(part: &Part<'_>) -> Collected<Context> {
    let context = Context {
        user_agent: part.text("userAgent"),
        platform: part.text("platform"),
        hardware_concurrency: part.count("cpuCount"),
        device_memory: part.collected("memory", number),
        language: part.text("language"),
        webgl_renderer: part.text("renderer"),
        webdriver: part.flag("webdriver"),
        ..Context::default()
    };
    if context == Context::default() { Collected::Missing } else { Collected::Value(context) }
}

fn hints(part: &Part<'_>) -> Option<ClientHints> {
    let brands = part.collected("brands", pairs);
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
