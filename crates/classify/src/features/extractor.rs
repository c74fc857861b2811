//! Runs every formula over one fingerprint. Owns the order of the columns.

use super::{Feature, GROUPS, Schema};
use fingerprint_signals::Fingerprint;

/// The columns, ready to be computed.
pub struct Extractor {
    features: Vec<Feature>,
    schema: Schema,
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// Every column of this binary.
    #[must_use]
    pub fn new() -> Self {
        let groups: Vec<_> = GROUPS.iter().map(|group| (group, (group.features)())).collect();
        let schema = Schema::from_groups(&groups);
        Self { features: groups.into_iter().flat_map(|(_, features)| features).collect(), schema }
    }

    /// Names and meaning of the columns.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// One row, in the order of the schema.
    #[must_use]
    pub fn row(&self, fingerprint: &Fingerprint) -> Vec<f32> {
        self.features.iter().map(|feature| feature.value(fingerprint)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_client_is_all_zeros() {
        let row = Extractor::new().row(&Fingerprint::default());
        assert!(row.iter().all(|value| *value == 0.0));
    }

    #[test]
    fn every_group_starts_with_its_present_column() {
        let extractor = Extractor::new();
        for group in &extractor.schema().groups {
            assert_eq!(
                extractor.schema().columns[group.start].name,
                format!("{}.present", group.name)
            );
        }
    }
}
