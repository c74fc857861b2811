//! How the client's connection reached whoever recorded it: what decides which layers speak of the
//! client itself.

/// Facts of the path, where they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Connection {
    /// The client's own machine recorded it: every client there shares one kernel.
    pub loopback: bool,
    /// Somebody else opened the connection for the client: the SYN is theirs.
    pub proxied: bool,
    /// Names of header fields that only a trusted proxy may send, and that came from elsewhere.
    pub forged_headers: Vec<String>,
    /// The TLS handshake was finished with a ClientHello that could not be read.
    pub hello_unreadable: bool,
}
