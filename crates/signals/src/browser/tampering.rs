//! Functions that are no longer the browser's own, and members that only a script can have added
//! where they are. Extensions for privacy do this too: suspicion, no proof.

use serde::Serialize;

use super::collected::Collected;
use super::section::Section;

/// What was found changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tampering {
    /// Replaced getters and methods, such as `Navigator.webdriver`.
    pub functions: Collected<Vec<Box<str>>>,
    /// Members that `navigator` itself has.
    pub navigator_properties: Collected<Vec<Box<str>>>,
}

impl Tampering {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["screen_properties", "frame_properties"]);
        Self {
            functions: section.texts("functions"),
            navigator_properties: section.texts("navigator_properties"),
        }
    }

    /// Whether something of this interface was replaced, or all of it with the empty name.
    #[must_use]
    pub fn replaced(&self, interface: &str) -> bool {
        self.functions.texts().any(|name| name.starts_with(interface))
    }
}
