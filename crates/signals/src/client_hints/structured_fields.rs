//! The part of Structured Fields (RFC 9651) that client hints use: strings, booleans, and lists of
//! strings with a `v` parameter. Owns the grammar; what it cannot read it reports as malformed and
//! goes on. Knows no hint.
//!
//! Written here because `sfv` follows the RFC and refuses the whole list at the first error. A
//! malformed list is evidence: its readable members are needed beside the fact that it is
//! malformed. This also reads unquoted versions of old forks, and does not allocate.

/// A string of at most this many bytes is read whole; a longer one is cut, as no known name is as
/// long.
const MAX_TEXT_BYTES: usize = 96;

/// A string item without its quotes and escapes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    bytes: [u8; MAX_TEXT_BYTES],
    length: usize,
}

impl Text {
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }

    pub(super) fn new(text: &str) -> Self {
        let mut read = Self::empty();
        text.bytes().for_each(|byte| read.push(byte));
        read
    }

    const fn empty() -> Self {
        Self { bytes: [0; MAX_TEXT_BYTES], length: 0 }
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte;
            self.length += 1;
        }
    }
}

/// One member of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub text: Text,
    /// The value of the parameter `v`.
    pub version: Option<Text>,
}

/// The members of a list of strings, handed to `each`. `false` = malformed; the readable members
/// are handed over all the same.
pub(super) fn read_list(value: &str, mut each: impl FnMut(&Member)) -> bool {
    let mut rest = trim(value.as_bytes());
    let mut well_formed = true;
    while !rest.is_empty() {
        match read_member(rest) {
            Some((member, after)) => {
                each(&member);
                rest = trim_start(after);
            }
            None => well_formed = false,
        }
        match rest {
            [] => break,
            [b',', after @ ..] => {
                rest = trim_start(after);
                // A comma at the end announces a member that does not come.
                well_formed &= !rest.is_empty();
            }
            _ => {
                well_formed = false;
                let comma = rest.iter().position(|byte| *byte == b',').unwrap_or(rest.len());
                (_, rest) = rest.split_at_checked(comma).unwrap_or((rest, &[]));
                rest = rest.strip_prefix(b",").map_or(rest, trim_start);
            }
        }
    }
    well_formed
}

/// A string item; parameters are read and dropped.
pub(super) fn read_string(value: &str) -> Option<Text> {
    let (member, rest) = read_member(trim(value.as_bytes()))?;
    trim(rest).is_empty().then_some(member.text)
}

/// `?1` or `?0`; parameters are not expected.
pub(super) fn read_boolean(value: &str) -> Option<bool> {
    match trim(value.as_bytes()) {
        b"?1" => Some(true),
        b"?0" => Some(false),
        _ => None,
    }
}

fn read_member(text: &[u8]) -> Option<(Member, &[u8])> {
    let (name, mut rest) = read_quoted(text)?;
    let mut version = None;
    while let [b';', after @ ..] = rest {
        let after = trim_start(after);
        let end = after.iter().position(|byte| !is_key(*byte)).unwrap_or(after.len());
        let (key, after) = after.split_at_checked(end).filter(|(key, _)| !key.is_empty())?;
        rest = after;
        if let [b'=', value @ ..] = after {
            let (read, after) = read_value(value)?;
            if key == b"v" {
                version = Some(read);
            }
            rest = after;
        }
    }
    Some((Member { text: name, version }, rest))
}

/// A parameter's value: a string, or a token or number as old Chromium forks send it.
fn read_value(text: &[u8]) -> Option<(Text, &[u8])> {
    if text.first() == Some(&b'"') {
        return read_quoted(text);
    }
    let end = text
        .iter()
        .position(|byte| matches!(byte, b';' | b',' | b' ' | b'\t'))
        .unwrap_or(text.len());
    let (token, rest) = text.split_at_checked(end).filter(|(token, _)| !token.is_empty())?;
    let mut read = Text::empty();
    for byte in token {
        read.push(*byte);
    }
    Some((read, rest))
}

/// RFC 9651, 4.2.5: printable ASCII, where a backslash escapes a quote or itself alone.
fn read_quoted(text: &[u8]) -> Option<(Text, &[u8])> {
    let [b'"', after @ ..] = text else { return None };
    let mut rest = after;
    let mut read = Text::empty();
    loop {
        match rest {
            [b'"', after @ ..] => return Some((read, after)),
            [b'\\', escaped @ (b'"' | b'\\'), after @ ..] => {
                read.push(*escaped);
                rest = after;
            }
            [b'\\', ..] => return None,
            [byte @ b' '..=b'~', after @ ..] => {
                read.push(*byte);
                rest = after;
            }
            _ => return None,
        }
    }
}

const fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'*')
}

fn trim(text: &[u8]) -> &[u8] {
    trim_start(text).trim_ascii_end()
}

fn trim_start(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(value: &str) -> (Vec<(String, Option<String>)>, bool) {
        let text = |text: &Text| String::from_utf8_lossy(text.as_bytes()).into_owned();
        let mut members = Vec::new();
        let well_formed = read_list(value, |member| {
            members.push((text(&member.text), member.version.as_ref().map(text)));
        });
        (members, well_formed)
    }

    #[test]
    fn escapes_and_separators_inside_quotes_belong_to_the_string() {
        let (members, well_formed) = list(r#""a\"b\\c;v=,d";v="99", "Chromium";v="150""#);
        assert!(well_formed);
        assert_eq!(members[0], (r#"a"b\c;v=,d"#.to_owned(), Some("99".to_owned())));
        assert_eq!(members[1], ("Chromium".to_owned(), Some("150".to_owned())));
    }

    #[test]
    fn readable_members_of_a_malformed_list_are_read() {
        for value in [
            r#"oops, "Chromium";v="150""#,
            r#""Chromium";v="150","#,
            r#""Chromium";v="150" "x""#,
            r#""Chromium";v="150", "open"#,
        ] {
            let (members, well_formed) = list(value);
            assert!(!well_formed, "{value}");
            assert_eq!(members[0].0, "Chromium", "{value}");
        }
    }

    #[test]
    fn a_list_of_any_bytes_ends() {
        for value in
            ["\"".repeat(65_536), ",".repeat(65_536), "\\".repeat(65_536), ";=".repeat(32_768)]
        {
            assert!(!list(&value).1);
        }
    }

    #[test]
    fn an_empty_list_is_well_formed_and_empty() {
        assert_eq!(list("  "), (Vec::new(), true));
    }

    #[test]
    fn a_boolean_is_a_question_mark_and_a_digit() {
        assert_eq!(read_boolean("?1"), Some(true));
        assert_eq!(read_boolean(" ?0 "), Some(false));
        assert_eq!(read_boolean("true"), None);
    }

    #[test]
    fn a_string_with_a_tail_is_malformed() {
        assert!(read_string("\"Windows\"").is_some());
        assert!(read_string("\"Windows\" x").is_none());
        assert!(read_string("Windows").is_none());
    }
}
