//! Type-length-values of version 2 (section 2.2).

use crate::cursor::Cursor;

const CHECKSUM: u8 = 0x03;
const TLS: u8 = 0x20;

/// One value. Unknown types are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tlv {
    /// The type.
    pub kind: u8,
    /// The value as sent.
    pub value: Vec<u8>,
}

/// TLS parameters of a connection that the balancer terminated (`PP2_TYPE_SSL`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsTlv {
    /// Bit 0: over TLS; bits 1 and 2: with a client certificate on the connection, in the session.
    pub client: u8,
    /// 0: the client's certificate was verified.
    pub verify: u32,
    /// The text of 0x21 (version), 0x22 (common name), 0x23 (cipher) and their like.
    pub details: Vec<Tlv>,
}

impl Tlv {
    /// The ALPN protocol (`PP2_TYPE_ALPN`).
    #[must_use]
    pub fn alpn(&self) -> Option<&[u8]> {
        (self.kind == 0x01).then_some(&self.value)
    }

    /// The host name that the client asked for (`PP2_TYPE_AUTHORITY`).
    #[must_use]
    pub fn authority(&self) -> Option<&[u8]> {
        (self.kind == 0x02).then_some(&self.value)
    }

    /// The TLS parameters (`PP2_TYPE_SSL`).
    #[must_use]
    pub fn tls(&self) -> Option<TlsTlv> {
        let mut cursor = Cursor::new(&self.value);
        let (client, verify) = (cursor.u8()?, cursor.u32()?);
        if self.kind != TLS {
            return None;
        }
        Some(TlsTlv { client, verify, details: parse(cursor.rest())? })
    }

    pub(super) fn checksum(&self) -> Option<u32> {
        if self.kind != CHECKSUM {
            return None;
        }
        self.value.as_slice().try_into().ok().map(u32::from_be_bytes)
    }
}

pub(super) fn parse(bytes: &[u8]) -> Option<Vec<Tlv>> {
    let mut cursor = Cursor::new(bytes);
    let mut tlvs = Vec::new();
    while !cursor.is_empty() {
        let kind = cursor.u8()?;
        let value = cursor.vector16()?;
        // The checksum has one length; any other length is not a checksum.
        if kind == CHECKSUM && value.len() != 4 {
            return None;
        }
        tlvs.push(Tlv { kind, value: value.to_vec() });
    }
    Some(tlvs)
}

/// `CRC32c` of the header with its own checksum as zeros; the values begin at `at`.
pub(super) fn checksum_without(header: &[u8], at: usize) -> Option<u32> {
    let (before, values) = header.split_at_checked(at)?;
    let mut cursor = Cursor::new(values);
    let mut crc = before.iter().fold(u32::MAX, |crc, byte| step(crc, *byte));
    let mut zeroed = false;
    while !cursor.is_empty() {
        let start = cursor.rest();
        let kind = cursor.u8()?;
        let value = cursor.vector16()?;
        let zero = kind == CHECKSUM && !zeroed;
        zeroed |= zero;
        crc = start.iter().take(3).fold(crc, |crc, byte| step(crc, *byte));
        crc = value.iter().fold(crc, |crc, byte| step(crc, if zero { 0 } else { *byte }));
    }
    Some(!crc)
}

/// One byte of `CRC32c` (RFC 9260 appendix A), bit by bit: headers are short and checksums rare.
fn step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(
        crc ^ u32::from(byte),
        |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0x82F6_3B78 } else { crc >> 1 },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_crc32c() {
        let crc = b"123456789".iter().fold(u32::MAX, |crc, byte| step(crc, *byte));
        assert_eq!(!crc, 0xE306_9283);
    }
}
