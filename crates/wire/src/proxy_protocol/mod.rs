//! The PROXY protocol, versions 1 and 2: who the client is, as a load balancer says before the
//! first byte.
//!
//! Owns both forms and the type-length-values of version 2, as `HAProxy`'s `proxy-protocol.txt` of
//! 2020 has them. Does not own trust: whoever calls this has to know that the peer may say such
//! things.

mod tlv;
mod v1;
mod v2;

pub use tlv::{TlsTlv, Tlv};

use std::net::SocketAddr;

/// Section 2.1: the longest line of version 1, CRLF included.
pub const MAX_V1: usize = 107;
/// Longest header of version 2 that is read. The length field could say 64 KiB; balancers send a
/// few hundred bytes.
pub const MAX_V2: usize = 16 * 1024;

/// Why the bytes are no PROXY header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the bytes begin with neither form of the PROXY header")]
    NotProxyProtocol,
    #[error("the bytes end before the header does")]
    Truncated,
    #[error("the header is longer than allowed")]
    TooLarge,
    #[error("the header's {0} is malformed")]
    Malformed(&'static str),
    #[error("the checksum does not match")]
    Checksum,
}

impl Error {
    /// A stable code for answers and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotProxyProtocol => "not_proxy_protocol",
            Self::Truncated => "truncated",
            Self::TooLarge => "too_large",
            Self::Malformed(_) => "malformed",
            Self::Checksum => "bad_checksum",
        }
    }
}

/// One PROXY header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// 1 or 2.
    pub version: u8,
    pub addresses: Addresses,
    pub tlvs: Vec<Tlv>,
    /// Bytes of the header: the connection's own bytes begin there.
    pub length: usize,
}

/// What the balancer says of the connection's ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addresses {
    /// The balancer speaks for itself (a health check): the socket's own addresses hold.
    Local,
    /// The client and the address it connected to.
    Known { source: SocketAddr, destination: SocketAddr, datagram: bool },
    /// A family that has no such addresses: UNKNOWN, UNSPEC, UNIX.
    Unknown,
}

/// Reads the header at the front. `Truncated` asks for more bytes.
pub fn parse(bytes: &[u8]) -> Result<Header, Error> {
    if begins(bytes, v2::SIGNATURE) {
        v2::parse(bytes)
    } else if begins(bytes, v1::PREFIX) {
        v1::parse(bytes)
    } else {
        Err(Error::NotProxyProtocol)
    }
}

/// What has arrived agrees with `start` as far as both go.
fn begins(bytes: &[u8], start: &[u8]) -> bool {
    bytes.iter().zip(start).all(|(byte, expected)| byte == expected)
}

#[cfg(test)]
mod tests;
