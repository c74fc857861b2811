//! How much of a bounded resource one client address may hold at a time, so that a client at its
//! bound is not felt by others. Owns the count of each address; IPv6 counts by networks of 64 bits.

use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::client_address::client_network;

/// Addresses are spread over this many locks.
const SHARDS: usize = 16;

/// The least that an address may hold, where its share is a part of the whole.
pub const LEAST_SHARE: usize = 16;

/// What each address holds now.
pub struct Shares {
    most: usize,
    hasher: RandomState,
    shards: [Mutex<HashMap<IpAddr, usize>>; SHARDS],
}

/// A part that an address holds until this is dropped.
pub struct Share {
    shares: Arc<Shares>,
    address: IpAddr,
}

impl Shares {
    /// `most` for each address; 0: a quarter of the `whole`, and at least [`LEAST_SHARE`].
    #[must_use]
    pub fn new(most: usize, whole: usize) -> Self {
        let most = if most == 0 { (whole / 4).max(LEAST_SHARE) } else { most };
        Self { most, hasher: RandomState::new(), shards: Default::default() }
    }

    /// The most that one address may hold.
    pub const fn most(&self) -> usize {
        self.most
    }

    /// One more for an address; `None` where it holds its share already.
    pub fn take(self: &Arc<Self>, address: IpAddr) -> Option<Share> {
        let address = client_network(address);
        let mut held = self.shard(address)?;
        let count = held.entry(address).or_insert(0);
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Share { shares: Arc::clone(self), address })
    }

    fn shard(&self, address: IpAddr) -> Option<MutexGuard<'_, HashMap<IpAddr, usize>>> {
        let index = self.hasher.hash_one(address) as usize % SHARDS;
        // A count is never left half changed.
        Some(self.shards.get(index)?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let Some(mut held) = self.shares.shard(self.address) else { return };
        if let Entry::Occupied(mut count) = held.entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_holds_its_share_and_no_more_whatever_others_hold() {
        let shares = Arc::new(Shares::new(2, 0));
        let own = address("192.0.2.1");
        let held: Vec<_> = (0..2).map(|_| shares.take(own).unwrap()).collect();
        assert!(shares.take(own).is_none());
        assert!(shares.take(address("192.0.2.2")).is_some());
        drop(held);
        assert!(shares.take(own).is_some());
    }

    #[test]
    fn ipv6_counts_by_network_and_mapped_ipv4_as_ipv4() {
        let shares = Arc::new(Shares::new(1, 0));
        let _held = (shares.take(address("2001:db8::1")), shares.take(address("::ffff:192.0.2.1")));
        assert!(shares.take(address("2001:db8::2")).is_none());
        assert!(shares.take(address("2001:db8:0:1::2")).is_some());
        assert!(shares.take(address("192.0.2.1")).is_none());
    }

    #[test]
    fn nothing_is_kept_of_an_address_that_holds_nothing() {
        let shares = Arc::new(Shares::new(0, 8));
        assert_eq!(shares.most(), LEAST_SHARE);
        drop(shares.take(address("192.0.2.1")));
        assert!(shares.shards.iter().all(|shard| shard.lock().unwrap().is_empty()));
    }
}
