//! What the models said before, by a keyed hash of the features it rests on. Scores follow from the
//! features and the model set alone, so a kept one is as good as a fresh one; nothing of the
//! caller's id or options is in it.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Weak};

use fingerprint_classify::models::scores::Scores;

use super::active::ActiveModels;
use crate::bounded_map::SharedMap;
use crate::telemetry::Metrics;

/// The kept scores, each with the set that gave it.
pub struct ScoreCache {
    scores: SharedMap<u64, (Weak<ActiveModels>, Arc<Scores>)>,
    /// Secret of this process, so that nobody can make two clients look alike.
    hasher: RandomState,
    metrics: Arc<Metrics>,
}

impl ScoreCache {
    /// Keeps at most `entries`; 0: there is no cache.
    #[must_use]
    pub fn new(entries: usize, metrics: Arc<Metrics>) -> Option<Self> {
        (entries > 0).then(|| Self {
            scores: SharedMap::new(entries),
            hasher: RandomState::new(),
            metrics,
        })
    }

    /// The scores that this very set gave to this row.
    #[must_use]
    pub fn find(&self, set: &Arc<ActiveModels>, row: &[f32]) -> Option<Arc<Scores>> {
        let key = self.key(row);
        let found = self.scores.with(&key, |map| {
            let (of, scores) = map.get(&key)?;
            // A weak pointer keeps the address from being used again: equal means the same set.
            std::ptr::eq(of.as_ptr(), Arc::as_ptr(set)).then(|| Arc::clone(scores))
        });
        let found = found.flatten();
        self.metrics.cache(found.is_some());
        found
    }

    pub fn keep(&self, set: &Arc<ActiveModels>, row: &[f32], scores: &Arc<Scores>) {
        let key = self.key(row);
        let entry = (Arc::downgrade(set), Arc::clone(scores));
        self.scores.with(&key, |map| map.insert(key, entry));
    }

    fn key(&self, row: &[f32]) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        let (pairs, rest) = row.as_chunks::<2>();
        for [left, right] in pairs {
            hasher.write_u64(u64::from(left.to_bits()) << 32 | u64::from(right.to_bits()));
        }
        for last in rest {
            hasher.write_u32(last.to_bits());
        }
        hasher.finish()
    }
}
