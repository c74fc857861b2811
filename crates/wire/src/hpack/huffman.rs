//! The Huffman code of RFC 7541 appendix B, decoded with tables that the compiler builds.
//!
//! Owns decoding alone; nothing here writes Huffman.
//!
//! The code is canonical: codes of one length are consecutive numbers, in the order of their
//! symbols. So the lengths are all that has to be written down. One look-up of `ROOT_BITS` bits
//! gives one symbol or two; a longer code is found by the range of its length.

use super::Error;

const SYMBOLS: usize = 257;
const END_OF_STRING: u16 = 256;
const MAX_BITS: usize = 30;
/// Twelve bits hold two of the characters that headers are made of; the table takes 16 KiB.
const ROOT_BITS: u32 = 12;

/// Code length of each symbol, 256 being the end of string (RFC 7541 appendix B).
const LENGTHS: [u8; SYMBOLS] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5,
    5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6,
    6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22,
    23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22,
    21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20,
    22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19,
    21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22,
    22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
];

/// Of each length: the first code, how many codes, and where their symbols start in `SORTED`.
const RANGES: [(u32, u32, u16); MAX_BITS + 1] = ranges();
/// Symbols by length, then by number.
const SORTED: [u16; SYMBOLS] = sorted();
/// What the next `ROOT_BITS` bits begin with.
static ROOT: [Prefix; 1 << ROOT_BITS] = root();

/// One symbol or two; `bits` is 0 where the first code is longer than the look-up.
#[derive(Clone, Copy)]
struct Prefix {
    symbols: [u8; 2],
    /// Bits of the first symbol, and of all.
    first_bits: u8,
    bits: u8,
}

/// Appends what `encoded` spells: at most 8/5 of its length, five bits being the shortest code.
pub(super) fn decode(encoded: &[u8], text: &mut Vec<u8>) -> Result<(), Error> {
    text.reserve(encoded.len() * 8 / 5 + 2);
    // The next bits of the code are at the top of `window`, `available` of them.
    let (mut window, mut available) = (0_u64, 0_u32);
    let mut rest = encoded;
    loop {
        if available < 32 {
            if let Some((word, tail)) = rest.split_first_chunk::<4>() {
                window |= u64::from(u32::from_be_bytes(*word)) << (32 - available);
                available += 32;
                rest = tail;
            } else {
                for byte in rest {
                    window |= u64::from(*byte) << (56 - available);
                    available += 8;
                }
                rest = &[];
            }
        }
        let prefix =
            ROOT.get((window >> (64 - ROOT_BITS)) as usize).copied().unwrap_or(Prefix::NONE);
        let bits = u32::from(prefix.bits);
        if bits > 0 && bits <= available {
            text.extend_from_slice(&prefix.symbols);
            // A single symbol drags a zero along.
            if prefix.bits == prefix.first_bits {
                text.pop();
            }
            window <<= bits;
            available -= bits;
            continue;
        }
        let (symbol, length) = one(window, prefix);
        if length > available {
            break;
        }
        match u8::try_from(symbol) {
            Ok(byte) => text.push(byte),
            // RFC 7541 section 5.2: the end-of-string symbol inside a string is an error.
            Err(_) => return Err(Error::Huffman),
        }
        window <<= length;
        available -= length;
    }
    // RFC 7541 section 5.2: padding is the beginning of the end-of-string code, all ones, and
    // shorter than a byte.
    let ones = window.leading_ones();
    if available > 7 || ones < available { Err(Error::Huffman) } else { Ok(()) }
}

/// The one symbol at the top of the window and its length. The window is read as if zeros followed
/// the string.
fn one(window: u64, prefix: Prefix) -> (u16, u32) {
    if prefix.bits > 0 {
        let [symbol, _] = prefix.symbols;
        return (u16::from(symbol), u32::from(prefix.first_bits));
    }
    for (length, &(first, count, offset)) in (0_u32..).zip(&RANGES).skip(ROOT_BITS as usize + 1) {
        let code = (window >> (64 - length)) as u32;
        if code.wrapping_sub(first) < count {
            let index = usize::from(offset) + (code - first) as usize;
            return (SORTED.get(index).copied().unwrap_or(END_OF_STRING), length);
        }
    }
    // Unreachable: the code is complete. Longer than any window, so the string is refused.
    (END_OF_STRING, u32::MAX)
}

impl Prefix {
    const NONE: Self = Self { symbols: [0; 2], first_bits: 0, bits: 0 };
}

#[expect(
    clippy::indexing_slicing,
    reason = "runs in the compiler, where an index out of bounds fails the build"
)]
const fn ranges() -> [(u32, u32, u16); MAX_BITS + 1] {
    let mut ranges = [(0, 0, 0); MAX_BITS + 1];
    let (mut code, mut offset, mut length) = (0_u32, 0_u16, 1);
    while length <= MAX_BITS {
        let mut count = 0;
        let mut symbol = 0;
        while symbol < SYMBOLS {
            if LENGTHS[symbol] as usize == length {
                count += 1;
            }
            symbol += 1;
        }
        code <<= 1;
        ranges[length] = (code, count, offset);
        code += count;
        offset += count as u16;
        length += 1;
    }
    // A complete code uses up every string of bits.
    assert!(code == 1 << MAX_BITS);
    ranges
}

#[expect(
    clippy::indexing_slicing,
    reason = "runs in the compiler, where an index out of bounds fails the build"
)]
const fn sorted() -> [u16; SYMBOLS] {
    let mut sorted = [0; SYMBOLS];
    let (mut length, mut next) = (1, 0);
    while length <= MAX_BITS {
        let mut symbol = 0;
        while symbol < SYMBOLS {
            if LENGTHS[symbol] as usize == length {
                sorted[next] = symbol as u16;
                next += 1;
            }
            symbol += 1;
        }
        length += 1;
    }
    sorted
}

#[expect(
    clippy::indexing_slicing,
    reason = "runs in the compiler, where an index out of bounds fails the build"
)]
const fn root() -> [Prefix; 1 << ROOT_BITS] {
    let mut root = [Prefix::NONE; 1 << ROOT_BITS];
    let mut top = 0;
    while top < root.len() {
        let (first, first_bits) = short(top as u32, ROOT_BITS);
        if first_bits > 0 {
            let left = ROOT_BITS - first_bits;
            let (second, second_bits) = short(top as u32 & ((1 << left) - 1), left);
            root[top] = Prefix {
                symbols: [first, second],
                first_bits: first_bits as u8,
                bits: (first_bits + second_bits) as u8,
            };
        }
        top += 1;
    }
    root
}

/// The symbol that `width` bits begin with and its length, or 0 and 0 where its code is longer.
#[expect(
    clippy::indexing_slicing,
    reason = "runs in the compiler, where an index out of bounds fails the build"
)]
const fn short(bits: u32, width: u32) -> (u8, u32) {
    let mut length = 1;
    while length <= width {
        let (first, count, offset) = RANGES[length as usize];
        let code = bits >> (width - length);
        if code >= first && code - first < count {
            return (SORTED[offset as usize + (code - first) as usize] as u8, length);
        }
        length += 1;
    }
    (0, 0)
}

/// Writes Huffman for the tests of this module and its neighbours.
#[cfg(test)]
pub(crate) fn encode(text: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::new();
    let (mut window, mut filled) = (0_u64, 0_u32);
    for byte in text {
        let length = u32::from(LENGTHS[usize::from(*byte)]);
        let (first, _, offset) = RANGES[length as usize];
        let rank = SORTED[usize::from(offset)..]
            .iter()
            .position(|symbol| *symbol == u16::from(*byte))
            .unwrap();
        window = window << length | u64::from(first + rank as u32);
        filled += length;
        while filled >= 8 {
            filled -= 8;
            encoded.push((window >> filled) as u8);
        }
    }
    if filled > 0 {
        encoded.push((window << (8 - filled)) as u8 | (0xFF >> filled));
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(encoded: &[u8]) -> Result<Vec<u8>, Error> {
        let mut text = Vec::new();
        decode(encoded, &mut text).map(|()| text)
    }

    #[test]
    fn the_strings_of_the_rfc_decode() {
        // RFC 7541 appendix C.4.1, C.4.3, C.6.1.
        let host = [0xF1, 0xE3, 0xC2, 0xE5, 0xF2, 0x3A, 0x6B, 0xA0, 0xAB, 0x90, 0xF4, 0xFF];
        assert_eq!(decoded(&host).unwrap(), b"www.example.com");
        assert_eq!(
            decoded(&[0x25, 0xA8, 0x49, 0xE9, 0x5B, 0xA9, 0x7D, 0x7F]).unwrap(),
            b"custom-key"
        );
        assert_eq!(decoded(&[0x64, 0x02]).unwrap(), b"302");
    }

    #[test]
    fn every_symbol_decodes() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decoded(&encode(&all)).unwrap(), all);
        for byte in all {
            assert_eq!(decoded(&encode(&[byte])).unwrap(), [byte]);
        }
    }

    #[test]
    fn padding_is_short_and_all_ones() {
        // "0" is 00000; RFC 7541 section 5.2.
        assert_eq!(decoded(&[0b0000_0111]).unwrap(), b"0");
        assert_eq!(decoded(&[0b0000_0110]), Err(Error::Huffman));
        assert_eq!(decoded(&[0b0000_0111, 0xFF]), Err(Error::Huffman));
        assert_eq!(decoded(&[0xFF, 0xFF, 0xFF, 0xFF]), Err(Error::Huffman));
        assert_eq!(decoded(&[0xFF, 0xFF, 0xFF, 0xFC]), Err(Error::Huffman));
        assert_eq!(decoded(&[]).unwrap(), b"");
    }

    proptest! {
        #[test]
        fn what_is_encoded_decodes(text in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(decoded(&encode(&text)).unwrap(), text);
        }

        #[test]
        fn any_bytes_decode_or_fail(encoded in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(text) = decoded(&encoded) {
                prop_assert_eq!(encode(&text), encoded);
            }
        }
    }
}
