//! Cuts a user agent into words in one pass over its bytes: `Chrome/150.0.0.0` is the name `Chrome`
//! with the number 150. Owns the cutting and the look-up key of a name; knows no name.

/// How many bytes of a name the look-up key holds; longer names are distinguished by their
/// beginning.
pub(super) const KEY_BYTES: usize = 16;

/// One name, with the number that is attached to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub name: &'a [u8],
    /// The text from the name on.
    text: &'a [u8],
    /// The leading digits of what follows `/` or `:`; of the name itself when it begins with a
    /// digit.
    pub number: Option<u32>,
    /// `scheme://` follows: the word opens an address.
    pub opens_address: bool,
    /// A plus sign precedes the name.
    pub after_plus: bool,
}

impl Word<'_> {
    pub(super) fn begins_with_digit(&self) -> bool {
        self.name.first().is_some_and(u8::is_ascii_digit)
    }

    /// Digits with dots or underscores and nothing else.
    pub(super) fn is_number(&self) -> bool {
        self.name.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'_'))
    }

    #[inline]
    pub(super) fn key(&self) -> u128 {
        match self.text.first_chunk::<KEY_BYTES>() {
            // One load, and what follows the name is shifted out.
            Some(bytes) => {
                let beyond =
                    u32::try_from(KEY_BYTES.saturating_sub(self.name.len())).unwrap_or(0) * 8;
                to_lowercase(u128::from_be_bytes(*bytes) >> beyond << beyond)
            }
            None => key_of_bytes(self.name),
        }
    }
}

/// The words of a text, in order.
#[derive(Debug, Clone)]
pub(super) struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Words<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes() }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let start = self.rest.iter().position(|byte| part(*byte) == Part::Name)?;
        let (gap, text) = self.rest.split_at_checked(start)?;
        let after_plus = gap.last() == Some(&b'+');
        let (name, after) = split_name(text);
        let mut number = leading_number(name);
        let mut opens_address = false;
        self.rest = after;
        if let [joiner @ (b'/' | b':'), value @ ..] = after {
            opens_address = *joiner == b':' && value.starts_with(b"//");
            let digits = match value {
                [b'v' | b'V', digits @ ..] => digits,
                digits => digits,
            };
            if let Some(found) = leading_number(digits) {
                number = Some(found);
                (_, self.rest) = split_name(digits);
            }
        }
        Some(Word { name, text, number, opens_address, after_plus })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Joiner,
    Separator,
}

/// The part that each byte plays. `+` separates because some proxies and logs write it for a blank.
#[expect(clippy::indexing_slicing, reason = "runs while compiling")]
static PARTS: [Part; 256] = {
    let mut parts = [Part::Name; 256];
    let mut byte = 0;
    while byte <= b' ' as usize {
        parts[byte] = Part::Separator;
        byte += 1;
    }
    let mut separators: &[u8] = b";,()[]{}+\"'<>=|&\x7F";
    while let [separator, rest @ ..] = separators {
        parts[*separator as usize] = Part::Separator;
        separators = rest;
    }
    parts[b'/' as usize] = Part::Joiner;
    parts[b':' as usize] = Part::Joiner;
    parts
};

#[inline]
fn part(byte: u8) -> Part {
    PARTS.get(usize::from(byte)).copied().unwrap_or(Part::Name)
}

#[inline]
fn split_name(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| part(*byte) != Part::Name).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, &[]))
}

/// The decimal number at the beginning of `text`; a number too large to be a version saturates.
pub(super) fn leading_number(text: &[u8]) -> Option<u32> {
    let [first @ b'0'..=b'9', rest @ ..] = text else { return None };
    let mut number = u32::from(first - b'0');
    for digit in rest.iter().take_while(|byte| byte.is_ascii_digit()) {
        number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
    }
    Some(number)
}

/// The key of a name: its first sixteen bytes in lower case, ordered as the names are.
#[inline]
pub(super) fn key_of_bytes(name: &[u8]) -> u128 {
    if let Some(bytes) = name.first_chunk::<KEY_BYTES>() {
        return to_lowercase(u128::from_be_bytes(*bytes));
    }
    let mut bytes = [0; KEY_BYTES];
    for (to, from) in bytes.iter_mut().zip(name) {
        *to = *from;
    }
    to_lowercase(u128::from_be_bytes(bytes))
}

/// Lower case of sixteen ASCII bytes at once; other bytes stay as they are.
#[inline]
const fn to_lowercase(bytes: u128) -> u128 {
    const EACH: u128 = u128::MAX / 0xFF;
    let low = bytes & (EACH * 0x7F);
    let from_a = low + EACH * (0x80 - b'A' as u128);
    let past_z = low + EACH * (0x7F - b'Z' as u128);
    let capital = (from_a ^ past_z) & !bytes & (EACH * 0x80);
    bytes | (capital >> 2)
}

/// [`key_of_bytes`] for tables, where names are written in lower case.
pub(super) const fn key(name: &str) -> u128 {
    let mut key = 0;
    let mut left = KEY_BYTES;
    let mut bytes = name.as_bytes();
    while left > 0 {
        key <<= 8;
        if let [first, rest @ ..] = bytes {
            key |= *first as u128;
            bytes = rest;
        }
        left -= 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Option<u32>)> {
        Words::new(text)
            .map(|word| (String::from_utf8_lossy(word.name).into_owned(), word.number))
            .collect()
    }

    fn pair(name: &str, number: Option<u32>) -> (String, Option<u32>) {
        (name.to_owned(), number)
    }

    #[test]
    fn a_product_has_a_name_and_a_number() {
        assert_eq!(
            words("Mozilla/5.0 (X11; rv:98.0)"),
            [pair("Mozilla", Some(5)), pair("X11", None), pair("rv", Some(98))]
        );
        assert_eq!(words("HiBrowser/v2.10"), [pair("HiBrowser", Some(2))]);
    }

    #[test]
    fn a_value_that_is_not_a_number_is_the_next_word() {
        assert_eq!(words("Browser/Opera/9.5"), [pair("Browser", None), pair("Opera", Some(9))]);
        assert_eq!(words("A/5.0/Firefox/42.0"), [pair("A", Some(5)), pair("Firefox", Some(42))]);
    }

    #[test]
    fn an_address_is_noticed_where_it_opens() {
        assert!(Words::new("(+https://a.example/)").next().unwrap().opens_address);
        assert!(!Words::new("rv:11.0").next().unwrap().opens_address);
    }

    #[test]
    fn a_huge_number_saturates() {
        assert_eq!(words("Chrome/99999999999999")[0].1, Some(u32::MAX));
    }

    #[test]
    fn the_key_of_a_word_ends_with_the_word() {
        for text in ["Chrome/150.0.0.0 Safari/537.36", "Chrome", "CHROME (and some more text)"] {
            assert_eq!(Words::new(text).next().unwrap().key(), key("chrome"), "{text}");
        }
        assert_eq!(Words::new("@[`{Zz\u{e9}").next().unwrap().key(), key("@"));
    }

    #[test]
    fn both_keys_of_a_name_are_equal() {
        for name in ["", "chrome", "sixteen-bytes-ok", "longer-than-sixteen-bytes"] {
            assert_eq!(key(name), key_of_bytes(name.to_uppercase().as_bytes()));
        }
    }
}
