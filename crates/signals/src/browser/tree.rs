//! The JSON of a browser payload as a tree of bounded size. It comes from a page of another
//! origin, so any shape is read and nothing of it is trusted; what goes beyond the limits is walked
//! over and not kept. Owns the limits.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// Values kept of one payload. A real one has about 300, `FingerprintJS`' about 900.
const MAX_VALUES: u32 = 4096;

/// Longest text that is kept; the rest is cut off.
const MAX_TEXT_BYTES: usize = 4096;

/// Bytes of text kept of one payload in all.
const MAX_TREE_BYTES: u32 = 1 << 17;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Null,
    Flag(bool),
    Number(f64),
    Text(Box<str>),
    List(Vec<Tree>),
    Object(Vec<(Box<str>, Tree)>),
}

impl Tree {
    /// The member of an object.
    #[must_use]
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(own, _)| **own == *name).map(|(_, value)| value)
    }
}

/// What may still be kept.
struct Budget {
    values: Cell<u32>,
    bytes: Cell<u32>,
}

impl Budget {
    /// Whether one more value may be kept; counts it.
    fn takes(&self) -> bool {
        let left = self.values.get();
        self.values.set(left.saturating_sub(1));
        left > 0
    }

    fn text(&self, text: &str) -> Box<str> {
        let mut end = text.len().min(MAX_TEXT_BYTES).min(self.bytes.get() as usize);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes.set(self.bytes.get().saturating_sub(end as u32));
        text.get(..end).unwrap_or_default().into()
    }
}

/// Reads one object, within the limits.
pub(super) fn object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
    let budget = Budget { values: Cell::new(MAX_VALUES), bytes: Cell::new(MAX_TREE_BYTES) };
    deserializer.deserialize_map(Value { budget: &budget, object_only: true })
}

#[derive(Clone, Copy)]
struct Value<'b> {
    budget: &'b Budget,
    object_only: bool,
}

impl<'b> Value<'b> {
    const fn inner(self) -> Value<'b> {
        Value { budget: self.budget, object_only: false }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Tree;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Tree;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.object_only { "an object" } else { "any value" })
    }
    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value as f64))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value as f64))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(self.budget.text(value)))
    }
    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.inner())? {
            if self.budget.takes() {
                list.push(item);
            }
        }
        Ok(Tree::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let name = self.budget.text(&name);
            let value = map.next_value_seed(self.inner())?;
            if self.budget.takes() {
                members.push((name, value));
            }
        }
        Ok(Tree::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Tree, serde_json::Error> {
        object(&mut serde_json::Deserializer::from_str(json))
    }

    fn values(tree: &Tree) -> usize {
        match tree {
            Tree::List(items) => items.iter().map(|item| 1 + values(item)).sum(),
            Tree::Object(members) => members.iter().map(|(_, value)| 1 + values(value)).sum(),
            _ => 0,
        }
    }

    #[test]
    fn a_list_without_end_is_cut() {
        let tree = read(&format!("{{\"fonts\":[{}1]}}", "1,".repeat(100_000))).unwrap();
        assert!(values(&tree) <= MAX_VALUES as usize, "{}", values(&tree));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let tree = read(&format!("{{\"a\":\"{}\"}}", "é".repeat(100_000))).unwrap();
        let Some(Tree::Text(text)) = tree.member("a") else { panic!("{tree:?}") };
        assert_eq!(text.len(), MAX_TEXT_BYTES);
    }

    #[test]
    fn only_an_object_is_a_payload() {
        assert!(read("5").is_err() && read("[]").is_err() && read("{}").is_ok());
    }
}
