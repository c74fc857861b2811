//! How the evidence's JSON is read where serde's own reading is too lax or too strict for the
//! contract. Owns shapes only; meaning is each layer's own.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

/// Reads an optional struct from an object or null only. Derived structs also accept an array of
/// their fields in order, which no caller of ours means.
pub fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Object<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = Option<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_unit<E>(self) -> Result<Option<T>, E> {
            Ok(None)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }
    deserializer.deserialize_any(Object(PhantomData))
}

/// A layer that is accepted, walked over without being kept, and not yet used.
#[derive(Debug, Default, Clone, Copy)]
pub struct Unread;

/// Walks over any JSON value. Unlike serde's `IgnoredAny` it asks for `deserialize_any`, so that
/// the collector of unknown fields does not report what is known and merely unread.
impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Walk;
        impl<'de> Visitor<'de> for Walk {
            type Value = Unread;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_bool<E>(self, _: bool) -> Result<Unread, E> {
                Ok(Unread)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Unread, E> {
                Ok(Unread)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Unread, E> {
                Ok(Unread)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Unread, E> {
                Ok(Unread)
            }
            fn visit_str<E>(self, _: &str) -> Result<Unread, E> {
                Ok(Unread)
            }
            fn visit_unit<E>(self) -> Result<Unread, E> {
                Ok(Unread)
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Unread, A::Error> {
                while items.next_element::<Unread>()?.is_some() {}
                Ok(Unread)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unread, A::Error> {
                while map.next_entry::<de::IgnoredAny, Unread>()?.is_some() {}
                Ok(Unread)
            }
        }
        deserializer.deserialize_any(Walk)
    }
}
