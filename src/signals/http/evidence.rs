//! The HTTP layer's evidence: version, method, path and the header fields as a list or an object.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use utoipa::ToSchema;

use crate::wire::fields::Fields;

/// The HTTP layer's evidence.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct HttpEvidence {
    /// `1.0`, `1.1`, `h2` or `h3`.
    pub version: Option<String>,
    pub method: Option<String>,
    pub path: Option<String>,
    /// An ordered list of `[name, value]` pairs, or an object, which then carries no order.
    #[schema(value_type = Option<Vec<(String, String)>>)]
    pub headers: Option<Headers>,
}

/// Header fields as given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// Name as it was written, and value.
    pub fields: Vec<(String, String)>,
    /// Whether the order is the wire's.
    pub ordered: bool,
    /// Whether the wire itself shows it: no caller, log or proxy has touched it.
    pub witnessed: bool,
}

impl Headers {
    /// The fields of a request as they were on the wire; pseudo-header fields are left out.
    #[must_use]
    pub fn of_fields(fields: &Fields) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let own = fields.iter().filter(|(name, _)| !name.starts_with(b":"));
        let fields = own.map(|(name, value)| (text(name), text(value))).collect();
        Self { fields, ordered: true, witnessed: true }
    }
}

impl Headers {
    /// Whether both name the same fields in the same order.
    fn names_equal(&self, other: &Self) -> bool {
        let names = |headers: &Self| {
            headers.fields.iter().map(|(name, _)| name.to_ascii_lowercase()).collect::<Vec<_>>()
        };
        names(self) == names(other)
    }

    /// Takes the frames' word for the order where they hold the same request.
    pub fn witnessed_by(&mut self, framed: &Self) {
        self.witnessed |= self.ordered && framed.witnessed && self.names_equal(framed);
    }
}

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Headers;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of [name, value] pairs or an object of strings")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut pairs: A) -> Result<Headers, A::Error> {
                let mut fields = Vec::new();
                while let Some(pair) = pairs.next_element()? {
                    fields.push(pair);
                }
                Ok(Headers { fields, ordered: true, witnessed: false })
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers, A::Error> {
                let mut fields = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    fields.push(pair);
                }
                Ok(Headers { fields, ordered: false, witnessed: false })
            }
        }
        deserializer.deserialize_any(Either)
    }
}
