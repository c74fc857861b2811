//! Captured bytes to structs: what one client put on the wire, layer by layer.
//!
//! Owns the parsers and the bounds they keep. Does not own sockets, clocks or meaning: bytes come
//! in, structs or a typed error go out, nothing panics, nothing reads past its input, and memory
//! stays under a constant that each module names. Unknown code points are kept as numbers.

#![warn(missing_docs)]

pub mod cursor;
pub mod fields;
pub mod hpack;
pub mod http1;
pub mod http2;
pub mod proxy_protocol;
pub mod quic;
pub mod tcp;
pub mod tls;
