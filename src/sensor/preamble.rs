//! A connection's first moments: who the client is, and in clear text which HTTP it speaks. Owns
//! when a PROXY header is read: only from trusted peers, and from them always, for a receiver must
//! not guess (`proxy-protocol.txt`, section 2).

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use actix_web::rt::net::TcpStream;

use super::connection::Connection;
use super::record::{HttpProtocol, Origin, Record};
use super::saved_syn;
use super::trust::Trust;
use fingerprint_wire::http2::PREFACE;
use fingerprint_wire::proxy_protocol::{self, Addresses};

/// Takes what the accepted socket knows, and the PROXY header where one must come.
pub(super) async fn read_preamble(
    stream: TcpStream,
    trust: &Trust,
    write_timeout: Duration,
) -> io::Result<(Connection, Origin)> {
    // Answers are small and complete: waiting for more to send only delays them.
    stream.set_nodelay(true)?;
    let peer = stream.peer_addr()?;
    let syn = saved_syn::take(&stream);
    let mut connection = Connection::new(stream, write_timeout);
    let named =
        if trust.expects_proxy_header(peer.ip()) { proxied(&mut connection).await? } else { None };
    let origin = Origin {
        client: named.unwrap_or(peer).ip().to_canonical(),
        edge: trust.profile(peer.ip()),
        proxied: named.is_some(),
        // A balancer's SYN says nothing of the client.
        syn: syn.filter(|_| named.is_none()),
    };
    Ok((connection, origin))
}

/// Whom the balancer speaks for; `None` where it speaks for itself.
async fn proxied(connection: &mut Connection) -> io::Result<Option<SocketAddr>> {
    loop {
        match proxy_protocol::parse(connection.ahead()) {
            Ok(header) => {
                connection.consume(header.length);
                return Ok(match header.addresses {
                    Addresses::Known { source, .. } => Some(source),
                    Addresses::Local | Addresses::Unknown => None,
                });
            }
            Err(proxy_protocol::Error::Truncated) => {
                let room = proxy_protocol::MAX_V2_BYTES.saturating_sub(connection.ahead().len());
                if !connection.read_ahead(room).await? {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        }
    }
}

/// Which HTTP a clear text connection speaks, by the preface of HTTP/2 (RFC 9113 section 3.4).
pub(super) async fn clear_text_protocol(connection: &mut Connection) -> io::Result<HttpProtocol> {
    loop {
        let ahead = connection.ahead();
        let agrees = ahead.iter().zip(PREFACE).all(|(byte, expected)| byte == expected);
        if !agrees {
            return Ok(HttpProtocol::Http1);
        }
        if ahead.len() >= PREFACE.len() {
            return Ok(HttpProtocol::Http2);
        }
        let room = PREFACE.len() - ahead.len();
        if !connection.read_ahead(room).await? {
            // Too little for either; the server behind says so in its own way.
            return Ok(HttpProtocol::Http1);
        }
    }
}

/// Reads what ALPN settled: the name of HTTP/2, or anything else for HTTP/1.1.
pub(super) fn negotiated_protocol(alpn: Option<&[u8]>, record: &Rc<Record>) -> HttpProtocol {
    let protocol = if alpn == Some(b"h2") { HttpProtocol::Http2 } else { HttpProtocol::Http1 };
    record.speaks(protocol);
    protocol
}
