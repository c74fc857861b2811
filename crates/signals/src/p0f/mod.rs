//! The SYN signature in p0f's form: `4:64:0:1460:mss*20,7:mss,sok,ts,nop,ws:df,id+:0`.
//!
//! Owns the typed signature, making it from a SYN, writing it and reading other people's. Does not
//! own which kernel it is. The fields: IP version, first TTL, length of IP options, MSS, window and
//! its scale, order of options, quirks, payload.

mod quirk;
mod text;

pub use quirk::Quirk;

use fingerprint_wire::tcp::{Syn, TcpOption, Version};

/// One signature. `None` = not recorded, or any value: `*` in the string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// 4 or 6.
    pub ip_version: Option<u8>,
    /// What the sender set, not what arrived: 32, 64, 128 or 255 where it had to be guessed.
    pub time_to_live: Option<u8>,
    /// Bytes of IPv4 options or IPv6 extension headers.
    pub ip_options_length: Option<u16>,
    /// 0 where the option was not sent.
    pub maximum_segment_size: Option<u16>,
    /// The window.
    pub window: Window,
    /// 0 where the option was not sent.
    pub window_scale: Option<u8>,
    /// The order of the options.
    pub layout: Option<Vec<OptionKind>>,
    /// In the order of `Quirk::ALL`.
    pub quirks: Option<Vec<Quirk>>,
    /// The SYN carries data.
    pub payload: Option<bool>,
}

/// The window field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Window {
    /// Any window.
    #[default]
    Any,
    /// A window in bytes.
    Value(u16),
    /// `mss*n`
    OfSegmentSize(u16),
    /// `mtu*n`: of the MSS with the smallest IP and TCP headers.
    OfPacketSize(u16),
    /// `%n`: any multiple of n.
    MultipleOf(u16),
}

/// One entry of the option layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OptionKind {
    /// `eol+n`, n the bytes of padding after it.
    EndOfList(u8),
    /// `nop`.
    NoOperation,
    /// `mss`.
    MaximumSegmentSize,
    /// `ws`.
    WindowScale,
    /// `sok`.
    SelectiveAcknowledgementPermitted,
    /// `sack`.
    SelectiveAcknowledgement,
    /// `ts`.
    Timestamps,
    /// `?n`
    Other(u8),
}

impl Signature {
    /// The signature of a SYN.
    #[must_use]
    pub fn from_syn(syn: &Syn) -> Self {
        let mut segment_size = 0;
        let mut scale = 0;
        for option in &syn.options {
            match option {
                TcpOption::MaximumSegmentSize(size) => segment_size = *size,
                TcpOption::WindowScale(shift) => scale = *shift,
                _ => {}
            }
        }
        let (ip_version, headers) = match syn.ip.version {
            Version::V4 { .. } => (4, 40),
            Version::V6 { .. } => (6, 60),
        };
        Self {
            ip_version: Some(ip_version),
            time_to_live: Some(first_time_to_live(syn.ip.time_to_live)),
            ip_options_length: Some(syn.ip.options_length),
            maximum_segment_size: Some(segment_size),
            window: window(syn.window, segment_size, headers),
            window_scale: Some(scale),
            layout: Some(syn.options.iter().map(kind).collect()),
            quirks: Some(quirk::from_syn(syn)),
            payload: Some(syn.payload_length > 0),
        }
    }

    /// The window in bytes, unscaled, where the signature has it.
    #[must_use]
    pub fn window_bytes(&self) -> Option<u32> {
        let segment_size = || self.maximum_segment_size.filter(|size| *size > 0).map(u32::from);
        match self.window {
            Window::Value(value) => Some(u32::from(value)),
            Window::OfSegmentSize(count) => Some(u32::from(count) * segment_size()?),
            Window::OfPacketSize(count) => {
                let headers = if self.ip_version? == 6 { 60 } else { 40 };
                Some(u32::from(count) * (segment_size()? + headers))
            }
            Window::Any | Window::MultipleOf(_) => None,
        }
    }
}

/// Systems begin at 32, 64, 128 or 255; fewer than 32 hops lie between any two hosts.
const fn first_time_to_live(seen: u8) -> u8 {
    match seen {
        0..=32 => 32,
        33..=64 => 64,
        65..=128 => 128,
        _ => 255,
    }
}

/// Only exact multiples of this SYN's own MSS, or of that with its headers: so the window can be
/// derived from the string. p0f also tries other segment sizes, such as 1460 or the MSS less the
/// timestamps.
const fn window(value: u16, segment_size: u16, headers: u16) -> Window {
    // Below 100 everything is a multiple of everything.
    if value == 0 || segment_size < 100 {
        return Window::Value(value);
    }
    if value.is_multiple_of(segment_size) {
        return Window::OfSegmentSize(value / segment_size);
    }
    let packet_size = segment_size.saturating_add(headers);
    if value.is_multiple_of(packet_size) {
        return Window::OfPacketSize(value / packet_size);
    }
    Window::Value(value)
}

const fn kind(option: &TcpOption) -> OptionKind {
    match option {
        TcpOption::EndOfList { padding, .. } => OptionKind::EndOfList(*padding),
        TcpOption::NoOperation => OptionKind::NoOperation,
        TcpOption::MaximumSegmentSize(_) => OptionKind::MaximumSegmentSize,
        TcpOption::WindowScale(_) => OptionKind::WindowScale,
        TcpOption::SelectiveAcknowledgementPermitted => {
            OptionKind::SelectiveAcknowledgementPermitted
        }
        TcpOption::SelectiveAcknowledgement { .. } => OptionKind::SelectiveAcknowledgement,
        TcpOption::Timestamps { .. } => OptionKind::Timestamps,
        TcpOption::Other { kind, .. } => OptionKind::Other(*kind),
    }
}

#[cfg(test)]
mod tests;
