//! The bitmaps that known browsers have by MDN's browser-compat-data (CC0). The table is read while
//! compiling; `docs/decisions/0010` explains why it is looked up by counting bits.

use serde::Serialize;

use super::Bits;
use crate::labels::Engine;

/// One line a browser and version: name as browser-compat-data writes it, version, 160 bits in hex;
/// written by web/probes/generate.mjs.
const TABLE: &[u8] = include_bytes!("../../../../../data/probes/codewords_1.txt");

/// `WebKit` before this is left out: it has so few of the features that a bitmap of nothing lies
/// near.
const FIRST_SAFARI_MAJOR: u32 = 12;

/// Where an engine runs, as far as it has other features there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Windows, macOS, Linux, `ChromeOS`.
    Desktop,
    /// A browser on Android.
    Android,
    /// Android's web view.
    AndroidWebview,
    /// iOS and iPadOS.
    Ios,
}

/// What one known browser answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Codeword {
    pub engine: Engine,
    pub platform: Platform,
    pub major: u32,
    pub bits: Bits,
}

/// Every known browser of an engine's own maker. The brands built on them have the same features.
pub(super) static CODEWORDS: [Codeword; count(TABLE)] = read(TABLE);

const fn count(table: &[u8]) -> usize {
    let (mut count, mut place) = (0, 0);
    while place < table.len() {
        let line = line(table, place);
        count += line.codeword.is_some() as usize;
        place = line.end;
    }
    count
}

/// A line, unless it is one of a brand, and where the next begins.
struct Line {
    codeword: Option<Codeword>,
    end: usize,
}

/// Zero beyond the end, which no line holds.
const fn byte(table: &[u8], place: usize) -> u8 {
    match table.split_at_checked(place) {
        Some((_, rest)) => match rest.first() {
            Some(byte) => *byte,
            None => 0,
        },
        None => 0,
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "const evaluation: an index out of bounds fails the build"
)]
const fn read<const COUNT: usize>(table: &[u8]) -> [Codeword; COUNT] {
    let blank = Bits { version: 0, platform: 0 };
    let blank =
        Codeword { engine: Engine::Blink, platform: Platform::Desktop, major: 0, bits: blank };
    let mut codewords = [blank; COUNT];
    let (mut kept, mut place) = (0, 0);
    while place < table.len() {
        let line = line(table, place);
        if let Some(codeword) = line.codeword {
            codewords[kept] = codeword;
            kept += 1;
        }
        place = line.end;
    }
    codewords
}

const fn line(table: &[u8], start: usize) -> Line {
    let mut place = start;
    while byte(table, place) != b' ' {
        place += 1;
    }
    let class = class(table, start, place - start);
    let (mut major, mut in_major) = (0, true);
    place += 1;
    while byte(table, place) != b' ' {
        let digit = byte(table, place);
        in_major = in_major && digit.is_ascii_digit();
        if in_major {
            major = major * 10 + (digit - b'0') as u32;
        }
        place += 1;
    }
    place += 1;
    let bits = Bits { version: hex(table, place, 32), platform: hex(table, place + 32, 8) as u32 };
    let codeword = match class {
        Some((Engine::Webkit, _)) if major < FIRST_SAFARI_MAJOR => None,
        Some((engine, platform)) => Some(Codeword { engine, platform, major, bits }),
        None => None,
    };
    Line { codeword, end: place + 41 }
}

/// The engine and platform of a name, recognized by its length and first letter; `None` for a brand
/// that is built on one of them.
const fn class(table: &[u8], start: usize, length: usize) -> Option<(Engine, Platform)> {
    Some(match (byte(table, start), length) {
        (b'c', 6) => (Engine::Blink, Platform::Desktop),
        (b'c', 14) => (Engine::Blink, Platform::Android),
        (b'w', 15) => (Engine::Blink, Platform::AndroidWebview),
        (b'f', 7) => (Engine::Gecko, Platform::Desktop),
        (b'f', 15) => (Engine::Gecko, Platform::Android),
        (b's', 6) => (Engine::Webkit, Platform::Desktop),
        (b's', 10) => (Engine::Webkit, Platform::Ios),
        _ => return None,
    })
}

#[expect(clippy::panic, reason = "const evaluation: a wrong digit fails the build")]
const fn hex(table: &[u8], start: usize, digits: usize) -> u128 {
    let (mut value, mut place) = (0, start);
    while place < start + digits {
        let digit = byte(table, place);
        value = value * 16
            + match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => panic!("not a digit"),
            } as u128;
        place += 1;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_class() {
        for (engine, platform) in [
            (Engine::Blink, Platform::Desktop),
            (Engine::Blink, Platform::Android),
            (Engine::Blink, Platform::AndroidWebview),
            (Engine::Gecko, Platform::Desktop),
            (Engine::Gecko, Platform::Android),
            (Engine::Webkit, Platform::Desktop),
            (Engine::Webkit, Platform::Ios),
        ] {
            let of_class =
                CODEWORDS.iter().filter(|word| (word.engine, word.platform) == (engine, platform));
            assert!(of_class.count() > 20, "{engine} {platform:?}");
        }
        assert!(CODEWORDS.iter().all(|word| (10..1000).contains(&word.major)));
    }

    #[test]
    fn a_webview_never_equals_a_browser() {
        for webview in CODEWORDS.iter().filter(|word| word.platform == Platform::AndroidWebview) {
            let nearest = CODEWORDS
                .iter()
                .filter(|word| word.platform != webview.platform)
                .map(|w| w.bits.distance(webview.bits));
            assert!(nearest.min().unwrap() >= 6, "{}", webview.major);
        }
    }
}
