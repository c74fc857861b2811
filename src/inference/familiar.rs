//! Which stacks training has seen. Owns the key of a layer's numbers and the look-up; an unseen key
//! is what makes a layer `known: false`.

use std::collections::BTreeMap;

use crate::labels::Layer;

/// The keys of every layer's training rows, sorted.
#[derive(Debug, Default)]
pub struct Familiar {
    keys: BTreeMap<Layer, Vec<u64>>,
}

impl Familiar {
    /// Reads `{"tls": ["<16 hex digits>", …], …}`.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let texts: BTreeMap<Layer, Vec<String>> =
            serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let mut keys = BTreeMap::new();
        for (layer, texts) in texts {
            let parsed =
                texts.iter().map(|text| u64::from_str_radix(text, 16).map_err(|error| error.to_string()));
            let mut sorted = parsed.collect::<Result<Vec<_>, _>>()?;
            sorted.sort_unstable();
            keys.insert(layer, sorted);
        }
        Ok(Self { keys })
    }

    /// Whether training saw these numbers; `None` where it kept no keys of the layer.
    #[must_use]
    pub fn knows(&self, layer: Layer, numbers: impl Iterator<Item = f32>) -> Option<bool> {
        let keys = self.keys.get(&layer)?;
        Some(keys.binary_search(&key(numbers)).is_ok())
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

    #[test]
    fn a_row_of_training_is_known_and_another_is_not() {
        let seen = format!(r#"{{"tls":["{:016x}"]}}"#, key([1.0, 0.5].into_iter()));
        let familiar = Familiar::parse(seen.as_bytes()).unwrap();
        assert_eq!(familiar.knows(Layer::Tls, [1.0, 0.5].into_iter()), Some(true));
        assert_eq!(familiar.knows(Layer::Tls, [0.5, 1.0].into_iter()), Some(false));
        assert_eq!(familiar.knows(Layer::Http, [1.0, 0.5].into_iter()), None);
    }

    #[test]
    fn the_key_is_the_one_that_training_computes() {
        assert_eq!(key([0.0, 1.0, -1.0, 0.03125].into_iter()), 0xce23_0d6c_48ce_13f5);
    }
}
