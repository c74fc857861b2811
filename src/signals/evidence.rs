//! The evidence of a request as JSON: one optional field per layer. Each layer's own file says
//! what its JSON holds and turns it into facts.

use super::http::HttpEvidence;
use super::json::Unread;
use super::tls::TlsEvidence;

/// One client's evidence by layer.
#[derive(Debug, Default)]
pub struct Evidence {
    pub tcp: Option<Unread>,
    pub tls: Option<TlsEvidence>,
    pub http2: Option<Unread>,
    pub http3: Option<Unread>,
    pub http: Option<HttpEvidence>,
    pub browser: Option<Unread>,
}
