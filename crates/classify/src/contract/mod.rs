//! What goes in and comes out, as the HTTP contract fixes it.

pub mod answer;
pub mod identify;
pub mod request;
