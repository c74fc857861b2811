//! The HTTP/2 fingerprint that Akamai described: SETTINGS, window, priorities, pseudo-header order.
//!
//! Owns the string, its hash, and reading strings of other tools. Does not own which engine they
//! belong to.

use md5::{Digest, Md5};

use super::hex;
use fingerprint_wire::http2::{Opening, Priority, Request, Setting};

/// The typed facts of one string, in the order of the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Akamai {
    /// Parameters of the SETTINGS frame, in order.
    pub settings: Vec<Setting>,
    /// Increment of the first `WINDOW_UPDATE` of the connection; `None` = none was sent, written
    /// `00`.
    pub window_update: Option<u32>,
    /// PRIORITY frames before the first request.
    pub priorities: Vec<Priority>,
    /// `m`, `a`, `s`, `p`: method, authority, scheme, path. Others have no letter and are left out.
    pub pseudo_headers: Vec<char>,
}

impl Akamai {
    /// The fingerprint of a connection that was read frame by frame.
    #[must_use]
    pub fn from_connection(opening: &Opening, request: &Request) -> Self {
        let letters = request.fields.iter().filter_map(|(name, _)| match name {
            b":method" => Some('m'),
            b":authority" => Some('a'),
            b":scheme" => Some('s'),
            b":path" => Some('p'),
            _ => None,
        });
        Self {
            settings: opening.settings.clone(),
            window_update: opening.window_update,
            priorities: opening.priorities.clone(),
            pseudo_headers: letters.collect(),
        }
    }

    /// `1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p`.
    #[must_use]
    pub fn string(&self) -> String {
        let settings: Vec<_> = self
            .settings
            .iter()
            .map(|setting| format!("{}:{}", setting.id, setting.value))
            .collect();
        let window =
            self.window_update.map_or_else(|| "00".to_owned(), |increment| increment.to_string());
        let priorities: Vec<_> = self.priorities.iter().map(priority).collect();
        let priorities = if priorities.is_empty() { "0".to_owned() } else { priorities.join(",") };
        let letters: Vec<_> = self.pseudo_headers.iter().map(char::to_string).collect();
        format!("{}|{window}|{priorities}|{}", settings.join(";"), letters.join(","))
    }

    /// Reads a string back. Tools differ: settings apart by `;` or `,`, no window as `00` or `0`,
    /// the letters with or without commas. `None` when a part is not what it should be.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('|');
        let (settings, window) = (parts.next()?, parts.next()?);
        let (priorities, letters) = (parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        Some(Self {
            settings: listed(settings, &[';', ','], parse_setting)?,
            window_update: Some(window.trim().parse().ok()?).filter(|increment| *increment != 0),
            priorities: if priorities.trim() == "0" {
                Vec::new()
            } else {
                listed(priorities, &[','], parse_priority)?
            },
            pseudo_headers: letters
                .chars()
                .filter(|letter| !matches!(letter, ',' | ' '))
                .map(|letter| matches!(letter, 'm' | 'a' | 's' | 'p').then_some(letter))
                .collect::<Option<_>>()?,
        })
    }
}

/// Lower-case hex of the MD5 of an Akamai string.
#[must_use]
pub fn hash(string: &str) -> String {
    hex::text(&Md5::digest(string.as_bytes()))
}

/// `stream:exclusive:depends on:weight`, the weight as 1 to 256.
fn priority(priority: &Priority) -> String {
    let Priority { stream, exclusive, depends_on, weight } = priority;
    format!("{stream}:{}:{depends_on}:{weight}", u8::from(*exclusive))
}

fn listed<T>(text: &str, separators: &[char], parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    text.split(separators).map(|item| parse(item.trim())).collect()
}

fn parse_setting(text: &str) -> Option<Setting> {
    let (id, value) = text.split_once(':')?;
    Some(Setting { id: id.parse().ok()?, value: value.parse().ok()? })
}

fn parse_priority(text: &str) -> Option<Priority> {
    let mut numbers = text.split(':').map(str::parse::<u32>);
    let mut next = || numbers.next()?.ok();
    let (stream, exclusive, depends_on, weight) = (next()?, next()?, next()?, next()?);
    if numbers.next().is_some() || exclusive > 1 || weight > 256 {
        return None;
    }
    Some(Priority {
        stream,
        exclusive: exclusive == 1,
        depends_on,
        weight: u16::try_from(weight).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use fingerprint_wire::http2::{PREFACE, parse as parse_bytes};

    const CHROMIUM: &str = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
    const OLD_FIREFOX: &str = "1:65536;4:131072;5:16384|12517377|3:0:0:201,5:0:0:101,7:0:0:1,9:0:7:1,11:0:3:1,13:0:0:241|m,p,a,s";

    #[test]
    fn known_strings_come_back_as_they_were() {
        for text in [
            CHROMIUM,
            OLD_FIREFOX,
            "1:65536;2:0;4:131072;5:16384|12517377|0|m,p,a,s",
            "4:4194304;3:100|10485760|0|m,s,p,a",
            "1:4096;3:4294967295;4:16777216;5:16384;6:4294967295|15663105|0|m,p,a,s",
            "3:100|00|0|m",
            "|00|0|",
        ] {
            assert_eq!(Akamai::parse(text).unwrap().string(), text);
        }
    }

    #[test]
    fn the_ways_of_other_tools_are_understood() {
        let expected = Akamai::parse("1:65536;3:1000|00|0|m,a,s,p").unwrap();
        for text in ["1:65536,3:1000|0|0|masp", " 1:65536;3:1000|00||m,a,s,p "] {
            assert_eq!(Akamai::parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn real_connections_give_their_strings() {
        let written = include_bytes!("../../../tests/golden/http2/chromium_form.bin");
        let curl = include_bytes!("../../../tests/golden/http2/curl.bin");
        let node = include_bytes!("../../../tests/golden/http2/node.bin");
        for (bytes, expected) in [
            (&written[..], CHROMIUM),
            (&curl[..], "3:100;4:33554432;2:0|33488897|0|m,p,s,a"),
            (&node[..], "|00|0|p,m,a,s"),
        ] {
            let read = parse_bytes(bytes).unwrap();
            assert_eq!(
                Akamai::from_connection(&read.opening, &read.request.unwrap()).string(),
                expected
            );
        }
    }

    #[test]
    fn what_is_not_a_fingerprint_is_refused() {
        for text in [
            "",
            "52d84b11737d980aef856699f885ca86",
            "1:65536|15663105|0",
            "1:65536|15663105|0|m,a,s,p|x",
            "1|15663105|0|m,a,s,p",
            "1:65536|x|0|m,a,s,p",
            "1:65536|1|3:0:0|m,a,s,p",
            "1:65536|1|3:2:0:1|m,a,s,p",
            "1:65536|1|0|m,a,s,q",
            "70000:1|1|0|m",
        ] {
            assert_eq!(Akamai::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_connection_gives_its_string() {
        let mut bytes = PREFACE.to_vec();
        bytes.extend([0, 0, 24, 4, 0, 0, 0, 0, 0]);
        for (id, value) in [(1_u16, 65_536_u32), (2, 0), (4, 6_291_456), (6, 262_144)] {
            bytes.extend(id.to_be_bytes());
            bytes.extend(value.to_be_bytes());
        }
        bytes.extend([0, 0, 4, 8, 0, 0, 0, 0, 0, 0x00, 0xEF, 0x00, 0x01]);
        bytes.extend([0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x01, 1, b'x', 0x87, 0x84]);
        let read = parse_bytes(&bytes).unwrap();
        let akamai = Akamai::from_connection(&read.opening, &read.request.unwrap());
        assert_eq!(akamai.string(), CHROMIUM);
        assert_eq!(hash(&akamai.string()), "52d84b11737d980aef856699f885ca86");
    }
}
