//! A network in CIDR notation (RFC 4632, RFC 4291 section 2.3). Owns reading one and telling what
//! lies in it; a bare address is a network of one.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// A network, IPv4 kept as the IPv4-mapped part of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cidr {
    network: u128,
    prefix: u8,
}

/// What is not a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a network such as 10.0.0.0/8 or 2001:db8::/32")]
pub struct NotCidr;

/// IPv4 addresses stand behind 96 bits of `::ffff:0:0`.
const MAPPED: u8 = 96;

impl Cidr {
    /// Whether the address lies in the network; an IPv4-mapped one counts as the IPv4 address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        (bits(address) ^ self.network) & mask(self.prefix) == 0
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

const fn mask(prefix: u8) -> u128 {
    match prefix {
        0 => 0,
        prefix => u128::MAX << (128 - prefix as u32),
    }
}

impl FromStr for Cidr {
    type Err = NotCidr;

    fn from_str(text: &str) -> Result<Self, NotCidr> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| NotCidr)?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotCidr)?;
        let (width, before) = if address.is_ipv4() { (32, MAPPED) } else { (128, 0) };
        let prefix = prefix.unwrap_or(width);
        let network = bits(address);
        // Bits behind the prefix are a typing error more often than a meaning.
        let ours = prefix <= width && network & !mask(prefix + before) == 0;
        ours.then_some(Self { network, prefix: prefix + before }).ok_or(NotCidr)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Ipv6Addr::from_bits(self.network).to_canonical() {
            IpAddr::V4(address) if self.prefix >= MAPPED => {
                write!(f, "{address}/{}", self.prefix - MAPPED)
            }
            _ => write!(f, "{}/{}", Ipv6Addr::from_bits(self.network), self.prefix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, address: &str) -> bool {
        network.parse::<Cidr>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_network_holds_what_shares_its_prefix() {
        assert!(holds("10.0.0.0/8", "10.255.0.1") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "203.0.113.9"));
    }

    #[test]
    fn a_mapped_address_is_the_address() {
        assert!(holds("192.0.2.0/24", "::ffff:192.0.2.7"));
    }

    #[test]
    fn a_bare_address_is_itself_alone() {
        assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.8"));
        assert_eq!("192.0.2.7".parse::<Cidr>().unwrap().to_string(), "192.0.2.7/32");
        assert_eq!("2001:db8::/32".parse::<Cidr>().unwrap().to_string(), "2001:db8::/32");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["", "10.0.0.0/33", "10.0.0.1/8", "example.org", "10.0.0.0/", "::/129"] {
            assert_eq!(text.parse::<Cidr>(), Err(NotCidr), "{text}");
        }
    }
}
