//! Bytes as lower-case hexadecimal text, without the formatting machinery: it costs more than the
//! hashes do.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Both digits of every byte.
static PAIRS: [[u8; 2]; 256] = pairs();

pub(super) fn push(text: &mut Vec<u8>, byte: u8) {
    text.extend_from_slice(PAIRS.get(usize::from(byte)).unwrap_or(&[b'0'; 2]));
}

pub(super) fn text<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    let mut text = Vec::with_capacity(64);
    for byte in bytes {
        push(&mut text, *byte);
    }
    ascii(text)
}

/// The text of bytes that are ASCII by construction.
pub(super) fn ascii(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

#[expect(
    clippy::indexing_slicing,
    reason = "runs in the compiler, where an index out of bounds fails the build"
)]
const fn pairs() -> [[u8; 2]; 256] {
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < pairs.len() {
        pairs[byte] = [DIGITS[byte >> 4], DIGITS[byte & 15]];
        byte += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_two_digits() {
        for byte in 0..=255 {
            assert_eq!(text(&[byte]), format!("{byte:02x}"));
        }
    }
}
