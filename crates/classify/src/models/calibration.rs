//! Which calibration serves which evidence: by the groups present and by how new the stack is. Owns
//! the look-up and the substitute where training had too few rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::known_stacks::Novelty;
use super::manifest::Calibration;

/// A calibration as it is applied.
#[derive(Debug, Clone)]
pub(super) struct Applied {
    pub temperature: f32,
    pub doubt: f32,
    pub conformal: Arc<[(f32, f32)]>,
}

/// All calibrations of a question, by a bit for each group.
pub(super) struct Calibrations {
    /// Sorted.
    by_groups: Vec<((u64, Novelty), Applied)>,
    rest: Applied,
}

impl Calibrations {
    pub(super) fn new(
        manifest: &BTreeMap<String, BTreeMap<Novelty, Calibration>>,
        groups: &[&str],
    ) -> Self {
        let mask = |names: &str| {
            names.split('+').try_fold(0_u64, |mask, name| {
                groups.iter().position(|group| *group == name).map(|index| mask | 1 << index)
            })
        };
        let mut by_groups = Vec::new();
        for (names, by_novelty) in manifest {
            let Some(mask) = mask(names) else { continue };
            for novelty in Novelty::ALL {
                if let Some(found) = nearest(by_novelty, novelty) {
                    by_groups.push(((mask, novelty), applied(found)));
                }
            }
        }
        by_groups.sort_by_key(|(key, _)| *key);
        let rest = manifest.get("any").and_then(|any| nearest(any, Novelty::Far)).map(applied);
        Self { by_groups, rest: rest.unwrap_or_else(without) }
    }

    /// `groups` has a bit for each group.
    pub(super) fn for_groups(&self, groups: u64, novelty: Novelty) -> &Applied {
        let known = self.by_groups.binary_search_by_key(&(groups, novelty), |(key, _)| *key);
        known
            .ok()
            .and_then(|index| self.by_groups.get(index))
            .map_or(&self.rest, |(_, applied)| applied)
    }
}

/// The calibration for this novelty; where training had too few rows of it, that of the next newer
/// stacks, which trusts less, and at last whatever there is.
fn nearest(by_novelty: &BTreeMap<Novelty, Calibration>, novelty: Novelty) -> Option<&Calibration> {
    let newer = by_novelty.range(novelty..).next();
    newer.or_else(|| by_novelty.last_key_value()).map(|(_, calibration)| calibration)
}

fn applied(calibration: &Calibration) -> Applied {
    Applied {
        temperature: calibration.temperature,
        doubt: calibration.doubt,
        conformal: calibration.conformal.as_slice().into(),
    }
}

/// Nothing is claimed without a calibration: the manifest's check keeps this from happening.
fn without() -> Applied {
    Applied { temperature: 1.0, doubt: 1.0, conformal: Arc::from([]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calibration(temperature: f32) -> Calibration {
        Calibration { temperature, doubt: 0.0, conformal: vec![(0.9, 0.1)], rows: 1 }
    }

    #[test]
    fn a_novelty_without_rows_takes_the_next_that_trusts_less() {
        let manifest = BTreeMap::from([
            (
                "tls+http".to_owned(),
                BTreeMap::from([
                    (Novelty::Known, calibration(1.0)),
                    (Novelty::Far, calibration(3.0)),
                ]),
            ),
            ("any".to_owned(), BTreeMap::from([(Novelty::Far, calibration(9.0))])),
        ]);
        let found = Calibrations::new(&manifest, &["tls", "http2", "http"]);
        let temperature = |groups, novelty| found.for_groups(groups, novelty).temperature;
        assert_eq!(temperature(0b101, Novelty::Known), 1.0);
        assert_eq!(temperature(0b101, Novelty::Near), 3.0);
        assert_eq!(temperature(0b011, Novelty::Known), 9.0);
    }
}
