//! Live capture on the service's own sockets: the SYN that the kernel saved, the ClientHello below
//! the TLS acceptor, frames and header fields above it. Owns what is kept of a connection and who
//! its client is; what the facts mean is read elsewhere.
//!
//! A connection's way: `socket` (accepted) → `preamble` (SYN, PROXY header, first bytes, within a
//! time limit) → `tls` (handshake through a `tap`) → `listener` (through a `gate`, which shows
//! every byte to the `record`) → HTTP/1.1 in actix or `http2` → `observed` (a route asks what is
//! known of its request).

pub mod certificate;
mod connection;
mod gate;
mod http2;
pub mod listener;
pub mod observed;
mod preamble;
pub mod proxy_headers;
mod record;
mod saved_syn;
pub mod socket;
mod tap;
pub mod tls;
pub mod trust;
