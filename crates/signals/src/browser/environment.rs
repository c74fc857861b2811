//! Where the browser runs: time zone, preferences, devices. None of it is suspicious by itself.

use serde::Serialize;

use super::collected::Collected;
use super::section::{Section, number};

/// The time zone.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Timezone {
    /// Name of the IANA database.
    pub name: Collected<Box<str>>,
    /// Minutes from local time to UTC, as `Date.getTimezoneOffset` reports.
    pub offset_minutes: Collected<f64>,
    /// The locale that formats dates.
    pub locale: Collected<Box<str>>,
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
    /// `prefers-color-scheme: dark`.
    pub prefers_dark: Collected<bool>,
    /// `fine`, `coarse` or `none`.
    pub pointer: Collected<Box<str>>,
    /// The same for whatever else is there to point with.
    pub any_pointer: Collected<Box<str>>,
    /// `hover: hover`.
    pub hover: Collected<bool>,
    /// `fullscreen`, `standalone`, `browser` and others.
    pub display_mode: Collected<Box<str>>,
    /// The font of the system's menus, as `14px sans-serif`.
    pub system_font: Collected<Box<str>>,
    /// Whether the window knows touch events.
    pub touch_events: Collected<bool>,
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
    /// Cameras, microphones and speakers.
    pub media_devices: Collected<u32>,
    /// Voices of speech synthesis.
    pub voices: Collected<u32>,
    /// `navigator.mimeTypes`.
    pub mime_types: Collected<u32>,
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
    /// Hash of a drawn canvas.
    pub canvas: Collected<Box<str>>,
    /// Hash of rendered audio.
    pub audio: Collected<Box<str>>,
    /// The canvas gave back other pixels than were drawn.
    pub canvas_noise: Collected<bool>,
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
