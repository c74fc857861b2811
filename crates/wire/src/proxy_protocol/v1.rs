//! Version 1: one line of text.

use super::{Addresses, Error, Header, MAX_V1_BYTES};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

pub(super) const PREFIX: &[u8] = b"PROXY ";

pub(super) fn parse(bytes: &[u8]) -> Result<Header, Error> {
    let room = bytes.get(..MAX_V1_BYTES).unwrap_or(bytes);
    let Some(end) = room.windows(2).position(|pair| pair == b"\r\n") else {
        return Err(if room.len() == MAX_V1_BYTES { Error::TooLarge } else { Error::Truncated });
    };
    let line = room.get(PREFIX.len()..end).ok_or(Error::Malformed("line"))?;
    let line = std::str::from_utf8(line).map_err(|_| Error::Malformed("line"))?;
    Ok(Header { version: 1, addresses: addresses(line)?, tlvs: Vec::new(), length: end + 2 })
}

fn addresses(line: &str) -> Result<Addresses, Error> {
    let mut words = line.split(' ');
    let family = words.next().unwrap_or_default();
    // Section 2.1: whatever follows UNKNOWN is to be ignored.
    if family == "UNKNOWN" {
        return Ok(Addresses::Unknown);
    }
    let mut address = || -> Option<IpAddr> {
        let word = words.next()?;
        match family {
            "TCP4" => word.parse::<Ipv4Addr>().ok().map(IpAddr::from),
            "TCP6" => word.parse::<Ipv6Addr>().ok().map(IpAddr::from),
            _ => None,
        }
    };
    let (source, destination) = (address(), address());
    let (source, destination) = source.zip(destination).ok_or(Error::Malformed("address"))?;
    let mut port = || words.next().and_then(port);
    let (source_port, destination_port) = (port(), port());
    let (source_port, destination_port) =
        source_port.zip(destination_port).ok_or(Error::Malformed("port"))?;
    if words.next().is_some() {
        return Err(Error::Malformed("line"));
    }
    Ok(Addresses::Known {
        source: SocketAddr::new(source, source_port),
        destination: SocketAddr::new(destination, destination_port),
        datagram: false,
    })
}

/// Decimal digits without sign or leading zero, as the specification's grammar has them.
fn port(word: &str) -> Option<u16> {
    let plain =
        word.bytes().all(|byte| byte.is_ascii_digit()) && (word == "0" || !word.starts_with('0'));
    if plain { word.parse().ok() } else { None }
}
