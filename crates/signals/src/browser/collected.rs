//! A fact that a page was asked for: what it answered, or why it did not. "Missing", "blocked" and
//! "broken" are different things to know of a browser.

use serde::{Serialize, Serializer};

/// The answer to one question of the collector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Collected<T> {
    /// Not asked, or the browser has no such thing.
    #[default]
    Missing,
    /// The browser refused: a permission, a policy, an extension.
    Blocked,
    /// The question failed, or the answer cannot be read.
    Broken,
    /// The answer.
    Value(T),
}

impl<T> Collected<T> {
    /// The answer, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Changes the answer.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Collected<U> {
        match self {
            Self::Value(value) => Collected::Value(change(value)),
            Self::Missing => Collected::Missing,
            Self::Blocked => Collected::Blocked,
            Self::Broken => Collected::Broken,
        }
    }

    /// The inner facts, or none of them where there was no answer.
    #[must_use]
    pub fn or_default(self) -> T
    where
        T: Default,
    {
        match self {
            Self::Value(value) => value,
            _ => T::default(),
        }
    }

    /// Whether the question was answered in any way.
    #[must_use]
    pub const fn asked(&self) -> bool {
        !matches!(self, Self::Missing)
    }
}

impl Collected<Box<str>> {
    /// The answer as text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.value().map(|text| &**text)
    }
}

impl Collected<Vec<Box<str>>> {
    /// The members of a list; none where it was not given.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.value().into_iter().flatten().map(|text| &**text)
    }
}

impl<T> From<Option<T>> for Collected<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Self::Value)
    }
}

/// As the collector writes it; what is missing is null.
impl<T: Serialize> Serialize for Collected<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let refused = |error| [("error", error)].into_iter();
        match self {
            Self::Missing => serializer.serialize_none(),
            Self::Blocked => serializer.collect_map(refused("blocked")),
            Self::Broken => serializer.collect_map(refused("failed")),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_collected_is_written_as_the_collector_writes_it() {
        let shown = |given: Collected<u8>| serde_json::to_string(&given).unwrap();
        assert_eq!(shown(Collected::Value(5)), "5");
        assert_eq!(shown(Collected::Blocked), r#"{"error":"blocked"}"#);
        assert_eq!(
            (shown(Collected::Broken), shown(Collected::Missing)),
            (r#"{"error":"failed"}"#.into(), "null".into())
        );
    }
}
