//! Captured bytes to structs: what one client put on the wire, layer by layer.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The first bytes of a TLS connection, as a capture has them.
//! let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/hello/curl_h2.bin");
//! let hello = fingerprint_wire::tls::parse(&std::fs::read(path)?)?;
//!
//! assert_eq!(hello.alpn, [b"h2".to_vec(), b"http/1.1".to_vec()]);
//! assert_eq!(hello.versions, [0x0304, 0x0303, 0x0302, 0x0301]);
//! # Ok(())
//! # }
//! ```
//!
//! Each module reads one protocol: a `parse` function takes a whole capture, a `Reader` or
//! `Reassembler` takes the bytes of a connection as they arrive.
//!
//! Owns the parsers and the bounds they keep. Does not own sockets, clocks or meaning: bytes come
//! in, structs or a typed error go out, nothing panics, nothing reads past its input, and memory
//! stays under a constant that each module names. Unknown code points are kept as numbers.

#![warn(missing_docs)]

mod cursor;
pub mod fields;
pub mod hpack;
pub mod http1;
pub mod http2;
pub mod proxy_protocol;
pub mod quic;
pub mod tcp;
pub mod tls;
