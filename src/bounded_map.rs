//! A map that forgets what was not used for long, so that strangers cannot make it grow. Owns the
//! bound and the locking; what is kept is its users' business.
//!
//! Entries live in two generations. When the young one is full it becomes the old one, and what was
//! in the old one is forgotten; whatever is looked up in between moves back to the young one. Each
//! operation costs a look-up or two, whatever the load.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, PoisonError};

/// Locks that work shares out; a power of two.
const SHARDS: usize = 16;

/// One generation map, for one thread at a time.
#[derive(Debug)]
pub struct BoundedMap<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    half: usize,
}

impl<K: Hash + Eq, V> BoundedMap<K, V> {
    /// Holds at most `capacity` entries, and at least the half of it that was used last.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), half: capacity.div_ceil(2).max(1) }
    }

    /// The entry, which counts as used.
    pub fn get<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        if !self.young.contains_key(key) {
            let (key, value) = self.old.remove_entry(key)?;
            self.insert(key, value);
        }
        self.young.get_mut(key)
    }

    pub fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= self.half && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.old.remove(&key);
        self.young.insert(key, value);
    }

    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.young.remove(key).or_else(|| self.old.remove(key))
    }

    pub fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Many of them behind a lock each, for all threads. Keys are hashed with a secret of this process.
#[derive(Debug)]
pub struct SharedMap<K, V> {
    shards: Vec<Mutex<BoundedMap<K, V>>>,
    hasher: RandomState,
}

impl<K: Hash + Eq, V> SharedMap<K, V> {
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        let shard = || Mutex::new(BoundedMap::new(capacity.div_ceil(SHARDS)));
        Self {
            shards: std::iter::repeat_with(shard).take(SHARDS).collect(),
            hasher: RandomState::new(),
        }
    }

    /// Does something with the part of the map that holds the key.
    pub fn with<Q, R>(&self, key: &Q, work: impl FnOnce(&mut BoundedMap<K, V>) -> R) -> Option<R>
    where
        K: Borrow<Q>,
        Q: Hash + ?Sized,
    {
        let shard = self.hasher.hash_one(key) as usize % SHARDS;
        // A panic in between leaves a map that is whole, if perhaps short of an entry.
        let mut map = self.shards.get(shard)?.lock().unwrap_or_else(PoisonError::into_inner);
        Some(work(&mut map))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        let of = |shard: &Mutex<BoundedMap<K, V>>| shard.lock().map_or(0, |map| map.len());
        self.shards.iter().map(of).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_keys_leave_no_more_than_the_capacity() {
        let mut map = BoundedMap::new(100);
        for key in 0..1_000_000_u32 {
            map.insert(key, key);
            assert!(map.len() <= 100);
        }
        assert_eq!(map.get(&999_999), Some(&mut 999_999));
        assert_eq!(map.get(&1), None);
    }

    #[test]
    fn what_is_used_stays_while_strangers_pass() {
        let mut map = BoundedMap::new(10);
        map.insert(0_u32, "kept");
        for stranger in 1..1000 {
            map.insert(stranger, "");
            assert_eq!(map.get(&0), Some(&mut "kept"));
        }
    }

    #[test]
    fn an_entry_is_there_once_wherever_it_was_before() {
        let mut map = BoundedMap::new(4);
        for round in 0..10 {
            for key in 0..3 {
                map.insert(key, round);
            }
        }
        assert_eq!(map.remove(&1), Some(9));
        assert_eq!(map.get(&1), None);
    }

    #[test]
    fn a_shared_map_is_bounded_too() {
        let map = SharedMap::new(64);
        for key in 0..10_000_u32 {
            map.with(&key, |shard| shard.insert(key, ()));
        }
        assert!(map.len() <= 64, "{}", map.len());
    }
}
