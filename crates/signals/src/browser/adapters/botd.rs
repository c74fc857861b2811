//! `BotD` 1 and 2: `{"components": {"webDriver": {"state": 0, "value": …}}}`, with a negative state
//! and an `error` where a source failed, and `detectors` with what it made of them. Its sources are
//! read, its verdicts are not: the checks come to their own.

use super::super::Browser;
use super::super::automation::Automation;
use super::super::errors::{Errors, StackStyle};
use super::super::given::Given;
use super::super::gpu::Webgl;
use super::super::navigator::Navigator;
use super::super::screen::Screen;
use super::super::section::{Section, flag, nested_texts, number, text, texts};
use super::super::tampering::Tampering;
use super::super::tree::Tree;
use crate::user_agent;

pub(super) fn read(root: &Section<'_>) -> Browser {
    root.skip(&["detectors", "detections", "bot", "botKind"]);
    let Given::Value(components) = root.section("components") else { return Browser::default() };
    if components.is_empty() {
        return Browser::default();
    }
    components.ignore_rest();
    let source = Source(&components);
    let user_agent = source.of("userAgent", text);
    let window =
        |name: &str| source.of("windowSize", |size| number(size.member(name)?).map(|n| n as u32));
    Browser {
        navigator: Navigator {
            claim: user_agent.text().map(user_agent::parse),
            user_agent,
            app_version: source.of("appVersion", text),
            product_sub: source.of("productSub", text),
            languages: source.of("languages", nested_texts),
            webdriver: source.of("webDriver", flag),
            ..Navigator::default()
        },
        screen: Screen {
            inner_width: window("innerWidth"),
            inner_height: window("innerHeight"),
            outer_width: window("outerWidth"),
            outer_height: window("outerHeight"),
            ..Screen::default()
        },
        webgl: source.of("webGL", |gl| {
            let said =
                |name| gl.member(name).and_then(text).filter(|text| !text.starts_with("WebKit"));
            Some(Webgl { vendor: said("vendor").into(), renderer: said("renderer").into() })
        }),
        // How many there are, without their names.
        plugins: source
            .of("pluginsLength", number)
            .map(|count| vec!["".into(); count.clamp(0.0, 64.0) as usize]),
        errors: Errors {
            eval_length: source.of("evalLength", number).map(|length| length as u32),
            stack_style: source.of("errorTrace", text).map(|trace| style(&trace)),
            function_to_string: source.of("functionBind", text),
            ..Errors::default()
        },
        automation: Automation {
            globals: source.of("distinctiveProps", present).map(|mut names| {
                let trace = source.of("errorTrace", text);
                names.extend(
                    trace
                        .text()
                        .is_some_and(|t| t.to_lowercase().contains("phantomjs"))
                        .then(|| "phantomjs".into()),
                );
                let external = source.of("windowExternal", text);
                names.extend(
                    external
                        .text()
                        .is_some_and(|t| t.contains("Sequentum"))
                        .then(|| "external.Sequentum".into()),
                );
                names
            }),
            document_attributes: source.of("documentElementKeys", texts),
            ..Automation::default()
        },
        tampering: Tampering {
            functions: Given::Value(
                [
                    ("pluginsArray", "Navigator.plugins"),
                    ("mimeTypesConsistent", "Navigator.mimeTypes"),
                ]
                .iter()
                .filter(|(name, _)| source.of(name, flag).value() == Some(&false))
                .chain(
                    // True where Notification and Permissions disagree.
                    [("notificationPermissions", "Permissions.query")]
                        .iter()
                        .filter(|(name, _)| source.of(name, flag).value() == Some(&true)),
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
    fn of<T>(&self, name: &str, reader: impl FnOnce(&'t Tree) -> Option<T>) -> Given<T> {
        match self.0.section(name) {
            Given::Value(component) => {
                component.ignore_rest();
                component.member("value", reader)
            }
            // Its errors name no cause: the browser has no such thing, or it broke.
            _ => Given::Missing,
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
