//! How the client's connection reached the recorder: it decides which layers describe the
//! client itself.

/// Facts of the path, where they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Connection {
    /// The client's own machine recorded it: every client there shares one kernel.
    pub loopback: bool,
    /// A proxy opened the connection for the client: the SYN is not the client's.
    pub proxied: bool,
    /// Names of header fields that only a trusted proxy may send, and that came from elsewhere.
    pub forged_headers: Vec<String>,
    /// The TLS handshake was finished with a ClientHello that could not be read.
    pub hello_unreadable: bool,
}
