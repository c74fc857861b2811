//! The bitmaps that known browsers have by MDN's browser-compat-data (CC0). The table is read while
//! compiling; `docs/decisions/0008` says why it is looked up by counting bits.

use super::Bits;
use crate::labels::Engine;

/// One line a browser and version: name as browser-compat-data writes it, version, 160 bits in hex.
const TABLE: &[u8] = include_bytes!("codewords_1.txt");

/// Where an engine runs, as far as it has other features there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    Desktop,
    Android,
    AndroidWebview,
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

/// Every known browser.
pub(super) static CODEWORDS: [Codeword; lines(TABLE)] = read(TABLE);

const fn lines(table: &[u8]) -> usize {
    let (mut count, mut place) = (0, 0);
    while place < table.len() {
        if byte(table, place) == b'\n' {
            count += 1;
        }
        place += 1;
    }
    count
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

#[expect(clippy::indexing_slicing, reason = "const evaluation: an index out of bounds fails the build")]
const fn read<const LINES: usize>(table: &[u8]) -> [Codeword; LINES] {
    let blank = Codeword {
        engine: Engine::Blink,
        platform: Platform::Desktop,
        major: 0,
        bits: Bits { version: 0, platform: 0 },
    };
    let mut codewords = [blank; LINES];
    let (mut line, mut place) = (0, 0);
    while line < LINES {
        let start = place;
        while byte(table, place) != b' ' {
            place += 1;
        }
        let (engine, platform) = class(table, start, place - start);
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
        codewords[line] = Codeword { engine, platform, major, bits };
        place += 41;
        line += 1;
    }
    codewords
}

/// The engine and platform of a name, told by its length and first letter: names are seven in all.
const fn class(table: &[u8], start: usize, length: usize) -> (Engine, Platform) {
    match (byte(table, start), length) {
        (b'c', 6) => (Engine::Blink, Platform::Desktop),
        (b'c', 14) => (Engine::Blink, Platform::Android),
        (b'w', 15) => (Engine::Blink, Platform::AndroidWebview),
        (b'f', 7) => (Engine::Gecko, Platform::Desktop),
        (b'f', 15) => (Engine::Gecko, Platform::Android),
        (b's', 6) => (Engine::Webkit, Platform::Desktop),
        (b's', 10) => (Engine::Webkit, Platform::Ios),
        _ => panic!("a browser that the table should not hold"),
    }
}

const fn hex(table: &[u8], start: usize, digits: usize) -> u128 {
    let (mut value, mut place) = (0, start);
    while place < start + digits {
        let digit = byte(table, place);
        value = value * 16
            + match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => panic!("a digit that is none"),
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
            let of_class = CODEWORDS.iter().filter(|word| (word.engine, word.platform) == (engine, platform));
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
