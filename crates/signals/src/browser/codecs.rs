//! Which audio and video formats the browser reports it can play.

use serde::Serialize;

use super::section::Section;
use super::tree::Tree;

/// Names of codecs that are kept, as the collector writes them.
const KNOWN_CODECS: &[&str] = &[
    "h264",
    "hevc",
    "av1",
    "vp8",
    "vp9",
    "webm",
    "theora",
    "video_ogg",
    "hls",
    "aac",
    "ac3",
    "mp3",
    "m4a",
    "opus",
    "vorbis",
    "audio_ogg",
    "flac",
    "wav",
    "matroska",
];

/// The answer of `canPlayType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// The empty string: not supported.
    No,
    /// "maybe".
    Maybe,
    /// "probably".
    Probably,
}

/// The answers, by codec.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Codecs {
    supports: Vec<(&'static str, Support)>,
}

impl Codecs {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let known = section.entries().filter_map(|(name, tree)| {
            let name = KNOWN_CODECS.iter().find(|known| **known == name)?;
            let Tree::Text(said) = tree else { return None };
            let support = match &**said {
                "" | "no" => Support::No,
                "maybe" => Support::Maybe,
                "probably" => Support::Probably,
                _ => return None,
            };
            Some((*name, support))
        });
        Self { supports: known.collect() }
    }

    /// The answer for one codec, if it was asked.
    #[must_use]
    pub fn support(&self, codec: &str) -> Option<Support> {
        self.supports.iter().find(|(name, _)| *name == codec).map(|(_, support)| *support)
    }
}
