//! Every fingerprint string of a client in one place, as the answer shows them.

use serde::Serialize;
use utoipa::ToSchema;

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
