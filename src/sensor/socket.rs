//! The listening sockets. Owns how they are opened.

use std::io;
use std::net::{SocketAddr, TcpListener};

use socket2::{Domain, Protocol, Socket, Type};

use super::saved_syn;

/// Connections that may wait to be accepted.
pub const ACCEPT_BACKLOG: u32 = 1024;

/// Bytes that the kernel keeps of a connection in each direction (it reserves twice as many for
/// its own records). Left to itself it would keep megabytes for a client that does not read, which
/// count as the cgroup's.
pub const SOCKET_BUFFER_BYTES: usize = 256 * 1024;

/// Opens a listener whose connections keep their SYN, where the kernel can.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // A restart need not wait for old connections.
    socket.set_reuse_address(true)?;
    // Connections inherit them; the receive buffer decides the window that is announced to them.
    socket.set_send_buffer_size(SOCKET_BUFFER_BYTES)?;
    socket.set_recv_buffer_size(SOCKET_BUFFER_BYTES)?;
    socket.bind(&address.into())?;
    let listener = TcpListener::from(socket);
    // Before `listen`: the first SYN may already be waiting behind it.
    if !saved_syn::save(&listener) {
        tracing::info!(server.address = %address, "this kernel keeps no SYN; the tcp layer stays absent");
    }
    Socket::from(listener.try_clone()?)
        .listen(i32::try_from(ACCEPT_BACKLOG).unwrap_or(i32::MAX))?;
    Ok(listener)
}
