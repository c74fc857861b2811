//! Feature probes: which interfaces, properties and selectors the engine really has, as one bitmap.
//! Owns the published sets and their reading; what a bitmap comes closest to is `nearest`.
//!
//! Every set that was ever published stays readable, under its own name.

mod codewords;
mod nearest;

pub use codewords::Platform;
pub use nearest::Nearest;

use serde::Serialize;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::section::Section;
use crate::issue::IssueCode;
use crate::labels::Engine;

/// Bits of set `1` that depend on the version, and those that depend on the platform.
const VERSION_BYTES: usize = 16;
const BITMAP_BYTES: usize = 20;

/// A bitmap of set `1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Probes {
    /// The known browsers that come closest; none where nothing comes close.
    pub nearest: Option<Nearest>,
}

/// 128 probes that depend on the version, then 32 that depend on the platform, most significant
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bits {
    version: u128,
    platform: u32,
}

impl Bits {
    /// In how many probes two bitmaps differ.
    const fn distance(self, other: Self) -> u32 {
        (self.version ^ other.version).count_ones() + (self.platform ^ other.platform).count_ones()
    }
}

/// The newest major of an engine that the table knows.
#[must_use]
pub fn newest(engine: Engine) -> Option<u32> {
    codewords::CODEWORDS.iter().filter(|word| word.engine == engine).map(|word| word.major).max()
}

impl Probes {
    pub(super) fn read(section: &Section<'_>) -> Option<Self> {
        let (set, bits) = (section.text("set"), section.text("bits"));
        if set.text()? != "1" {
            section.complain("set", IssueCode::InvalidValue);
            return None;
        }
        let Ok(bytes) = STANDARD.decode(bits.text()?) else {
            section.complain("bits", IssueCode::InvalidBase64);
            return None;
        };
        let read = Self::from_bytes(&bytes);
        if read.is_none() {
            section.complain("bits", IssueCode::InvalidValue);
        }
        read
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != BITMAP_BYTES {
            return None;
        }
        let (version, platform) = bytes.split_at(VERSION_BYTES);
        let version = u128::from_be_bytes(version.try_into().ok()?);
        let platform = u32::from_be_bytes(platform.try_into().ok()?);
        Some(Self { nearest: Nearest::find(Bits { version, platform }) })
    }
}
