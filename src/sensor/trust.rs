//! Which peers may speak for others. Owns the answer to that question and nothing of what they say.

use std::net::IpAddr;

use super::proxy_headers::ProxyHeaders;
use crate::config;
use crate::config::cidr::Cidr;
use fingerprint_signals::labels::EdgeProfile;

/// The trusted peers.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    networks: Vec<Cidr>,
    proxy_protocol: bool,
    profile: Option<EdgeProfile>,
    /// Reads the fields that proxies write.
    pub(super) proxy_headers: ProxyHeaders,
}

impl Trust {
    /// As the settings say; they were checked at start.
    pub fn new(settings: &config::Edge) -> Self {
        let networks = settings.trusted_cidrs.iter().filter_map(|text| text.parse().ok());
        Self {
            networks: networks.collect(),
            proxy_protocol: settings.proxy_protocol,
            profile: settings.profile.parse().ok(),
            proxy_headers: ProxyHeaders::new(settings),
        }
    }

    /// Whether a peer's word is taken.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(peer))
    }

    /// Whose header fields a peer's requests carry, where it is a trusted proxy that adds some.
    pub(super) fn profile(&self, peer: IpAddr) -> Option<EdgeProfile> {
        self.profile.filter(|_| self.trusts(peer))
    }

    /// Whether a peer's connections begin with a PROXY header.
    pub(super) fn expects_proxy_header(&self, peer: IpAddr) -> bool {
        self.proxy_protocol && self.trusts(peer)
    }
}
