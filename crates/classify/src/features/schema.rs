//! The one schema for serving and training: column names, meanings and groups, and the id that a
//! model's manifest pins.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Feature, Group};
use fingerprint_signals::labels::Layer;

/// What `fingerprint-api schema` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Schema {
    /// Twelve hex digits of the SHA-256 of the ordered column names.
    pub id: String,
    /// The groups, in the order of their columns.
    pub groups: Vec<GroupSpan>,
    /// Every column, in order.
    pub columns: Vec<Column>,
}

/// The place of a group's columns.
#[derive(Debug, Clone, Serialize)]
pub struct GroupSpan {
    /// The group's name.
    pub name: &'static str,
    /// `None` for a group that compares layers.
    pub layer: Option<Layer>,
    /// Its first column.
    pub start: usize,
    /// The column after its last.
    pub end: usize,
}

/// One column's name and meaning.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// What the number means.
    pub doc: String,
}

impl Schema {
    pub(super) fn from_groups(groups: &[(&Group, Vec<Feature>)]) -> Self {
        let mut spans = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        for (group, features) in groups {
            let start = columns.len();
            columns.extend(
                features
                    .iter()
                    .map(|feature| Column { name: feature.name.clone(), doc: feature.doc.clone() }),
            );
            spans.push(GroupSpan {
                name: group.name,
                layer: group.layer,
                start,
                end: columns.len(),
            });
        }
        let mut digest = Sha256::new();
        for column in &columns {
            digest.update(column.name.as_bytes());
            digest.update(b"\n");
        }
        let id = digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Self { id, groups: spans, columns }
    }

    /// How many columns there are.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.columns.len()
    }

    /// The groups of each layer, which are adjacent; a group without a layer is by itself.
    pub fn parts(&self) -> impl Iterator<Item = &[GroupSpan]> {
        self.groups.chunk_by(|a, b| a.layer.is_some() && a.layer == b.layer)
    }
}

#[cfg(test)]
mod tests {
    use crate::features::Extractor;
    use std::collections::HashSet;

    #[test]
    fn the_groups_of_a_layer_stand_together() {
        let extractor = Extractor::new();
        let layers: Vec<_> =
            extractor.schema().parts().filter_map(|groups| groups[0].layer).collect();
        assert_eq!(layers.len(), layers.iter().collect::<HashSet<_>>().len());
    }

    #[test]
    fn column_names_are_unique_and_begin_with_their_group() {
        let extractor = Extractor::new();
        let schema = extractor.schema();
        let names: HashSet<_> = schema.columns.iter().map(|column| &column.name).collect();
        assert_eq!(names.len(), schema.width());
        for group in &schema.groups {
            for column in &schema.columns[group.start..group.end] {
                assert!(column.name.starts_with(&format!("{}.", group.name)), "{}", column.name);
                assert!(!column.doc.is_empty(), "{}", column.name);
            }
        }
    }
}
