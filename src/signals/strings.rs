//! Every fingerprint string of a client in one place, as the answer shows them.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Fingerprint, akamai, header_order, ja3, ja4};

/// The fingerprint strings; null where the evidence does not hold what a string needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Strings {
    pub ja3: Option<String>,
    pub ja3_hash: Option<String>,
    pub ja4: Option<String>,
    pub ja4_r: Option<String>,
    pub akamai: Option<String>,
    pub akamai_hash: Option<String>,
    pub p0f: Option<String>,
    pub header_order: Option<String>,
}

impl Strings {
    #[must_use]
    pub fn of(fingerprint: &Fingerprint) -> Self {
        let tls = fingerprint.tls.as_ref();
        let ja3 = tls.and_then(ja3::string);
        let (ja4, ja4_r) = match tls.and_then(ja4::strings) {
            Some(strings) => (Some(strings.ja4), Some(strings.ja4_r)),
            None => (tls.and_then(|tls| tls.ja4.as_ref()).map(ToString::to_string), None),
        };
        let akamai = fingerprint.http2.as_ref().map(|http2| http2.opening.string());
        let ordered = fingerprint.http.as_ref().filter(|http| http.ordered);
        Self {
            ja3_hash: ja3.as_deref().map(ja3::hash),
            ja3,
            ja4,
            ja4_r,
            akamai_hash: akamai.as_deref().map(akamai::hash),
            akamai,
            p0f: fingerprint.tcp.as_ref().map(|tcp| tcp.signature.to_string()),
            header_order: ordered.and_then(|http| header_order::hash(http.names.iter().map(|name| &**name))),
        }
    }
}
