//! What requests pass on their way to a handler: `observe` around the whole application, the
//! others inside the matched route (`endpoint`).

pub mod admission;
pub mod cors;
pub mod guard;
pub mod observe;
pub mod request_id;
