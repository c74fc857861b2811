//! The PROXY protocol, versions 1 and 2: who the client is, as a load balancer reports before the
//! first byte.
//!
//! Owns both forms and the type-length-values of version 2, as `HAProxy`'s `proxy-protocol.txt` of
//! 2020 has them. Does not own trust: the caller must know that the peer is allowed to send such
//! things.

mod tlv;
mod v1;
mod v2;

pub use tlv::{TlsTlv, Tlv};

use std::net::SocketAddr;

/// Section 2.1: the longest line of version 1, CRLF included.
pub const MAX_V1_BYTES: usize = 107;
/// Longest header of version 2 that is read. The length field allows 64 KiB; balancers send a
/// few hundred bytes.
pub const MAX_V2_BYTES: usize = 16 * 1024;

/// Why the bytes are not a PROXY header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
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

/// One PROXY header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// 1 or 2.
    pub version: u8,
    /// The endpoints of the client's connection.
    pub addresses: Addresses,
    /// The type-length-values of version 2, in order.
    pub tlvs: Vec<Tlv>,
    /// Bytes of the header: the connection's own bytes begin there.
    pub length: usize,
}

/// The endpoints that the balancer reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addresses {
    /// A connection of the balancer itself (a health check): use the addresses of the socket.
    Local,
    /// The client and the address it connected to.
    Known {
        /// The client.
        source: SocketAddr,
        /// The address that the client connected to.
        destination: SocketAddr,
        /// UDP instead of TCP.
        datagram: bool,
    },
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
