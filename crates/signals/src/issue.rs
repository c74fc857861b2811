//! What was wrong with the evidence itself: malformed, ignored or contradictory input, named by
//! its JSON path. An issue never stops a verdict while another layer is usable.

use serde::Serialize;

/// One complaint about the request's evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Issue {
    /// JSON path of the field, such as `tls.client_hello`.
    pub path: String,
    /// What is wrong.
    pub code: IssueCode,
}

impl Issue {
    /// An issue at `path`.
    pub fn new(path: impl Into<String>, code: IssueCode) -> Self {
        Self { path: path.into(), code }
    }
}

/// The closed list of issue codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    /// The field is not part of the contract and was ignored.
    UnknownField,
    /// The layer is accepted but this version does not read it yet.
    LayerNotUsed,
    /// The form is accepted but this version does not read it yet.
    FormNotUsed,
    /// The value has the right JSON type but is not what the field means.
    InvalidValue,
    /// A member of a page's own payload has a JSON type that it cannot have.
    WrongType,
    /// The payload was sent before, is too old, or was not made for this service.
    Replayed,
    /// Not base64.
    InvalidBase64,
    /// The bytes end before the message does.
    Truncated,
    /// The bytes are not the message that the field should hold.
    Malformed,
    /// Two forms of the same layer contradict each other; the rawest was used.
    FormsDisagree,
    /// A header field of a trusted proxy came more than once; none of them was believed.
    GivenTwice,
    /// The layer carries nothing to go on.
    Empty,
    /// The service sees this layer itself and does not take the client's word for it.
    SeenOnConnection,
}
