//! The buckets of this process alone: exact, and bounded in memory whoever asks.

use std::time::Instant;

use super::buckets::{Draw, Subject};
use super::rate::Rate;
use crate::bounded_map::SharedMap;

/// Buckets kept; about 5 MB when full. A client whose bucket is forgotten starts with a full one.
const BUCKETS: usize = 65_536;

/// When each bucket is full again, in microseconds since the start.
pub(super) struct Local {
    full_at: SharedMap<Subject, u64>,
    started: Instant,
}

impl Local {
    pub(super) fn new() -> Self {
        Self { full_at: SharedMap::new(BUCKETS), started: Instant::now() }
    }

    pub(super) fn draw(&self, subject: &Subject, rate: Rate) -> Draw {
        let now = self.started.elapsed().as_micros() as u64;
        let drawn = self.full_at.with(subject, |buckets| {
            let before = buckets.get(subject).map_or(0, |full_at| *full_at);
            match rate.draw(before, now) {
                Some(full_at) => {
                    buckets.insert(subject.clone(), full_at);
                    Draw { given: true, ahead: full_at - now }
                }
                None => Draw { given: false, ahead: before.saturating_sub(now) },
            }
        });
        drawn.unwrap_or(Draw { given: true, ahead: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subject_has_a_bucket_of_its_own() {
        let (local, rate) = (Local::new(), Rate::new(1, 1));
        let (one, two) = (Subject::Key("one".into()), Subject::Key("two".into()));
        assert!(local.draw(&one, rate).given && local.draw(&one, rate).given);
        assert!(!local.draw(&one, rate).given);
        assert!(local.draw(&two, rate).given);
    }

    #[test]
    fn a_flood_of_addresses_does_not_grow_the_table() {
        let (local, rate) = (Local::new(), Rate::new(1, 1));
        for number in 0..200_000_u32 {
            local.draw(&Subject::from_address(std::net::Ipv4Addr::from(number).into()), rate);
        }
        assert!(local.full_at.len() <= BUCKETS);
    }
}
