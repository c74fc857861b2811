//! What a bitmap comes closest to: the engine, the platform, and how far each of that engine's
//! known majors is. Owns the counting; how likely that makes a version is for the verdict.

use serde::Serialize;

use super::codewords::{CODEWORDS, Codeword};
use super::{Bits, Platform};
use crate::labels::Engine;

/// A bitmap with fewer features than any browser of the last six years was not filled by one.
const MIN_FEATURES: u32 = 16;

/// Farther than this from everything known, a bitmap is unknown. `WebKitGTK`, the farthest genuine
/// build that was measured, is 9 bits away on the version's probes.
const MAX_DISTANCE: u32 = 32;

/// The known browsers around a bitmap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nearest {
    /// The engine of the nearest known browser.
    pub engine: Engine,
    /// The platform of the nearest known browser.
    pub platform: Platform,
    /// Probes in which the nearest known browser differs.
    pub distance: u32,
    /// The same for the nearest browser of another engine.
    pub other_engine: u32,
    /// The same by platform of this engine, where it was not chosen.
    pub other_platforms: Vec<(Platform, u32)>,
    /// Every known major on this platform, ascending, and the distance of its nearest release. The
    /// last means itself or anything newer.
    pub majors: Vec<(u32, u32)>,
}

impl Nearest {
    pub(super) fn find(bits: Bits) -> Option<Self> {
        if bits.version.count_ones() + bits.platform.count_ones() < MIN_FEATURES {
            return None;
        }
        let away = |word: &Codeword| word.bits.distance(bits);
        let best = CODEWORDS.iter().min_by_key(|word| away(word))?;
        let distance = away(best);
        if distance > MAX_DISTANCE {
            return None;
        }
        let of_others = CODEWORDS.iter().filter(|word| word.engine != best.engine).map(away);
        let mut majors: Vec<(u32, u32)> = Vec::new();
        let mut other_platforms: Vec<(Platform, u32)> = Vec::new();
        for word in CODEWORDS.iter().filter(|word| word.engine == best.engine) {
            if word.platform == best.platform {
                closer(&mut majors, word.major, away(word));
            } else {
                closer(&mut other_platforms, word.platform, away(word));
            }
        }
        majors.sort_unstable();
        Some(Self {
            engine: best.engine,
            platform: best.platform,
            distance,
            other_engine: of_others.min()?,
            other_platforms,
            majors,
        })
    }

    /// How much farther the claimed major is than the nearest; `None` where it is older than any
    /// known. One that is newer than any known is as far as the newest.
    #[must_use]
    pub fn excess_distance(&self, claimed: u32) -> Option<u32> {
        let newest = self.majors.last()?;
        let (_, distance) =
            self.majors.iter().find(|(major, _)| *major == claimed.min(newest.0))?;
        Some(distance - self.distance)
    }

    /// The nearest majors, ascending.
    pub fn nearest_majors(&self) -> impl Iterator<Item = u32> {
        self.majors
            .iter()
            .filter(|(_, distance)| *distance == self.distance)
            .map(|(major, _)| *major)
    }

    /// How much farther the nearest browser of another platform is.
    #[must_use]
    pub fn platform_margin(&self, platform: Platform) -> Option<u32> {
        let (_, distance) = self.other_platforms.iter().find(|(other, _)| *other == platform)?;
        Some(distance - self.distance)
    }
}

/// Keeps the least distance of a key.
fn closer<K: PartialEq>(list: &mut Vec<(K, u32)>, key: K, distance: u32) {
    match list.iter_mut().find(|(own, _)| *own == key) {
        Some((_, least)) => *least = distance.min(*least),
        None => list.push((key, distance)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(engine: Engine, platform: Platform, major: u32) -> Codeword {
        let mut words =
            CODEWORDS.iter().filter(|word| (word.engine, word.platform) == (engine, platform));
        *words.find(|word| word.major == major).unwrap()
    }

    #[test]
    fn a_known_browser_is_at_no_distance() {
        let nearest = Nearest::find(word(Engine::Blink, Platform::Desktop, 140).bits).unwrap();
        assert_eq!(
            (nearest.engine, nearest.platform, nearest.distance),
            (Engine::Blink, Platform::Desktop, 0)
        );
        assert_eq!(nearest.nearest_majors().collect::<Vec<_>>(), [140]);
        assert!(nearest.other_engine > 20 && nearest.excess_distance(139).unwrap() > 0);
    }

    #[test]
    fn a_claim_newer_than_anything_known_is_as_far_as_the_newest() {
        let newest = CODEWORDS
            .iter()
            .filter(|word| word.engine == Engine::Gecko)
            .map(|word| word.major)
            .max()
            .unwrap();
        let nearest = Nearest::find(word(Engine::Gecko, Platform::Desktop, newest).bits).unwrap();
        assert_eq!(nearest.excess_distance(newest + 9), Some(0));
        assert_eq!(nearest.excess_distance(3), None);
    }

    #[test]
    fn an_empty_or_random_bitmap_is_not_a_browser() {
        assert_eq!(Nearest::find(Bits { version: 0, platform: 0 }), None);
        assert_eq!(Nearest::find(Bits { version: u128::MAX / 3, platform: 0x5555_5555 }), None);
    }

    #[test]
    fn a_phone_and_a_desktop_differ() {
        for (engine, major) in [(Engine::Blink, 150), (Engine::Gecko, 150)] {
            let nearest = Nearest::find(word(engine, Platform::Android, major).bits).unwrap();
            assert_eq!(nearest.platform, Platform::Android);
            assert!(nearest.platform_margin(Platform::Desktop).unwrap() >= 4, "{engine}");
        }
    }
}
