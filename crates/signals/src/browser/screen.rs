//! The screen and the window on it, in CSS pixels.

use serde::Serialize;

use super::collected::Collected;
use super::section::Section;

/// Sizes as the page sees them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Screen {
    /// `screen.width`.
    pub width: Collected<u32>,
    /// `screen.height`.
    pub height: Collected<u32>,
    /// `screen.availWidth`.
    pub avail_width: Collected<u32>,
    /// `screen.availHeight`.
    pub avail_height: Collected<u32>,
    /// `screen.colorDepth`.
    pub color_depth: Collected<u32>,
    /// `devicePixelRatio`.
    pub pixel_ratio: Collected<f64>,
    /// `innerWidth`.
    pub inner_width: Collected<u32>,
    /// `innerHeight`.
    pub inner_height: Collected<u32>,
    /// `outerWidth`.
    pub outer_width: Collected<u32>,
    /// `outerHeight`.
    pub outer_height: Collected<u32>,
}

impl Screen {
    pub(super) fn read(section: &Section<'_>) -> Self {
        section.skip(&["orientation"]);
        Self {
            width: section.count("width"),
            height: section.count("height"),
            avail_width: section.count("avail_width"),
            avail_height: section.count("avail_height"),
            color_depth: section.count("color_depth"),
            pixel_ratio: section.number("pixel_ratio"),
            inner_width: section.count("inner_width"),
            inner_height: section.count("inner_height"),
            outer_width: section.count("outer_width"),
            outer_height: section.count("outer_height"),
        }
    }

    /// Width and height of the screen.
    #[must_use]
    pub fn size(&self) -> Option<(u32, u32)> {
        Some((*self.width.value()?, *self.height.value()?))
    }

    /// Width and height of the window's content.
    #[must_use]
    pub fn inner(&self) -> Option<(u32, u32)> {
        Some((*self.inner_width.value()?, *self.inner_height.value()?))
    }

    /// Width and height of the window with all that the browser draws around the content.
    #[must_use]
    pub fn outer(&self) -> Option<(u32, u32)> {
        Some((*self.outer_width.value()?, *self.outer_height.value()?))
    }
}
