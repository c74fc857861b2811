//! The evidence of a request, one optional field per layer, and its reading into facts. Each
//! layer's own file defines its JSON; here only the layers meet.

use super::Fingerprint;
use super::browser::BrowserEvidence;
use super::http::{Http, HttpEvidence, HttpVersion};
use super::http2::Http2Evidence;
use super::issue::{Issue, IssueCode};
use super::json::Unread;
use super::tcp::TcpEvidence;
use super::tls::TlsEvidence;
use crate::labels::Layer;

/// One client's evidence by layer.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The TCP layer.
    pub tcp: Option<TcpEvidence>,
    /// The TLS layer.
    pub tls: Option<TlsEvidence>,
    /// The HTTP/2 layer.
    pub http2: Option<Http2Evidence>,
    /// The HTTP/3 layer: accepted, not read.
    pub http3: Option<Unread>,
    /// The HTTP layer.
    pub http: Option<HttpEvidence>,
    /// The browser layer.
    pub browser: Option<BrowserEvidence>,
}

impl Evidence {
    /// Drops what the service sees itself; each such layer is an issue.
    pub fn only_browser(&mut self, issues: &mut Vec<Issue>) {
        let given = [
            (Layer::Tcp, self.tcp.take().is_some()),
            (Layer::Tls, self.tls.take().is_some()),
            (Layer::Http2, self.http2.take().is_some()),
            (Layer::Http3, self.http3.take().is_some()),
            (Layer::Http, self.http.take().is_some()),
        ];
        let named = given.into_iter().filter(|(_, given)| *given);
        issues.extend(
            named.map(|(layer, _)| Issue::new(layer.as_str(), IssueCode::SeenOnConnection)),
        );
    }

    /// The facts of every layer that can be read; what cannot is an issue.
    pub fn read(self, issues: &mut Vec<Issue>) -> Fingerprint {
        if self.http3.is_some() {
            issues.push(Issue::new(Layer::Http3.as_str(), IssueCode::LayerNotUsed));
        }
        let (http2, framed) = self.http2.map_or((None, None), |http2| http2.read(issues));
        // Header fields of the request come first; else those inside the frames.
        let http = match (self.http, framed) {
            (Some(mut http), framed) => {
                if let (Some(given), Some(framed)) = (&mut http.headers, framed) {
                    given.witnessed_by(&framed);
                }
                http.read(issues)
            }
            (None, Some(headers)) => Some(Http::from_headers(Some(HttpVersion::H2), &headers)),
            (None, None) => None,
        };
        Fingerprint {
            tcp: self.tcp.and_then(|tcp| tcp.read(issues)),
            tls: self.tls.and_then(|tls| tls.read(issues)),
            http2,
            http,
            browser: self.browser.and_then(|browser| browser.read(issues)),
            ..Fingerprint::default()
        }
    }
}
