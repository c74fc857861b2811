//! How scripts fail here: engines differ in the text of their errors and of their own functions.

use serde::Serialize;

use super::collected::Collected;
use super::section::Section;
use crate::labels::Engine;

/// Traits of the script engine.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Errors {
    /// Length of `eval.toString()`.
    pub eval_length: Collected<u32>,
    /// Whose form a stack trace has.
    pub stack_style: Collected<StackStyle>,
    /// A native function converted to text.
    pub function_to_string: Collected<Box<str>>,
    /// What reading a member of null complains of.
    pub null_property: Collected<Box<str>>,
}

/// Forms of a stack trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StackStyle {
    /// Chromium, Node.js.
    V8,
    /// Firefox.
    SpiderMonkey,
    /// Safari.
    JavaScriptCore,
    /// Another style.
    Other,
}

impl StackStyle {
    /// The engine that writes such a trace.
    #[must_use]
    pub const fn engine(self) -> Option<Engine> {
        match self {
            Self::V8 => Some(Engine::Blink),
            Self::SpiderMonkey => Some(Engine::Gecko),
            Self::JavaScriptCore => Some(Engine::Webkit),
            Self::Other => None,
        }
    }
}

impl Errors {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            eval_length: section.count("eval_length"),
            stack_style: section.text("stack_style").map(|style| match &*style {
                "v8" => StackStyle::V8,
                "spidermonkey" | "gecko" => StackStyle::SpiderMonkey,
                "javascriptcore" | "jsc" | "webkit" => StackStyle::JavaScriptCore,
                _ => StackStyle::Other,
            }),
            function_to_string: section.text("function_to_string"),
            null_property: section.text("null_property"),
        }
    }

    /// The engine that writes such errors, as far as they identify one.
    #[must_use]
    pub fn engine(&self) -> Option<Engine> {
        let by_style = self.stack_style.value().and_then(|style| style.engine());
        by_style.or_else(|| {
            let complaint = self.null_property.text()?;
            [
                ("Cannot read propert", Engine::Blink),
                ("can't access property", Engine::Gecko),
                ("null is not an object", Engine::Webkit),
            ]
            .iter()
            .find(|(words, _)| complaint.starts_with(words))
            .map(|(_, engine)| *engine)
        })
    }

    /// Whether native functions convert to native code. Each engine spaces the words in its own
    /// way.
    #[must_use]
    pub fn native(&self) -> Option<bool> {
        Some(
            self.function_to_string
                .text()?
                .replace(char::is_whitespace, "")
                .contains("{[nativecode]}"),
        )
    }
}
