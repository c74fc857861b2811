//! Every fingerprint string of a client in one place, as the answer shows them.

use serde::Serialize;

use super::{Fingerprint, akamai, header_order, ja3, ja4};

/// The fingerprint strings; null where the evidence does not hold what a string needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Strings {
    /// The JA3 string.
    pub ja3: Option<String>,
    /// MD5 of the JA3 string.
    pub ja3_hash: Option<String>,
    /// JA4.
    pub ja4: Option<String>,
    /// The sorted lists behind `ja4`.
    pub ja4_r: Option<String>,
    /// The lists in the order of the wire, hashed.
    pub ja4_o: Option<String>,
    /// The lists in the order of the wire.
    pub ja4_ro: Option<String>,
    /// Which text the JA4 strings follow, where they were computed here.
    pub ja4_specification: Option<&'static str>,
    /// The Akamai fingerprint of HTTP/2.
    pub akamai: Option<String>,
    /// MD5 of the Akamai fingerprint.
    pub akamai_hash: Option<String>,
    /// The p0f signature of the SYN.
    pub p0f: Option<String>,
    /// Hash of the order of header fields.
    pub header_order: Option<String>,
}

impl Strings {
    /// The strings of every layer that has one.
    #[must_use]
    pub fn from_facts(fingerprint: &Fingerprint) -> Self {
        let tls = fingerprint.tls.as_ref();
        let ja3 = tls.and_then(ja3::string);
        let own = tls.and_then(ja4::strings);
        let ja4_specification = own.as_ref().map(|_| ja4::SPEC_REVISION);
        let given = || tls.and_then(|tls| tls.ja4.as_ref()).map(ToString::to_string);
        // Sorted lists have no order of the wire.
        let ordered = tls.is_some_and(|tls| !tls.sorted);
        let (ja4, ja4_r, ja4_o, ja4_ro) = match own {
            Some(own) if ordered => {
                (Some(own.ja4), Some(own.ja4_r), Some(own.ja4_o), Some(own.ja4_ro))
            }
            Some(own) => (Some(own.ja4), Some(own.ja4_r), None, None),
            None => (given(), None, None, None),
        };
        let akamai = fingerprint.http2.as_ref().map(|http2| http2.opening.string());
        let sent_in_order = fingerprint.http.as_ref().filter(|http| http.ordered);
        Self {
            ja3_hash: ja3.as_deref().map(ja3::hash).or_else(|| tls?.ja3_hash.clone()),
            ja3,
            ja4,
            ja4_r,
            ja4_o,
            ja4_ro,
            ja4_specification,
            akamai_hash: akamai.as_deref().map(akamai::hash),
            akamai,
            p0f: fingerprint.tcp.as_ref().map(|tcp| tcp.signature.to_string()),
            header_order: sent_in_order
                .and_then(|http| header_order::hash(http.names.iter().map(|name| &**name))),
        }
    }
}
