//! Version 2: binary, with type-length-values.

use super::{Addresses, Error, Header, MAX_V2_BYTES, tlv};
use crate::cursor::Cursor;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

pub(super) const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";
const HEADER_LENGTH: usize = 16;

pub(super) fn parse(bytes: &[u8]) -> Result<Header, Error> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(SIGNATURE.len()).ok_or(Error::Truncated)?;
    let version_and_command = cursor.u8().ok_or(Error::Truncated)?;
    if version_and_command >> 4 != 2 {
        return Err(Error::Malformed("version"));
    }
    let family_and_protocol = cursor.u8().ok_or(Error::Truncated)?;
    let length = usize::from(cursor.u16().ok_or(Error::Truncated)?);
    if length + HEADER_LENGTH > MAX_V2_BYTES {
        return Err(Error::TooLarge);
    }
    let mut body = Cursor::new(cursor.take(length).ok_or(Error::Truncated)?);
    let datagram = match family_and_protocol & 0x0F {
        0 | 1 => false,
        2 => true,
        _ => return Err(Error::Malformed("protocol")),
    };
    let known = match family_and_protocol >> 4 {
        0 => None,
        1 => Some(ipv4(&mut body).ok_or(Error::Malformed("address"))?),
        2 => Some(ipv6(&mut body).ok_or(Error::Malformed("address"))?),
        // A UNIX socket's two paths of 108 bytes are not evidence of a client.
        3 => body.take(216).map(|_| None).ok_or(Error::Malformed("address"))?,
        _ => return Err(Error::Malformed("family")),
    };
    let addresses = match (version_and_command & 0x0F, known) {
        // Section 2.2: with LOCAL the receiver ignores the addresses.
        (0, _) => Addresses::Local,
        (1, Some((source, destination))) => Addresses::Known { source, destination, datagram },
        (1, None) => Addresses::Unknown,
        _ => return Err(Error::Malformed("command")),
    };
    // With no family, the rest has no defined form.
    let tlvs = if family_and_protocol >> 4 == 0 && tlv::parse(body.rest()).is_none() {
        Vec::new()
    } else {
        tlv::parse(body.rest()).ok_or(Error::Malformed("tlv"))?
    };
    let length = length + HEADER_LENGTH;
    if let Some(claimed) = tlvs.iter().find_map(tlv::Tlv::checksum) {
        let header = bytes.get(..length).ok_or(Error::Truncated)?;
        let at = length - body.remaining();
        if tlv::checksum_without(header, at) != Some(claimed) {
            return Err(Error::Checksum);
        }
    }
    Ok(Header { version: 2, addresses, tlvs, length })
}

fn ipv4(body: &mut Cursor<'_>) -> Option<(SocketAddr, SocketAddr)> {
    let (source, destination) =
        (Ipv4Addr::from(body.array::<4>()?), Ipv4Addr::from(body.array::<4>()?));
    let (source_port, destination_port) = (body.u16()?, body.u16()?);
    Some(((source, source_port).into(), (destination, destination_port).into()))
}

fn ipv6(body: &mut Cursor<'_>) -> Option<(SocketAddr, SocketAddr)> {
    let (source, destination) =
        (Ipv6Addr::from(body.array::<16>()?), Ipv6Addr::from(body.array::<16>()?));
    let (source_port, destination_port) = (body.u16()?, body.u16()?);
    Some(((source, source_port).into(), (destination, destination_port).into()))
}
