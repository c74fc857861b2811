//! What a client says of itself.

use serde::Serialize;
use utoipa::ToSchema;

/// What the claim was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimSource {
    UserAgent,
    ClientHints,
}
