//! Live capture on the service's own sockets: the SYN that the kernel saved, the ClientHello below
//! the TLS acceptor, frames and header fields above it. Owns what is kept of a connection and who
//! its client is; what the facts mean is told elsewhere.
//!
//! A connection's way: `socket` (accepted, its SYN taken) → `arrival` (PROXY header, first bytes,
//! within a time limit) → `tls` (handshake through a `tap`) → `entrance` (into actix, through
//! another `tap`) → `seen` (a route asks what the `record` holds).

mod arrival;
pub mod certificate;
mod connection;
pub mod edge;
pub mod entrance;
mod record;
mod saved_syn;
pub mod seen;
pub mod socket;
mod tap;
pub mod tls;
pub mod trust;
