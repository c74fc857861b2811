//! `BotD` 1 and 2: `{"components": {"webDriver": {"state": 0, "value": …}}}`, with a negative state
//! and an `error` where a source failed, and `detectors` with what it made of them. Its sources are
//! read, its verdicts are not: the checks come to their own.

use super::super::Browser;
use super::super::automation::Automation;
use super::super::collected::Collected;
use super::super::errors::{Errors, StackStyle};
use super::super::gpu::Webgl;
use super::super::navigator::Navigator;
use super::super::screen::Screen;
use super::super::section::{Section, flag, nested_texts, number, text, texts};
use super::super::tampering::Tampering;
use super::super::tree::Tree;
use crate::user_agent;

pub(super) fn read(root: &Section<'_>) -> Browser {
    root.skip(&["detectors", "detections", "bot", "botKind"]);
    let Collected::Value(components) = root.section("components") else {
        return Browser::default();
    };
    if components.is_empty() {
        return Browser::default();
    }
    components.ignore_rest();
    let source = Source(&components);
    let user_agent = source.component("userAgent", text);
    let window = |name: &str| {
        source.component("windowSize", |size| number(size.member(name)?).map(|n| n as u32))
    };
    Browser {
        navigator: Navigator {
            claim: user_agent.text().map(user_agent::parse),
            user_agent,
            app_version: source.component("appVersion", text),
            product_sub: source.component("productSub", text),
            languages: source.component("languages", nested_texts),
            webdriver: source.component("webDriver", flag),
            ..Navigator::default()
        },
        screen: Screen {
            inner_width: window("innerWidth"),
            inner_height: window("innerHeight"),
            outer_width: window("outerWidth"),
            outer_height: window("outerHeight"),
            ..Screen::default()
        },
        webgl: source.component("webGL", |gl| {
            let said =
                |name| gl.member(name).and_then(text).filter(|text| !text.starts_with("WebKit"));
            Some(Webgl { vendor: said("vendor").into(), renderer: said("renderer").into() })
        }),
        // How many there are, without their names.
        plugins: source
            .component("pluginsLength", number)
            .map(|count| vec!["".into(); count.clamp(0.0, 64.0) as usize]),
        errors: Errors {
            eval_length: source.component("evalLength", number).map(|length| length as u32),
            stack_style: source.component("errorTrace", text).map(|trace| style(&trace)),
            function_to_string: source.component("functionBind", text),
            ..Errors::default()
        },
        automation: Automation {
            globals: source.component("distinctiveProps", present).map(|mut names| {
                let trace = source.component("errorTrace", text);
                names.extend(
                    trace
                        .text()
                        .is_some_and(|t| t.to_lowercase().contains("phantomjs"))
                        .then(|| "phantomjs".into()),
                );
                let external = source.component("windowExternal", text);
                names.extend(
                    external
                        .text()
                        .is_some_and(|t| t.contains("Sequentum"))
                        .then(|| "external.Sequentum".into()),
                );
                names
            }),
            document_attributes: source.component("documentElementKeys", texts),
            ..Automation::default()
        },
        tampering: Tampering {
            functions: Collected::Value(
                [
                    ("pluginsArray", "Navigator.plugins"),
                    ("mimeTypesConsistent", "Navigator.mimeTypes"),
                ]
                .iter()
                .filter(|(name, _)| source.component(name, flag).value() == Some(&false))
                .chain(
                    // True where Notification and Permissions disagree.
                    [("notificationPermissions", "Permissions.query")]
                        .iter()
                        .filter(|(name, _)| source.component(name, flag).value() == Some(&true)),
                )
                .map(|(_, native)| (*native).into())
                .collect(),
            ),
            ..Tampering::default()
        },
        ..Browser::default()
    }
}

struct Source<'s, 't>(&'s Section<'t>);

impl<'t> Source<'_, 't> {
    fn component<T>(&self, name: &str, reader: impl FnOnce(&'t Tree) -> Option<T>) -> Collected<T> {
        match self.0.section(name) {
            Collected::Value(component) => {
                component.ignore_rest();
                component.member("value", reader)
            }
            // Its errors name no cause: the browser has no such thing, or it broke.
            _ => Collected::Missing,
        }
    }
}

fn style(trace: &str) -> StackStyle {
    if trace.contains("\n    at ") { StackStyle::V8 } else { StackStyle::Other }
}

/// The names that are true in an object.
fn present(tree: &Tree) -> Option<Vec<Box<str>>> {
    let Tree::Object(members) = tree else { return None };
    let there = members.iter().filter(|(_, value)| *value == Tree::Flag(true));
    Some(there.map(|(name, _)| name.clone()).collect())
}
