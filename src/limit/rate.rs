//! The token bucket as one number, the generic cell rate algorithm (ITU-T I.371, annex A): the time
//! at which the bucket would be full again. Owns the arithmetic, in microseconds.

/// Requests a second, and how many may come at once above that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Microseconds that one request costs.
    pub interval: u64,
    /// How far ahead of now the bucket may be drawn and still give one more.
    pub tolerance: u64,
}

/// What is left of a bucket after a request, allowed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Requests that a full bucket allows at once.
    pub limit: u64,
    /// Seconds in which an empty bucket fills.
    pub window_seconds: u64,
    /// Requests that it still allows now.
    pub remaining: u64,
    /// Seconds until it is full again.
    pub reset_seconds: u64,
    /// Seconds after which a refused request would be let in.
    pub retry_seconds: u64,
}

impl Rate {
    #[must_use]
    pub fn new(per_second: u32, burst: u32) -> Self {
        let interval = 1_000_000 / u64::from(per_second.max(1));
        Self { interval: interval.max(1), tolerance: interval.max(1) * u64::from(burst) }
    }

    /// Draws one request at `now` from a bucket that is full at `full_at`: when it is full then, or
    /// `None` where it gives none.
    #[must_use]
    pub fn draw(&self, full_at: u64, now: u64) -> Option<u64> {
        let full_at = full_at.max(now);
        (full_at - now <= self.tolerance).then_some(full_at + self.interval)
    }

    /// The quota of a bucket that is full `ahead` microseconds from now.
    #[must_use]
    pub fn quota(&self, ahead: u64) -> Quota {
        let whole = self.tolerance + self.interval;
        Quota {
            limit: whole / self.interval,
            window_seconds: seconds(whole),
            remaining: whole.saturating_sub(ahead) / self.interval,
            reset_seconds: ahead.div_ceil(1_000_000),
            retry_seconds: seconds(ahead.saturating_sub(self.tolerance)),
        }
    }
}

/// Whole seconds, rounded up, at least one: the fields know no fractions.
fn seconds(microseconds: u64) -> u64 {
    microseconds.div_ceil(1_000_000).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_its_burst_and_one_and_then_the_rate() {
        let rate = Rate::new(10, 5);
        let (mut full_at, mut given) = (0, 0);
        while let Some(next) = rate.draw(full_at, 1_000) {
            (full_at, given) = (next, given + 1);
        }
        assert_eq!(given, 6);
        assert_eq!(rate.draw(full_at, 1_000 + 99_999), None);
        assert_eq!(rate.draw(full_at, 1_000 + 100_000), Some(full_at + 100_000));
    }

    #[test]
    fn a_quota_counts_down_to_nothing_and_says_when_to_come_again() {
        let rate = Rate::new(2, 3);
        let full = rate.quota(0);
        assert_eq!((full.limit, full.window_seconds, full.remaining), (4, 2, 4));
        let one = rate.quota(rate.interval);
        assert_eq!((one.remaining, one.reset_seconds), (3, 1));
        let empty = rate.quota(4 * rate.interval);
        assert_eq!((empty.remaining, empty.reset_seconds, empty.retry_seconds), (0, 2, 1));
    }

    #[test]
    fn a_client_that_rests_gets_no_more_than_a_full_bucket() {
        let rate = Rate::new(1, 1);
        assert_eq!(rate.draw(0, 3_600_000_000), Some(3_601_000_000));
    }
}
