//! The TLS acceptor of the sensor. Owns versions and ALPN. The number of handshakes under way has
//! no limit of its own: a client that opens many and finishes none would take all the places, while
//! a handshake that waits costs no more than a connection that waits.

use std::io;
use std::rc::Rc;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::ResolvesServerCert;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::connection::Connection;
use super::record::Record;
use super::tap::Tap;

/// Accepts TLS 1.2 and 1.3 with `h2` and `http/1.1`.
#[derive(Clone)]
pub struct Acceptor {
    acceptor: TlsAcceptor,
}

impl Acceptor {
    pub fn new(certificate: Arc<dyn ResolvesServerCert>) -> Result<Self, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(certificate);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)) })
    }

    /// Shakes hands while the record watches.
    pub(super) async fn accept(
        &self,
        connection: Connection,
        record: &Rc<Record>,
    ) -> io::Result<TlsStream<Tap<Connection>>> {
        let tap = Tap::new(connection, Rc::clone(record));
        self.acceptor.accept(tap).await
    }
}
