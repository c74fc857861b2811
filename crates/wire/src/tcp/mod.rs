//! The IP and TCP headers of a client's SYN.
//!
//! Owns IPv4 (RFC 791), IPv6 with its common extension headers (RFC 8200) and TCP with options (RFC
//! 9293). Does not own link layers: the bytes begin with the IP header, as `TCP_SAVED_SYN` gives
//! them.

mod options;

pub use options::TcpOption;

use super::cursor::Cursor;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// TCP's protocol number.
const TCP: u8 = 6;
/// Extension headers before TCP that are walked over; a real SYN has none.
const MAX_EXTENSION_HEADERS: usize = 8;

/// Why the bytes are not a SYN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
pub enum Error {
    #[error("the bytes end inside a header")]
    Truncated,
    #[error("version {0} of IP is not known")]
    IpVersion(u8),
    #[error("a header length is smaller than the minimum")]
    HeaderLength,
    #[error("the packet carries protocol {0}, TCP is {TCP}")]
    NotTcp(u8),
    #[error("the packet is not the first fragment")]
    Fragment,
    #[error("the segment is not a SYN, or is a SYN-ACK")]
    NotSyn,
}

/// What of the IP header a fingerprint can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ip {
    /// The client's address.
    pub source: IpAddr,
    /// The server's address.
    pub destination: IpAddr,
    /// TTL, or hop limit.
    pub time_to_live: u8,
    /// Bytes of IPv4 options or IPv6 extension headers.
    pub options_length: u16,
    /// The two ECN bits.
    pub ecn: u8,
    /// Fields of one version of IP.
    pub version: Version,
}

/// What only one version of IP has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The identification field and the flags of IPv4.
    V4 {
        /// Identification of the packet's fragments.
        identification: u16,
        /// The DF flag.
        dont_fragment: bool,
        /// The reserved flag.
        reserved_bit: bool,
    },
    /// The flow label of IPv6.
    V6 {
        /// The flow label (RFC 6437).
        flow_label: u32,
    },
}

/// The SYN's headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syn {
    /// The IP header.
    pub ip: Ip,
    /// The client's port.
    pub source_port: u16,
    /// The server's port.
    pub destination_port: u16,
    /// The initial sequence number.
    pub sequence: u32,
    /// The acknowledgement number; zero in a regular SYN.
    pub acknowledgement: u32,
    /// The flags.
    pub flags: Flags,
    /// The window as sent, not scaled.
    pub window: u16,
    /// The urgent pointer.
    pub urgent_pointer: u16,
    /// In order, no-operations included.
    pub options: Vec<TcpOption>,
    /// An option says that it is longer than the header, or shorter than it can be: the list stops
    /// before it.
    pub options_malformed: bool,
    /// Bytes of the TCP header.
    pub header_length: u8,
    /// Bytes after the headers.
    pub payload_length: usize,
}

/// The TCP flags as one number, so that reserved ones are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    /// Synchronize sequence numbers.
    pub const SYN: u16 = 0x002;
    /// Push.
    pub const PUSH: u16 = 0x008;
    /// The acknowledgement number is valid.
    pub const ACK: u16 = 0x010;
    /// The urgent pointer is valid.
    pub const URGENT: u16 = 0x020;
    /// ECE (RFC 3168).
    pub const ECN_ECHO: u16 = 0x040;
    /// CWR (RFC 3168).
    pub const CONGESTION_WINDOW_REDUCED: u16 = 0x080;
    /// NS (RFC 3540).
    pub const NONCE_SUM: u16 = 0x100;

    /// Any of these is set.
    #[must_use]
    pub const fn any(self, mask: u16) -> bool {
        self.0 & mask != 0
    }
}

/// Reads one packet from its IP header on.
pub fn parse(bytes: &[u8]) -> Result<Syn, Error> {
    let mut cursor = Cursor::new(bytes);
    let (ip, announced) = match bytes.first() {
        None => return Err(Error::Truncated),
        Some(first) => match first >> 4 {
            4 => ipv4(&mut cursor)?,
            6 => ipv6(&mut cursor)?,
            version => return Err(Error::IpVersion(version)),
        },
    };
    // An Ethernet frame's padding may follow the packet; a saved SYN may hold the headers
    // alone.
    let segment = cursor.rest().get(..announced).unwrap_or(cursor.rest());
    tcp_header(segment, ip)
}

/// The header, and how many bytes it says follow it.
fn ipv4(cursor: &mut Cursor<'_>) -> Result<(Ip, usize), Error> {
    let [first, traffic_class, l1, l0, i1, i0, f1, f0, time_to_live, protocol, _, _] =
        cursor.array::<12>().ok_or(Error::Truncated)?;
    let source = cursor.array::<4>().ok_or(Error::Truncated)?;
    let destination = cursor.array::<4>().ok_or(Error::Truncated)?;
    let header_length = usize::from(first & 0x0F) * 4;
    let options_length = header_length.checked_sub(20).ok_or(Error::HeaderLength)?;
    cursor.take(options_length).ok_or(Error::Truncated)?;
    let fragment = u16::from_be_bytes([f1, f0]);
    if fragment & 0x1FFF != 0 {
        return Err(Error::Fragment);
    }
    if protocol != TCP {
        return Err(Error::NotTcp(protocol));
    }
    let announced = usize::from(u16::from_be_bytes([l1, l0]));
    let ip = Ip {
        source: Ipv4Addr::from(source).into(),
        destination: Ipv4Addr::from(destination).into(),
        time_to_live,
        options_length: u16::try_from(options_length).unwrap_or(u16::MAX),
        ecn: traffic_class & 3,
        version: Version::V4 {
            identification: u16::from_be_bytes([i1, i0]),
            dont_fragment: fragment & 0x4000 != 0,
            reserved_bit: fragment & 0x8000 != 0,
        },
    };
    // Zero when the network card cuts the packets (segmentation offload).
    let rest = if announced == 0 { usize::MAX } else { announced.saturating_sub(header_length) };
    Ok((ip, rest))
}

fn ipv6(cursor: &mut Cursor<'_>) -> Result<(Ip, usize), Error> {
    let word = cursor.u32().ok_or(Error::Truncated)?;
    let payload_length = usize::from(cursor.u16().ok_or(Error::Truncated)?);
    let [mut next_header, hop_limit] = cursor.array().ok_or(Error::Truncated)?;
    let source = cursor.array::<16>().ok_or(Error::Truncated)?;
    let destination = cursor.array::<16>().ok_or(Error::Truncated)?;
    let mut options_length = 0_u16;
    for _ in 0..MAX_EXTENSION_HEADERS {
        // RFC 8200 section 4: hop-by-hop, routing, destination options; the fragment header has a
        // fixed length.
        if !matches!(next_header, 0 | 43 | 44 | 60) {
            break;
        }
        let [next, length] = cursor.array().ok_or(Error::Truncated)?;
        let rest = if next_header == 44 { 6 } else { usize::from(length) * 8 + 6 };
        let content = cursor.take(rest).ok_or(Error::Truncated)?;
        if next_header == 44
            && content.first_chunk().is_some_and(|offset| u16::from_be_bytes(*offset) >> 3 != 0)
        {
            return Err(Error::Fragment);
        }
        options_length = options_length.saturating_add(u16::try_from(rest + 2).unwrap_or(u16::MAX));
        next_header = next;
    }
    if next_header != TCP {
        return Err(Error::NotTcp(next_header));
    }
    let ip = Ip {
        source: Ipv6Addr::from(source).into(),
        destination: Ipv6Addr::from(destination).into(),
        time_to_live: hop_limit,
        options_length,
        ecn: (word >> 20 & 3) as u8,
        version: Version::V6 { flow_label: word & 0x000F_FFFF },
    };
    let rest = if payload_length == 0 {
        usize::MAX
    } else {
        payload_length.saturating_sub(usize::from(options_length))
    };
    Ok((ip, rest))
}

fn tcp_header(segment: &[u8], ip: Ip) -> Result<Syn, Error> {
    let mut cursor = Cursor::new(segment);
    let source_port = cursor.u16().ok_or(Error::Truncated)?;
    let destination_port = cursor.u16().ok_or(Error::Truncated)?;
    let sequence = cursor.u32().ok_or(Error::Truncated)?;
    let acknowledgement = cursor.u32().ok_or(Error::Truncated)?;
    let [offset, low] = cursor.array().ok_or(Error::Truncated)?;
    let window = cursor.u16().ok_or(Error::Truncated)?;
    cursor.u16().ok_or(Error::Truncated)?;
    let urgent_pointer = cursor.u16().ok_or(Error::Truncated)?;
    let header_length = (offset >> 4) * 4;
    let options_length = header_length.checked_sub(20).ok_or(Error::HeaderLength)?;
    let raw_options = cursor.take(usize::from(options_length)).ok_or(Error::Truncated)?;
    // Twelve bits: the low nibble of the offset byte holds the reserved bits and the old nonce sum.
    let flags = Flags(u16::from(offset & 0x0F) << 8 | u16::from(low));
    if !flags.any(Flags::SYN) || flags.any(Flags::ACK) {
        return Err(Error::NotSyn);
    }
    let (options, options_malformed) = options::parse(raw_options);
    Ok(Syn {
        ip,
        source_port,
        destination_port,
        sequence,
        acknowledgement,
        flags,
        window,
        urgent_pointer,
        options,
        options_malformed,
        header_length,
        payload_length: cursor.remaining(),
    })
}

#[cfg(test)]
mod tests;
