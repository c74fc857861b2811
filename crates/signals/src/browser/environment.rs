//! Where the browser runs: time zone, preferences, devices. None of it convicts anybody.

use serde::Serialize;

use super::given::Given;
use super::section::{Section, number};

/// The time zone.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Timezone {
    /// Name of the IANA database.
    pub name: Given<Box<str>>,
    /// Minutes from local time to UTC, as `Date.getTimezoneOffset` says.
    pub offset_minutes: Given<f64>,
    /// The locale that formats dates.
    pub locale: Given<Box<str>>,
}

impl Timezone {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            name: section.text("name"),
            offset_minutes: section.member("offset_minutes", number),
            locale: section.text("locale"),
        }
    }
}

/// Media queries.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Media {
    pub prefers_dark: Given<bool>,
    /// `fine`, `coarse` or `none`.
    pub pointer: Given<Box<str>>,
    /// The same for whatever else is there to point with.
    pub any_pointer: Given<Box<str>>,
    pub hover: Given<bool>,
    /// `fullscreen`, `standalone`, `browser` and others.
    pub display_mode: Given<Box<str>>,
    /// The font of the system's menus, as `14px sans-serif`.
    pub system_font: Given<Box<str>>,
    /// Whether the window knows touch events.
    pub touch_events: Given<bool>,
}

impl Media {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["prefers_reduced_motion", "any_hover", "color_gamut"]);
        Self {
            prefers_dark: section.flag("prefers_dark"),
            pointer: section.text("pointer"),
            any_pointer: section.text("any_pointer"),
            display_mode: section.text("display_mode"),
            system_font: section.text("system_font"),
            hover: section.flag("hover"),
            touch_events: section.flag("touch_events"),
        }
    }
}

/// How many there are of something.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Counts {
    pub media_devices: Given<u32>,
    pub voices: Given<u32>,
    pub mime_types: Given<u32>,
}

impl Counts {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            media_devices: section.count("media_devices"),
            voices: section.count("voices"),
            mime_types: section.count("mime_types"),
        }
    }
}

/// Hashes of what was drawn and played.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Hashes {
    pub canvas: Given<Box<str>>,
    pub audio: Given<Box<str>>,
    /// The canvas gave back other pixels than were drawn.
    pub canvas_noise: Given<bool>,
}

impl Hashes {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["math"]);
        Self {
            canvas: section.text("canvas"),
            audio: section.text("audio"),
            canvas_noise: section.flag("canvas_noise"),
        }
    }
}
