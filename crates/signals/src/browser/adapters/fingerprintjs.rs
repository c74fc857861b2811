//! `FingerprintJS` 3 to 5 (open source): `{"components": {"platform": {"value": …, "duration":
//! 1}}}`, with `error` in place of `value` where a source failed. It sends no user agent.

use super::super::Browser;
use super::super::collected::Collected;
use super::super::environment::{Hashes, Media, Timezone};
use super::super::gpu::Webgl;
use super::super::navigator::Navigator;
use super::super::screen::Screen;
use super::super::section::{Section, flag, nested_texts, number, text, texts};
use super::super::tree::Tree;
use crate::client_hints::{ClientHints, UserAgentData};

pub(super) fn read(root: &Section<'_>) -> Browser {
    root.skip(&["version", "visitorId", "confidence", "requestId"]);
    let Collected::Value(components) = root.section("components") else {
        return Browser::default();
    };
    if components.is_empty() {
        return Browser::default();
    }
    components.ignore_rest();
    let component = |name: &str| match components.section(name) {
        Collected::Value(component) => {
            component.ignore_rest();
            Collected::Value(component)
        }
        refused => refused,
    };
    let value = Value { component: &component };
    let (width, height) = value.component("screenResolution", pair).value().copied().unzip();
    Browser {
        navigator: Navigator {
            platform: value.text("platform"),
            vendor: value.text("vendor"),
            oscpu: value.text("osCpu"),
            languages: value.component("languages", nested_texts),
            hardware_concurrency: value.count("hardwareConcurrency"),
            device_memory: value.number("deviceMemory"),
            max_touch_points: value.component("touchSupport", |tree| {
                number(tree.member("maxTouchPoints")?).map(|n| n as u32)
            }),
            pdf_viewer_enabled: value.flag("pdfViewerEnabled"),
            cookie_enabled: value.flag("cookiesEnabled"),
            user_agent_data: value.component("userAgentData", |tree| Some(hints(tree))),
            ..Navigator::default()
        },
        screen: Screen {
            width: width.into(),
            height: height.into(),
            color_depth: value.count("colorDepth"),
            ..Screen::default()
        },
        // A number in place of the object means that there is no context.
        webgl: value.component("webGlBasics", |tree| {
            Some(Webgl {
                vendor: tree.member("vendorUnmasked").and_then(text).into(),
                renderer: tree.member("rendererUnmasked").and_then(text).into(),
            })
        }),
        fonts: value.component("fonts", texts),
        plugins: value.component("plugins", |tree| match tree {
            Tree::List(plugins) => {
                plugins.iter().map(|plugin| text(plugin.member("name")?)).collect()
            }
            _ => None,
        }),
        timezone: Timezone { name: value.text("timezone"), ..Timezone::default() },
        media: Media {
            touch_events: value.component("touchSupport", |tree| flag(tree.member("touchEvent")?)),
            ..Media::default()
        },
        chrome_object: value
            .component("vendorFlavors", texts)
            .map(|names| names.iter().any(|name| &**name == "chrome")),
        hashes: Hashes {
            audio: value.number("audio").map(|sum| sum.to_string().into()),
            ..Hashes::default()
        },
        ..Browser::default()
    }
}

/// Reads the `value` of components.
struct Value<'c, F> {
    component: &'c F,
}

impl<'t, F: Fn(&str) -> Collected<Section<'t>>> Value<'_, F> {
    fn component<T>(&self, name: &str, reader: impl FnOnce(&'t Tree) -> Option<T>) -> Collected<T> {
        match (self.component)(name) {
            Collected::Value(component) => component.member("value", reader),
            Collected::Missing => Collected::Missing,
            Collected::Blocked => Collected::Blocked,
            Collected::Broken => Collected::Broken,
        }
    }
    fn text(&self, name: &str) -> Collected<Box<str>> {
        self.component(name, text)
    }
    fn number(&self, name: &str) -> Collected<f64> {
        self.component(name, number)
    }
    fn count(&self, name: &str) -> Collected<u32> {
        self.number(name).map(|number| number as u32)
    }
    fn flag(&self, name: &str) -> Collected<bool> {
        self.component(name, flag)
    }
}

fn pair(tree: &Tree) -> Option<(u32, u32)> {
    let Tree::List(items) = tree else { return None };
    // Sorted from large to small, and null where the browser hides them.
    Some((number(items.first()?)? as u32, number(items.get(1)?)? as u32))
}

/// The brands come without versions, so they cannot be read as brands here.
fn hints(tree: &Tree) -> ClientHints {
    let said = |name: &str| match tree.member(name) {
        Some(Tree::Text(text)) => Some(&**text),
        _ => None,
    };
    ClientHints::from_user_agent_data(&UserAgentData {
        mobile: tree.member("mobile").and_then(flag),
        platform: said("platform"),
        platform_version: said("platformVersion"),
        architecture: said("architecture"),
        bitness: said("bitness"),
        model: said("model"),
        ..UserAgentData::default()
    })
}
