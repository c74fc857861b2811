//! The SYN that opened a connection, as Linux keeps it for a listener that asks (`TCP_SAVE_SYN`,
//! Linux 4.2). Owns the two socket options and the only `unsafe` of the service; needs no
//! privilege. Elsewhere there is no SYN, and nothing else changes.

use std::net::TcpListener;

use actix_web::rt::net::TcpStream;

/// IPv6 with all its options (40) and a TCP header with all of its own (60), with room for
/// extension headers.
#[cfg(target_os = "linux")]
const MAX_SYN_BYTES: usize = 256;

/// Asks the kernel to keep the SYNs of a listener's connections. False where it cannot.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "no safe wrapper knows TCP_SAVE_SYN")]
pub(super) fn save(listener: &TcpListener) -> bool {
    use std::os::fd::AsRawFd;
    let on: libc::c_int = 1;
    // SAFETY: the descriptor is open as long as `listener` is borrowed, and the option's value is
    // an int of the length that is passed.
    let outcome = unsafe {
        libc::setsockopt(
            listener.as_raw_fd(),
            libc::IPPROTO_TCP,
            libc::TCP_SAVE_SYN,
            (&raw const on).cast(),
            size_of_val(&on) as libc::socklen_t,
        )
    };
    outcome == 0
}

/// IP and TCP headers of the SYN. The kernel gives them once and then forgets them.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "no safe wrapper knows TCP_SAVED_SYN")]
pub(super) fn take(stream: &TcpStream) -> Option<Box<[u8]>> {
    use std::os::fd::AsRawFd;
    let mut bytes = [0_u8; MAX_SYN_BYTES];
    let mut length = bytes.len() as libc::socklen_t;
    // SAFETY: the descriptor is open as long as `stream` is borrowed, the buffer is `length` bytes
    // long and written by the kernel up to the `length` that it returns.
    let outcome = unsafe {
        libc::getsockopt(
            stream.as_raw_fd(),
            libc::IPPROTO_TCP,
            libc::TCP_SAVED_SYN,
            bytes.as_mut_ptr().cast(),
            &raw mut length,
        )
    };
    let syn = bytes.get(..length as usize)?;
    (outcome == 0 && !syn.is_empty()).then(|| syn.into())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn save(_listener: &TcpListener) -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
pub(super) fn take(_stream: &TcpStream) -> Option<Box<[u8]>> {
    None
}
