//! Typed facts of one client, one file per layer. Owns what the evidence says; what it means is for
//! the models and the checks.

pub mod claim;
pub mod client_hints;
pub mod evidence;
pub mod header_order;
pub mod http;
pub mod issue;
pub mod ja3;
pub mod ja4;
pub mod json;
pub mod strings;
pub mod tls;
pub mod user_agent;

use claim::Claim;
use http::Http;
use tls::Tls;

/// Everything known of one client, a field per layer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fingerprint {
    pub tls: Option<Tls>,
    pub http: Option<Http>,
}

impl Fingerprint {
    /// Whether no layer can be used.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.tls.is_none() && self.http.is_none()
    }

    /// What the client says of itself.
    #[must_use]
    pub fn claim(&self) -> Option<Claim> {
        let http = self.http.as_ref()?;
        let (user_agent, hints) = (http.user_agent.as_ref(), http.client_hints.as_ref());
        (user_agent.is_some() || hints.is_some()).then(|| Claim::of(user_agent, hints))
    }
}
