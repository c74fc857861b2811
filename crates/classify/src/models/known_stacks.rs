//! Which stacks training has seen. Owns the key of a layer's numbers, the distance of a TLS stack
//! to those of training, and what both make of a row: a layer that is `known: false`, and how new
//! the stack is, which decides how much a model trusts its own answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::features::Schema;
use fingerprint_signals::labels::Layer;

/// How new a client's TLS stack is to the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Novelty {
    /// Training saw it, or no TLS is known.
    Known,
    /// It differs in a few code points from one that training saw.
    Near,
    /// It is like none that training saw.
    Far,
}

impl Novelty {
    /// From known to far.
    pub const ALL: [Self; 3] = [Self::Known, Self::Near, Self::Far];
}

/// `known.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Keys of each other layer's training rows, 16 hex digits each.
    keys: BTreeMap<Layer, Vec<String>>,
    /// Code points in which a stack may differ from the nearest of training and still be near.
    near: u32,
    /// The lists that are compared: the column that says whether the list was recorded, and those
    /// of its members. A sign is compared as two bits.
    fields: Vec<Field>,
    /// The stacks of training: their bits, known columns first, as hex digits.
    stacks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    known: String,
    columns: Vec<String>,
}

/// What training has seen.
#[derive(Debug, Default)]
pub struct KnownStacks {
    keys: BTreeMap<Layer, Vec<u64>>,
    near: u32,
    fields: Vec<(usize, Vec<usize>)>,
    /// Sorted.
    stacks: Vec<Stack>,
}

/// Most bits of a stack: two for each column.
const WORDS: usize = 8;

/// The bits of a stack, and which of them were recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Stack {
    bits: [u64; WORDS],
    recorded: [u64; WORDS],
}

impl KnownStacks {
    /// Reads `known.json`.
    pub fn parse(json: &[u8], schema: &Schema) -> Result<Self, String> {
        let known: Known = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let column = |name: &String| {
            let found = schema.columns.iter().position(|column| column.name == *name);
            found.ok_or_else(|| format!("{name} is not a column"))
        };
        let mut keys = BTreeMap::new();
        for (layer, texts) in known.keys {
            let parsed = texts
                .iter()
                .map(|text| u64::from_str_radix(text, 16).map_err(|error| error.to_string()));
            let mut sorted = parsed.collect::<Result<Vec<_>, _>>()?;
            sorted.sort_unstable();
            keys.insert(layer, sorted);
        }
        let fields = known.fields.iter().map(|field| {
            let columns = field.columns.iter().map(column).collect::<Result<Vec<_>, _>>()?;
            Ok((column(&field.known)?, columns))
        });
        let fields = fields.collect::<Result<Vec<(usize, Vec<usize>)>, String>>()?;
        let columns: usize = fields.iter().map(|(_, columns)| columns.len()).sum();
        if columns * 2 > WORDS * 64 {
            return Err(format!("{columns} columns are more than are compared"));
        }
        let stacks = known.stacks.iter().map(|text| Stack::from_hex(text, &fields));
        let mut stacks = stacks
            .collect::<Option<Vec<_>>>()
            .ok_or("a stack is not the hexadecimal text of its fields")?;
        stacks.sort_unstable();
        Ok(Self { keys, near: known.near, fields, stacks })
    }

    /// Whether training saw these numbers; `None` where it kept no keys of the layer.
    #[must_use]
    pub fn knows(&self, layer: Layer, numbers: impl Iterator<Item = f32>) -> Option<bool> {
        let keys = self.keys.get(&layer)?;
        Some(keys.binary_search(&key(numbers)).is_ok())
    }

    /// How far the row's TLS stack is from the nearest that training saw. Lists that one side did
    /// not record are not compared; without ciphers and extensions nothing can be said.
    #[must_use]
    pub fn novelty(&self, row: &[f32]) -> Novelty {
        let on = |column: usize| row.get(column).copied().unwrap_or_default();
        if self.fields.iter().take(2).any(|(known, _)| on(*known) <= 0.0) {
            return Novelty::Far;
        }
        let stack = Stack::from_columns(&self.fields, on);
        // Most clients' stacks are known to the bit: no need to go through all of them.
        if self.stacks.binary_search(&stack).is_ok() {
            return Novelty::Known;
        }
        let nearest = self.stacks.iter().fold(u32::MAX, |best, other| stack.distance(other, best));
        match nearest {
            0 => Novelty::Known,
            distance if distance <= self.near => Novelty::Near,
            _ => Novelty::Far,
        }
    }
}

impl Stack {
    /// From the numbers of the columns: a bit for above zero and one for below.
    fn from_columns(fields: &[(usize, Vec<usize>)], value: impl Fn(usize) -> f32) -> Self {
        let mut stack = Self { bits: [0; WORDS], recorded: [0; WORDS] };
        let mut place = 0;
        for (known, columns) in fields {
            let recorded = value(*known) > 0.0;
            for column in columns {
                let number = value(*column);
                for set in [number > 0.0, number < 0.0] {
                    if let (Some(bits), Some(mask)) =
                        (stack.bits.get_mut(place / 64), stack.recorded.get_mut(place / 64))
                    {
                        *bits |= u64::from(recorded && set) << (place % 64);
                        *mask |= u64::from(recorded) << (place % 64);
                    }
                    place += 1;
                }
            }
        }
        stack
    }

    /// From hex digits: a bit for each field, whether it was recorded; then the columns' bits.
    fn from_hex(text: &str, fields: &[(usize, Vec<usize>)]) -> Option<Self> {
        let digits: Vec<u32> =
            text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
        let bit = |index: usize| digits.get(index / 4).map(|digit| digit >> (index % 4) & 1 == 1);
        let mut stack = Self { bits: [0; WORDS], recorded: [0; WORDS] };
        let mut place = 0;
        for (index, (_, columns)) in fields.iter().enumerate() {
            let recorded = bit(index)?;
            for _ in 0..columns.len() * 2 {
                let set = bit(fields.len() + place)?;
                *stack.bits.get_mut(place / 64)? |= u64::from(recorded && set) << (place % 64);
                *stack.recorded.get_mut(place / 64)? |= u64::from(recorded) << (place % 64);
                place += 1;
            }
        }
        Some(stack)
    }

    /// Bits in which both differ, of those that both recorded; gives up where it is no better than
    /// the best so far.
    fn distance(&self, other: &Self, best: u32) -> u32 {
        let mut sum = 0;
        for (((a, b), mine), theirs) in
            self.bits.iter().zip(&other.bits).zip(&self.recorded).zip(&other.recorded)
        {
            sum += ((a ^ b) & mine & theirs).count_ones();
            if sum >= best {
                return best;
            }
        }
        sum
    }
}

/// FNV-1a over the numbers' bits, a word at a time. Training computes the same.
fn key(numbers: impl Iterator<Item = f32>) -> u64 {
    numbers.fold(0xcbf2_9ce4_8422_2325, |hash, number| {
        (hash ^ u64::from(number.to_bits())).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Extractor;

    fn known(stack: &str) -> KnownStacks {
        let json = format!(
            r#"{{"keys":{{"http":["{:016x}"]}},"near":1,"stacks":["{stack}"],"fields":[
                {{"known":"tls.ciphers_known","columns":["tls.cipher_1301","tls.cipher_1302"]}},
                {{"known":"tls.extensions_known","columns":["tls.extension_0010"]}},
                {{"known":"tls.groups_known","columns":["tls.group_001d"]}}]}}"#,
            key([1.0, 0.5].into_iter())
        );
        KnownStacks::parse(json.as_bytes(), Extractor::new().schema()).unwrap()
    }

    fn row(columns: &[&str]) -> Vec<f32> {
        let schema = Extractor::new().schema().clone();
        schema
            .columns
            .iter()
            .map(|c| f32::from(u8::from(columns.contains(&c.name.as_str()))))
            .collect()
    }

    #[test]
    fn a_row_of_training_is_known_and_another_is_not() {
        let known_stacks = known("000");
        assert_eq!(known_stacks.knows(Layer::Http, [1.0, 0.5].into_iter()), Some(true));
        assert_eq!(known_stacks.knows(Layer::Http, [0.5, 1.0].into_iter()), Some(false));
        assert_eq!(known_stacks.knows(Layer::Http2, [1.0, 0.5].into_iter()), None);
    }

    #[test]
    fn a_stack_is_known_near_or_far_by_what_both_recorded() {
        // Ciphers and extensions recorded, groups not; 0x1301 and extension 16 offered.
        let known_stacks = known("b80");
        let recorded =
            ["tls.ciphers_known", "tls.extensions_known", "tls.groups_known", "tls.group_001d"];
        let novelty =
            |offered: &[&str]| known_stacks.novelty(&row(&[&recorded[..], offered].concat()));
        assert_eq!(novelty(&["tls.cipher_1301", "tls.extension_0010"]), Novelty::Known);
        assert_eq!(novelty(&["tls.cipher_1301"]), Novelty::Near);
        assert_eq!(novelty(&["tls.cipher_1302"]), Novelty::Far);
        assert_eq!(known_stacks.novelty(&row(&["tls.cipher_1301"])), Novelty::Far);
    }

    #[test]
    fn the_key_is_the_one_that_training_computes() {
        assert_eq!(key([0.0, 1.0, -1.0, 0.03125].into_iter()), 0xce23_0d6c_48ce_13f5);
    }
}
