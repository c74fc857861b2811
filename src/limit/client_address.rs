//! The address a request really comes from. Behind proxies it is the right-most hop of
//! `X-Forwarded-For` that no trusted proxy added; what stands further left anyone can write.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use crate::config::cidr::Cidr;

/// The client's address, from the peer and the values of `X-Forwarded-For` in their order.
#[must_use]
pub fn client_address<'a>(
    peer: IpAddr,
    forwarded_for: impl DoubleEndedIterator<Item = &'a str>,
    trusted: &[Cidr],
) -> IpAddr {
    let mut client = peer;
    for hop in forwarded_for.rev().flat_map(|value| value.rsplit(',')) {
        if !trusted.iter().any(|network| network.contains(client)) {
            break;
        }
        let Some(address) = address_of(hop.trim()) else { break };
        client = address;
    }
    client
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`: proxies write all of them.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// An address; of IPv6 its network of 64 bits, all of which one client commonly has (RFC 6177).
#[must_use]
pub fn client_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded_for: &[&str]) -> String {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()];
        client_address(peer.parse().unwrap(), forwarded_for.iter().copied(), &trusted).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_the_peer_is_the_client_whatever_it_says() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn behind_trusted_proxies_the_right_most_other_hop_is_the_client() {
        assert_eq!(client("10.0.0.1", &["6.6.6.6, 198.51.100.1, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["6.6.6.6", "198.51.100.1:4711,10.0.0.2"]), "198.51.100.1");
        assert_eq!(client("2001:db8::1", &["[2001:db9::7]:443"]), "2001:db9::7");
    }

    #[test]
    fn a_proxy_that_names_nobody_is_the_client_itself() {
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["198.51.100.1, unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }
}
