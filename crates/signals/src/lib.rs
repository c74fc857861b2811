//! Typed facts of one client, layer by layer, and the fingerprints made of them: JA3, JA4, Akamai,
//! p0f, the order of header fields.
//!
//! ```
//! use fingerprint_signals::akamai::Akamai;
//! use fingerprint_signals::tls::{Tls, Transport};
//! use fingerprint_signals::{ja3, ja4};
//! use fingerprint_wire::{http2, tls};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let captures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden");
//!
//! // The first bytes of a TLS connection.
//! let bytes = std::fs::read(format!("{captures}/hello/curl_h2.bin"))?;
//! let facts = Tls::from_hello(tls::parse(&bytes)?, Transport::Tcp);
//! assert_eq!(ja4::ja4(&facts).as_deref(), Some("t13d3112h2_e8f1e7e78f70_b26ce05bbdd6"));
//! let ja3 = ja3::string(&facts).ok_or("the hello has no list of groups")?;
//! assert_eq!(ja3::hash(&ja3), "0149f47eabf9a20d0893e2a44e5a6323");
//!
//! // The first bytes of an HTTP/2 connection.
//! let bytes = std::fs::read(format!("{captures}/http2/chromium_form.bin"))?;
//! let first = http2::parse(&bytes)?;
//! let request = first.request.ok_or("the capture ends before the first request")?;
//! let akamai = Akamai::from_connection(&first.opening, &request).string();
//! assert_eq!(akamai, "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p");
//! # Ok(())
//! # }
//! ```
//!
//! Each layer is one module. Owns facts; what they mean is for the models and the checks.

#![warn(missing_docs)]

pub mod akamai;
mod base64;
pub mod browser;
pub mod claim;
pub mod client_hints;
pub mod connection;
mod display;
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
    /// The SYN.
    pub tcp: Option<Tcp>,
    /// The ClientHello.
    pub tls: Option<Tls>,
    /// The opening of HTTP/2.
    pub http2: Option<Http2>,
    /// The request.
    pub http: Option<Http>,
    /// What scripts collected in the page.
    pub browser: Option<Browser>,
    // No layers: a caller who asks for the layers sees neither.
    /// How the connection reached the recorder.
    #[serde(skip)]
    pub connection: Connection,
    /// Where each layer's evidence came from.
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

    /// What the client claims to be.
    #[must_use]
    pub fn claim(&self) -> Option<Claim> {
        let (http, navigator) =
            (self.http.as_ref(), self.browser.as_ref().map(|browser| &browser.navigator));
        // What was sent with the request comes first; where it was not recorded, scripts report the
        // same.
        let user_agent = http
            .and_then(|http| http.user_agent.as_ref())
            .or(navigator.and_then(|n| n.claim.as_ref()));
        let hints = http
            .and_then(|http| http.client_hints.as_ref())
            .or(navigator.and_then(|navigator| navigator.user_agent_data.value()));
        (user_agent.is_some() || hints.is_some()).then(|| Claim::new(user_agent, hints))
    }
}
