//! What feature probes make likely: an engine, and a range of its majors. Based on the distance to
//! the features of each known major, and on how often a probe gives an unexpected answer.

use fingerprint_signals::labels::Engine;

/// Share of probes whose answer differs from the table: other builds, policies, errors in the
/// table. `tests/probes.rs` measures what follows from it.
const PROBE_ERROR_SHARE: f32 = 0.01;

/// An engine is certain if the next one differs in at least this many more probes.
const MIN_FIRM_PROBES: u32 = 6;

/// The most that a bitmap may weigh: it comes from a script that the client may have changed.
const MAX_ENGINE_LOG_ODDS: f32 = 7.0;

/// The known browsers around one bitmap, as plain facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probes {
    /// The nearest engine.
    pub engine: Engine,
    /// Probes in which the nearest known browser differs.
    pub distance: u32,
    /// The same for the nearest browser of another engine.
    pub other_engine: u32,
    /// Every known major, ascending, and in how many probes it differs. The last stands for itself
    /// or anything newer.
    pub majors: Vec<(u32, u32)>,
}

/// A range of majors, and how likely each is.
#[derive(Debug, Clone, PartialEq)]
pub struct Majors {
    /// The oldest major.
    pub first: u32,
    /// Open where the newest known major is in it.
    pub last: Option<u32>,
    /// Of equally likely majors the first: what the features show is at least that one.
    pub best: u32,
    likely: Vec<(u32, f32)>,
}

impl Probes {
    /// Whether the engine is beyond doubt.
    #[must_use]
    pub const fn is_firm(&self) -> bool {
        self.other_engine >= self.distance + MIN_FIRM_PROBES
    }

    /// How far the bitmap moves the odds of its engine.
    #[must_use]
    pub fn engine_log_odds(&self) -> f32 {
        let margin = self.other_engine.saturating_sub(self.distance) as f32;
        (margin * per_probe()).min(MAX_ENGINE_LOG_ODDS)
    }

    /// The smallest range of majors that holds the true one with this probability.
    #[must_use]
    pub fn majors(&self, coverage: f32) -> Option<Majors> {
        let odds =
            |distance: u32| (-per_probe() * (distance - self.distance.min(distance)) as f32).exp();
        let all: f32 = self.majors.iter().map(|(_, distance)| odds(*distance)).sum();
        let likely: Vec<(u32, f32)> =
            self.majors.iter().map(|(major, distance)| (*major, odds(*distance) / all)).collect();
        let mut ranked = likely.clone();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = ranked.first()?.0;
        let (mut first, mut last, mut held) = (best, best, 0.0);
        let mut least = 1.0;
        for (major, share) in ranked {
            // What looks the same is never cut in two.
            if held >= coverage && share < least {
                break;
            }
            least = share;
            held += share;
            (first, last) = (first.min(major), last.max(major));
        }
        let newest = self.majors.last()?.0;
        Some(Majors { first, last: (last < newest).then_some(last), best, likely })
    }
}

impl Majors {
    /// Whether the range holds this major.
    #[must_use]
    pub fn holds(&self, major: u32) -> bool {
        major >= self.first && self.last.is_none_or(|last| major <= last)
    }

    /// How likely a major is that the client claims, at this share of honest clients; the others
    /// share the rest. One odd probe is not worth as much as most clients' word; two are.
    #[must_use]
    pub fn likelihood_of_claim(&self, major: u32, honest: f32) -> f32 {
        let of_claim = self.likelihood(major) * honest;
        let of_others =
            (1.0 - self.likelihood(major)) * (1.0 - honest) / self.likely.len().max(1) as f32;
        if of_claim > 0.0 { of_claim / (of_claim + of_others) } else { 0.0 }
    }

    /// The range with one more major in it.
    #[must_use]
    pub fn with(&self, major: u32) -> (u32, Option<u32>) {
        (self.first.min(major), self.last.map(|last| last.max(major)))
    }

    /// How likely a major is; one that is newer than any known shares the newest's.
    #[must_use]
    pub fn likelihood(&self, major: u32) -> f32 {
        let newest = self.likely.last().map_or(0, |(newest, _)| *newest);
        let found = self.likely.iter().find(|(known, _)| *known == major.min(newest));
        found.map_or(0.0, |(_, share)| *share)
    }
}

/// What one probe more or less is worth.
fn per_probe() -> f32 {
    ((1.0 - PROBE_ERROR_SHARE) / PROBE_ERROR_SHARE).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probes(majors: &[(u32, u32)]) -> Probes {
        let distance = majors.iter().map(|(_, distance)| *distance).min().unwrap();
        Probes { engine: Engine::Blink, distance, other_engine: 40, majors: majors.to_vec() }
    }

    #[test]
    fn the_newest_known_major_stands_for_all_that_follow() {
        let majors = probes(&[(149, 4), (150, 2), (151, 0)]).majors(0.9).unwrap();
        assert_eq!((majors.first, majors.last, majors.best), (151, None, 151));
        assert!(majors.holds(156) && !majors.holds(150) && majors.likelihood(156) > 0.98);
    }

    #[test]
    fn majors_that_look_alike_are_one_range() {
        let majors = probes(&[(15, 6), (16, 0), (17, 0), (18, 5)]).majors(0.9).unwrap();
        assert_eq!((majors.first, majors.last, majors.best), (16, Some(17), 16));
        assert!((majors.likelihood(16) - 0.5).abs() < 0.01);
    }

    #[test]
    fn a_claim_is_worth_one_odd_probe_and_not_two() {
        let probes = Probes {
            majors: (100_u32..160)
                .map(|major| (major, if major == 150 { 0 } else { major.abs_diff(150) }))
                .collect(),
            ..probes(&[(1, 0)])
        };
        let majors = probes.majors(0.9).unwrap();
        assert!(majors.likelihood_of_claim(150, 0.9) > 0.99);
        assert!(majors.likelihood_of_claim(149, 0.9) > 0.7);
        assert!(majors.likelihood_of_claim(148, 0.9) < 0.1);
        assert_eq!(majors.with(149), (149, Some(150)));
    }

    #[test]
    fn the_newest_that_look_alike_are_told_by_the_first_of_them() {
        let majors = probes(&[(150, 4), (151, 0), (152, 0), (153, 0)]).majors(0.5).unwrap();
        assert_eq!((majors.first, majors.last, majors.best), (151, None, 151));
    }

    #[test]
    fn a_wider_coverage_takes_the_neighbours() {
        let probes = probes(&[(140, 1), (141, 0), (142, 1)]);
        assert_eq!(probes.majors(0.9).unwrap().first, 141);
        let wide = probes.majors(0.985).unwrap();
        assert!(wide.holds(140) || wide.holds(142));
    }
}
