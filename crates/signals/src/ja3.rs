//! JA3: five lists of one ClientHello as decimal numbers, and the MD5 of that text.
//!
//! Owns the string, its hash and the way back. Does not own judgement: since Chromium 110 shuffles
//! its extensions, two hellos of one client rarely share a JA3.

use std::borrow::Cow;

use md5::{Digest, Md5};

use super::hex;
use super::tls::{Tls, is_grease};

/// `version,ciphers,extensions,groups,point formats`, GREASE left out. `None` when one of the five
/// was not recorded.
#[must_use]
pub fn string(tls: &Tls) -> Option<String> {
    let (version, ciphers, extensions) =
        (tls.version?, tls.ciphers.as_ref()?, tls.extensions.as_ref()?);
    let (groups, point_formats) = (tls.groups.as_ref()?, tls.point_formats.as_ref()?);
    let mut text = Vec::with_capacity(256);
    push_decimal(&mut text, version);
    for list in [ciphers, extensions, groups] {
        text.push(b',');
        push_list(&mut text, list.iter().copied().filter(|code| !is_grease(*code)));
    }
    text.push(b',');
    push_list(&mut text, point_formats.iter().map(|format| u16::from(*format)));
    Some(hex::ascii(text))
}

/// Lower-case hex of the MD5 of a JA3 string.
#[must_use]
pub fn hash(string: &str) -> String {
    hex::text(&Md5::digest(string.as_bytes()))
}

/// Reads an MD5 given in place of the string, as lower case.
#[must_use]
pub fn read_hash(text: &str) -> Option<String> {
    let text = text.trim();
    let is_md5 = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_md5.then(|| text.to_ascii_lowercase())
}

/// Reads a JA3 string back. The lists are in wire order without GREASE; an empty field is an empty
/// list, a field that is missing at the end is "not recorded". `None` when the text is not a JA3
/// string (a hash, say).
#[must_use]
pub fn parse(text: &str) -> Option<Tls> {
    let mut fields = text.trim().split(',');
    let version = fields.next()?.trim().parse().ok()?;
    let ciphers = code_points(fields.next()?)?;
    let mut optional = || fields.next().map(|field| code_points(field).ok_or(())).transpose().ok();
    let (extensions, groups, point_formats) = (optional()?, optional()?, optional()?);
    if fields.next().is_some() {
        return None;
    }
    let point_formats = match point_formats {
        Some(list) => Some(list.into_iter().map(u8::try_from).collect::<Result<_, _>>().ok()?),
        None => None,
    };
    Some(Tls {
        version: Some(version),
        ciphers: Some(ciphers),
        extensions,
        groups,
        point_formats,
        ..Tls::default()
    })
}

fn code_points(field: &str) -> Option<Vec<u16>> {
    let field: Cow<'_, str> =
        if field.contains(' ') { field.replace(' ', "").into() } else { field.into() };
    if field.is_empty() {
        return Some(Vec::new());
    }
    field.split('-').map(|code| code.parse().ok()).collect()
}

fn push_list(text: &mut Vec<u8>, codes: impl Iterator<Item = u16>) {
    for (index, code) in codes.enumerate() {
        if index > 0 {
            text.push(b'-');
        }
        push_decimal(text, code);
    }
}

/// Without the formatting machinery, which costs more than the whole parse of a hello.
fn push_decimal(text: &mut Vec<u8>, number: u16) {
    let digit = |divisor: u16| b'0' + (number / divisor % 10) as u8;
    let digits = [digit(10_000), digit(1_000), digit(100), digit(10), digit(1)];
    let leading_zeros = match number {
        0..10 => 4,
        10..100 => 3,
        100..1_000 => 2,
        1_000..10_000 => 1,
        _ => 0,
    };
    text.extend_from_slice(digits.get(leading_zeros..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the JA3 authors' README.
    const PUBLISHED: &str = "769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0";

    fn hello() -> Tls {
        parse(PUBLISHED).unwrap()
    }

    #[test]
    fn the_published_string_gives_the_published_hash() {
        assert_eq!(hash(PUBLISHED), "ada70206e40642a3e4461f35503241d5");
        assert_eq!(string(&hello()).unwrap(), PUBLISHED);
    }

    #[test]
    fn empty_lists_keep_their_commas() {
        let text = "769,4-5-10-9-100-98-3-6-19-18-99,,,";
        assert_eq!(hash(text), "de350869b8c85de67a350c8d186f11e6");
        assert_eq!(string(&parse(text).unwrap()).unwrap(), text);
    }

    #[test]
    fn grease_is_left_out() {
        let mut tls = hello();
        for list in [&mut tls.ciphers, &mut tls.extensions, &mut tls.groups] {
            list.as_mut().unwrap().insert(0, 0x7A7A);
            list.as_mut().unwrap().push(0xFAFA);
        }
        assert_eq!(string(&tls).unwrap(), PUBLISHED);
    }

    #[test]
    fn a_list_that_was_not_recorded_gives_no_string() {
        for forget in [
            |tls: &mut Tls| tls.version = None,
            |tls: &mut Tls| tls.ciphers = None,
            |tls: &mut Tls| tls.extensions = None,
            |tls: &mut Tls| tls.groups = None,
            |tls: &mut Tls| tls.point_formats = None,
        ] {
            let mut tls = hello();
            forget(&mut tls);
            assert_eq!(string(&tls), None);
        }
    }

    #[test]
    fn what_is_not_a_ja3_string_is_refused() {
        for text in [
            "",
            "ada70206e40642a3e4461f35503241d5",
            "771",
            "771,x",
            "771,1,2,3,4,5",
            "771,1,2,3,256",
            "70000,1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn fields_missing_at_the_end_are_not_recorded() {
        let tls = parse("771,4865-4866").unwrap();
        assert_eq!((tls.ciphers, tls.extensions), (Some(vec![4865, 4866]), None));
    }

    #[test]
    fn numbers_of_every_length_are_written() {
        let mut text = Vec::new();
        push_list(&mut text, [0, 9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 65_535].into_iter());
        assert_eq!(hex::ascii(text), "0-9-10-99-100-999-1000-9999-10000-65535");
    }
}
