//! The verdicts of the last while, by a keyed hash of the caller's id: labels and probabilities, so
//! that a late truth finds what was said.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use super::truth::Said;
use crate::bounded_map::SharedMap;
use crate::config::Feedback;

/// What was said, and when.
pub struct Recent {
    said: Option<SharedMap<u64, (Instant, Said)>>,
    lifetime: Duration,
    hasher: RandomState,
}

impl Recent {
    #[must_use]
    pub fn new(settings: &Feedback) -> Self {
        Self {
            said: (settings.entries > 0).then(|| SharedMap::new(settings.entries)),
            lifetime: Duration::from_secs(settings.expire_seconds),
            hasher: RandomState::new(),
        }
    }

    /// Keeps what was said of a client. Said twice of one id, the last word counts.
    pub fn keep(&self, id: &str, said: impl FnOnce() -> Said) {
        if let Some(map) = &self.said {
            let key = self.hasher.hash_one(id);
            map.with(&key, |map| map.insert(key, (Instant::now(), said())));
        }
    }

    /// What was said, once: the same truth sent again must not count again.
    #[must_use]
    pub fn take(&self, id: &str) -> Option<Said> {
        let key = self.hasher.hash_one(id);
        let (at, said) = self.said.as_ref()?.with(&key, |map| map.remove(&key))??;
        (at.elapsed() < self.lifetime).then_some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::super::truth::tests::said;
    use super::*;
    use fingerprint_signals::labels::Browser;

    fn recent(entries: usize, expire_seconds: u64) -> Recent {
        Recent::new(&Feedback { entries, expire_seconds })
    }

    #[test]
    fn a_verdict_is_found_once_and_the_last_word_counts() {
        let recent = recent(100, 60);
        recent.keep("a", || said(Browser::Chrome));
        recent.keep("a", || said(Browser::Edge));
        assert_eq!(recent.take("a"), Some(said(Browser::Edge)));
        assert_eq!(recent.take("a"), None);
        assert_eq!(recent.take("b"), None);
    }

    #[test]
    fn a_verdict_expires_and_none_is_kept_where_settings_say_so() {
        let expired = recent(100, 0);
        expired.keep("a", || said(Browser::Chrome));
        assert_eq!(expired.take("a"), None);
        let off = recent(0, 60);
        off.keep("a", || said(Browser::Chrome));
        assert_eq!(off.take("a"), None);
    }
}
