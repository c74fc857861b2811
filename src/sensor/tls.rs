//! The TLS acceptor of the sensor. Owns versions, ALPN and how many handshakes run at once.

use std::io;
use std::rc::Rc;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::ResolvesServerCert;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::connection::Connection;
use super::record::Record;
use super::tap::{Takes, Tap};

/// Handshakes of one worker at the same time: each costs a signature, and a flood of them must not
/// starve the connections that are through.
const MAX_HANDSHAKES: usize = 256;

/// Accepts TLS 1.2 and 1.3 with `h2` and `http/1.1`.
#[derive(Clone)]
pub struct Acceptor {
    config: Arc<ServerConfig>,
}

/// The acceptor of one worker.
pub(super) struct WorkerAcceptor {
    acceptor: TlsAcceptor,
    permits: Semaphore,
}

impl Acceptor {
    pub fn new(certificate: Arc<dyn ResolvesServerCert>) -> Result<Self, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(certificate);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config) })
    }

    pub(super) fn for_worker(&self) -> WorkerAcceptor {
        WorkerAcceptor {
            acceptor: TlsAcceptor::from(Arc::clone(&self.config)),
            permits: Semaphore::new(MAX_HANDSHAKES),
        }
    }
}

impl WorkerAcceptor {
    /// Shakes hands while the record watches.
    pub(super) async fn accept(
        &self,
        connection: Connection,
        record: &Rc<Record>,
    ) -> io::Result<TlsStream<Tap<Connection>>> {
        let _permit = self.permits.acquire().await.map_err(io::Error::other)?;
        let tap = Tap::new(connection, Rc::clone(record), Takes::ClientHello);
        self.acceptor.accept(tap).await
    }
}
