//! The HTTP layer's evidence: version, method, path and the header fields as a list or an object.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use fingerprint_wire::fields::Fields;

/// The HTTP layer's evidence.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HttpEvidence {
    /// `1.0`, `1.1`, `h2` or `h3`.
    pub version: Option<String>,
    /// The request method.
    pub method: Option<String>,
    /// The request path.
    pub path: Option<String>,
    /// An ordered list of `[name, value]` pairs, or an object, which then carries no order.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<(String, String)>>))]
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
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let own = fields.iter().filter(|(name, _)| !name.starts_with(b":"));
        let fields = own.map(|(name, value)| (text(name), text(value))).collect();
        Self { fields, ordered: true, witnessed: true }
    }

    /// Takes the frames' word for the order where they name the same fields in it.
    pub fn witnessed_by(&mut self, framed: &Self) {
        let mut pairs = self.fields.iter().zip(&framed.fields);
        let equal = self.fields.len() == framed.fields.len()
            && pairs.all(|((own, _), (sent, _))| own.eq_ignore_ascii_case(sent));
        self.witnessed |= self.ordered && framed.witnessed && equal;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str], witnessed: bool) -> Headers {
        let fields = names.iter().map(|name| ((*name).to_owned(), String::new())).collect();
        Headers { fields, ordered: true, witnessed }
    }

    #[test]
    fn frames_vouch_for_the_order_of_their_own_names() {
        let framed = headers(&["accept", "user-agent"], true);
        for (given, witnessed) in [
            (["Accept", "User-Agent"].as_slice(), true),
            (&["user-agent", "accept"], false),
            (&["accept"], false),
            (&["accept", "user-agent", "x"], false),
        ] {
            let mut given = headers(given, false);
            given.witnessed_by(&framed);
            assert_eq!(given.witnessed, witnessed, "{given:?}");
        }
        let mut unordered = Headers { ordered: false, ..headers(&["accept", "user-agent"], false) };
        unordered.witnessed_by(&framed);
        assert!(!unordered.witnessed);
    }
}
