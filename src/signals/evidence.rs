//! The evidence of a request, one optional field per layer, and its reading into facts. Each
//! layer's own file says what its JSON holds; here only the layers meet.

use super::Fingerprint;
use super::http::HttpEvidence;
use super::issue::{Issue, IssueCode};
use super::json::Unread;
use super::tls::TlsEvidence;
use crate::labels::Layer;

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

impl Evidence {
    /// The facts of every layer that can be read; what cannot is an issue.
    pub fn read(self, issues: &mut Vec<Issue>) -> Fingerprint {
        let unread = [
            (Layer::Tcp, self.tcp),
            (Layer::Http2, self.http2),
            (Layer::Http3, self.http3),
            (Layer::Browser, self.browser),
        ];
        for (layer, _) in unread.iter().filter(|(_, evidence)| evidence.is_some()) {
            issues.push(Issue::new(layer.as_str(), IssueCode::LayerNotUsed));
        }
        Fingerprint {
            tls: self.tls.and_then(|tls| tls.read(issues)),
            http: self.http.and_then(|http| http.read(issues)),
        }
    }
}
