//! Typed facts of one client, one file per layer. Owns what the evidence says; what it means is for
//! the models and the checks.

pub mod akamai;
mod base64;
pub mod browser;
pub mod claim;
pub mod client_hints;
pub mod connection;
pub mod evidence;
pub mod header_order;
mod hex;
pub mod http;
pub mod http2;
pub mod issue;
pub mod ja3;
pub mod ja4;
pub mod json;
pub mod labels;
pub mod p0f;
pub mod proxy_headers;
mod shown;
pub mod source;
pub mod strings;
pub mod tcp;
pub mod tls;
pub mod user_agent;

use serde::Serialize;

use browser::Browser;
use claim::Claim;
use connection::Connection;
use http::Http;
use http2::Http2;
use source::Sources;
use tcp::Tcp;
use tls::Tls;

/// Everything known of one client, a field per layer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Fingerprint {
    pub tcp: Option<Tcp>,
    pub tls: Option<Tls>,
    pub http2: Option<Http2>,
    pub http: Option<Http>,
    pub browser: Option<Browser>,
    // No layers: a caller who asks for the layers sees neither.
    #[serde(skip)]
    pub connection: Connection,
    #[serde(skip)]
    pub sources: Sources,
}

impl Fingerprint {
    /// Whether no layer can be used.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.tcp.is_none()
            && self.tls.is_none()
            && self.http2.is_none()
            && self.http.is_none()
            && self.browser.is_none()
    }

    /// What the client says of itself.
    #[must_use]
    pub fn claim(&self) -> Option<Claim> {
        let (http, navigator) =
            (self.http.as_ref(), self.browser.as_ref().map(|browser| &browser.navigator));
        // What was sent with the request comes first; where it was not kept, scripts say the same.
        let user_agent = http
            .and_then(|http| http.user_agent.as_ref())
            .or(navigator.and_then(|n| n.claim.as_ref()));
        let hints = http
            .and_then(|http| http.client_hints.as_ref())
            .or(navigator.and_then(|navigator| navigator.user_agent_data.value()));
        (user_agent.is_some() || hints.is_some()).then(|| Claim::of(user_agent, hints))
    }
}
