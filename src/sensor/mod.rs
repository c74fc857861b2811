//! Live capture on the service's own sockets. Owns what arrives with a connection; what the facts mean is told
//! elsewhere.

pub mod edge;
