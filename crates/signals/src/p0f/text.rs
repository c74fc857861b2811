//! Signatures as text, both ways.
//!
//! Reading takes everything that p0f's own database and output hold: `*` in any field, `mss*n`,
//! `mtu*n`, `%n`, `54+10` (seen TTL and distance), `54+?`, `64-`, `eol+n`, `?n`.

use std::fmt;
use std::str::FromStr;

use super::{OptionKind, Quirk, Signature, Window, first_time_to_live};

impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            ip_version,
            time_to_live,
            ip_options_length,
            maximum_segment_size,
            window_scale,
            ..
        } = self;
        let layout = self
            .layout
            .as_ref()
            .map(|kinds| kinds.iter().map(OptionKind::to_string).collect::<Vec<_>>());
        let quirks = self
            .quirks
            .as_ref()
            .map(|quirks| quirks.iter().map(|quirk| quirk.name()).collect::<Vec<_>>());
        let payload = self.payload.map(|payload| if payload { "+" } else { "0" });
        write!(
            formatter,
            "{}:{}:{}:{}:{},{}:{}:{}:{}",
            known(*ip_version),
            known(*time_to_live),
            known(*ip_options_length),
            known(*maximum_segment_size),
            self.window,
            known(*window_scale),
            known(layout.map(|names| names.join(","))),
            known(quirks.map(|names| names.join(","))),
            known(payload),
        )
    }
}

/// The text is not a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a p0f-style SYN signature")]
pub struct NotASignature;

impl FromStr for Signature {
    type Err = NotASignature;

    fn from_str(text: &str) -> Result<Self, NotASignature> {
        let mut fields = text.trim().split(':').map(str::trim);
        let mut next = || fields.next().ok_or(NotASignature);
        let ip_version =
            recorded(next()?, |text| text.parse().ok().filter(|version| matches!(version, 4 | 6)))?;
        let time_to_live = recorded(next()?, time_to_live)?;
        let ip_options_length = recorded(next()?, |text| text.parse().ok())?;
        let maximum_segment_size = recorded(next()?, |text| text.parse().ok())?;
        let (window, scale) = match next()? {
            "*" => ("*", "*"),
            field => field.split_once(',').ok_or(NotASignature)?,
        };
        let layout = recorded(next()?, |text| listed(text, option_kind))?;
        let mut quirks = recorded(next()?, |text| listed(text, quirk))?;
        if let Some(quirks) = &mut quirks {
            quirks.sort_unstable();
            quirks.dedup();
        }
        let payload = recorded(next()?, |text| match text {
            "0" => Some(false),
            "+" => Some(true),
            _ => None,
        })?;
        if fields.next().is_some() {
            return Err(NotASignature);
        }
        Ok(Self {
            ip_version,
            time_to_live,
            ip_options_length,
            maximum_segment_size,
            window: parse_window(window.trim()).ok_or(NotASignature)?,
            window_scale: recorded(scale.trim(), |text| text.parse().ok())?,
            layout,
            quirks,
            payload,
        })
    }
}

fn known<T: fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "*".to_owned(), |value| value.to_string())
}

/// `*` is "not recorded".
fn recorded<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, NotASignature> {
    if text == "*" { Ok(None) } else { parse(text).map(Some).ok_or(NotASignature) }
}

fn listed<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(',').map(|item| parse(item.trim())).collect()
}

fn time_to_live(text: &str) -> Option<u8> {
    if let Some(highest) = text.strip_suffix('-') {
        return highest.parse().ok();
    }
    match text.split_once('+') {
        None => text.parse().ok(),
        Some((seen, "?")) => seen.parse().ok().map(first_time_to_live),
        Some((seen, distance)) => seen.parse::<u8>().ok()?.checked_add(distance.parse().ok()?),
    }
}

fn parse_window(text: &str) -> Option<Window> {
    let number = |text: &str| text.parse().ok();
    match text.split_once('*') {
        Some(("", "")) => Some(Window::Any),
        Some(("mss", count)) => number(count).map(Window::OfSegmentSize),
        Some(("mtu", count)) => number(count).map(Window::OfPacketSize),
        Some(_) => None,
        None => match text.strip_prefix('%') {
            Some(divisor) => number(divisor).map(Window::MultipleOf),
            None => number(text).map(Window::Value),
        },
    }
}

fn option_kind(text: &str) -> Option<OptionKind> {
    Some(match text {
        "nop" => OptionKind::NoOperation,
        "mss" => OptionKind::MaximumSegmentSize,
        "ws" => OptionKind::WindowScale,
        "sok" => OptionKind::SelectiveAcknowledgementPermitted,
        "sack" => OptionKind::SelectiveAcknowledgement,
        "ts" => OptionKind::Timestamps,
        "eol" => OptionKind::EndOfList(0),
        _ => match text.strip_prefix("eol+") {
            Some(padding) => OptionKind::EndOfList(padding.parse().ok()?),
            None => OptionKind::Other(text.strip_prefix('?')?.parse().ok()?),
        },
    })
}

fn quirk(text: &str) -> Option<Quirk> {
    Quirk::ALL.into_iter().find(|quirk| quirk.name() == text)
}

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => formatter.write_str("*"),
            Self::Value(value) => write!(formatter, "{value}"),
            Self::OfSegmentSize(count) => write!(formatter, "mss*{count}"),
            Self::OfPacketSize(count) => write!(formatter, "mtu*{count}"),
            Self::MultipleOf(divisor) => write!(formatter, "%{divisor}"),
        }
    }
}

impl fmt::Display for OptionKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::EndOfList(padding) => return write!(formatter, "eol+{padding}"),
            Self::Other(kind) => return write!(formatter, "?{kind}"),
            Self::NoOperation => "nop",
            Self::MaximumSegmentSize => "mss",
            Self::WindowScale => "ws",
            Self::SelectiveAcknowledgementPermitted => "sok",
            Self::SelectiveAcknowledgement => "sack",
            Self::Timestamps => "ts",
        })
    }
}
