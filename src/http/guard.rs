//! Who is let in: API keys and rate limits, for every route that is not on the list of open ones. A
//! route forgotten here is guarded.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use actix_web::dev::RequestHead;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::error::{Code, Problem};
use crate::config::Config;
use crate::config::cidr::Cidr;
use crate::limit::client_address::client_address;
use crate::limit::{BackendError, KeyFileError, KeyRing, Limiter, Outcome, Quota, Role, Subject};
use crate::telemetry::Metrics;
use crate::telemetry::endpoint::Endpoint;
use crate::telemetry::metrics::{AuthFailure, LimitScope, Shed};

const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const RATELIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATELIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Why the guard cannot be set up: the setting and the reason.
#[derive(Debug, thiserror::Error)]
pub enum GuardError {
    #[error("setting `auth.keys_file`: {0}")]
    Keys(#[from] KeyFileError),
    #[error("setting `limit.redis_url`: {0}")]
    Backend(#[from] BackendError),
}

/// What a bucket said, on its way to the answer's header fields.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    scope: LimitScope,
    quota: Quota,
}

/// The guard of all routes.
pub struct Guard {
    keys: Option<KeyRing>,
    limiter: Option<Limiter>,
    trusted: Vec<Cidr>,
    metrics: Arc<Metrics>,
}

impl Guard {
    pub fn new(config: &Config, metrics: Arc<Metrics>) -> Result<Self, GuardError> {
        let keys = config
            .auth
            .enabled
            .then(|| KeyRing::read(config.auth.keys_file.as_ref()))
            .transpose()?;
        let limiter = config
            .limit
            .enabled
            .then(|| Limiter::new(&config.limit, Arc::clone(&metrics)))
            .transpose()?;
        Ok(Self { keys, limiter, trusted: config.edge.trusted(), metrics })
    }

    /// Whether keys are asked for.
    pub fn asks_for_keys(&self) -> bool {
        self.keys.is_some()
    }

    /// Whether a request to this endpoint passes unseen.
    pub fn ignores(&self, endpoint: Endpoint) -> bool {
        (self.keys.is_none() && self.limiter.is_none()) || is_open(endpoint)
    }

    /// Reads the keys file anew; on any failure the old keys stay. Blocks.
    pub fn reload_keys(&self) {
        match self.keys.as_ref().map(KeyRing::reload) {
            Some(Ok(count)) => tracing::info!(keys.count = count, "keys read"),
            Some(Err(error)) => {
                tracing::error!(error.message = %error, "keys not read; the old ones stay");
            }
            None => {}
        }
    }

    /// Lets a request in, or says why not; with what its bucket says, where it drew on one.
    pub async fn admit(
        &self,
        head: &RequestHead,
        endpoint: Endpoint,
    ) -> (Result<(), Problem>, Option<Shown>) {
        let presented = self.keys.as_ref().map(|keys| {
            let key = presented_key(head.headers(), endpoint);
            key.map_or(Err(AuthFailure::Missing), |key| keys.find(key).ok_or(AuthFailure::Unknown))
        });
        // Whoever has no key draws on the bucket of its address, so that keys cannot be guessed
        // fast.
        let subject = match &presented {
            Some(Ok((id, _))) => Subject::Key(Arc::clone(id)),
            _ => Subject::of_address(self.address(head)),
        };
        let (limited, shown) = self.draw(&subject).await;
        let admitted = limited.and_then(|()| match presented {
            Some(Err(reason)) => Err(self.refuse(reason)),
            Some(Ok((_, role))) if needs_admin(endpoint) && role != Role::Admin => {
                Err(self.refuse(AuthFailure::Role))
            }
            _ => Ok(()),
        });
        (admitted, shown)
    }

    async fn draw(&self, subject: &Subject) -> (Result<(), Problem>, Option<Shown>) {
        let Some(limiter) = &self.limiter else { return (Ok(()), None) };
        let shown = |quota| Some(Shown { scope: subject.scope(), quota });
        match limiter.take(subject).await {
            Outcome::Allowed(quota) => (Ok(()), shown(quota)),
            Outcome::Limited(quota) => {
                let detail = match subject.scope() {
                    LimitScope::Key => "more than limit.per_key and limit.burst allow this key",
                    LimitScope::Address => {
                        "more than limit.per_address and limit.burst allow this address"
                    }
                };
                let retry = u32::try_from(quota.retry_seconds).unwrap_or(u32::MAX);
                (Err(Problem::rate_limited(detail, retry)), shown(quota))
            }
            Outcome::Unlimited => (Ok(()), None),
            Outcome::Unavailable => {
                self.metrics.shed(Shed::LimitBackend);
                let detail = "the rate limits cannot be looked up, and settings then let nobody in";
                (Err(Problem::new(Code::Overloaded, detail)), None)
            }
        }
    }

    fn refuse(&self, reason: AuthFailure) -> Problem {
        self.metrics.auth_failed(reason);
        match reason {
            AuthFailure::Missing => Problem::new(
                Code::Unauthorized,
                "send a key as `Authorization: Bearer …` or `X-API-Key`",
            ),
            AuthFailure::Unknown => Problem::new(Code::Unauthorized, "the key is not known"),
            AuthFailure::Role => Problem::new(Code::Forbidden, "the key's role must be `admin`"),
        }
    }

    /// Whether an address is a trusted proxy's own.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    /// The client's address, past the trusted proxies.
    pub fn address(&self, head: &RequestHead) -> IpAddr {
        // A connection without a peer is no TCP connection; its callers share one bucket.
        let peer = head.peer_addr.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        let values: Vec<_> = head
            .headers()
            .get_all(X_FORWARDED_FOR)
            .filter_map(|value| value.to_str().ok())
            .collect();
        client_address(peer, values.into_iter(), &self.trusted)
    }
}

/// What stays open to everyone, and unlimited.
const fn is_open(endpoint: Endpoint) -> bool {
    endpoint.is_probe()
        || matches!(
            endpoint,
            Endpoint::Index
                | Endpoint::Collector
                | Endpoint::CollectorModule
                | Endpoint::PagePart
                | Endpoint::Openapi
                | Endpoint::Docs
        )
}

const fn needs_admin(endpoint: Endpoint) -> bool {
    matches!(endpoint, Endpoint::ModelsReload)
}

/// The key of a request. A forwarded request's `Authorization` is the client's own business with
/// whoever stands behind the proxy.
fn presented_key(headers: &HeaderMap, endpoint: Endpoint) -> Option<&[u8]> {
    if let Some(key) = headers.get(X_API_KEY) {
        return Some(key.as_bytes());
    }
    if endpoint == Endpoint::Authorize {
        return None;
    }
    let (scheme, key) = headers.get(AUTHORIZATION)?.as_bytes().split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then_some(key.trim_ascii())
}

impl Shown {
    /// Tells the caller (draft-ietf-httpapi-ratelimit-headers-10): the bucket's size and the
    /// seconds in which it fills, what is left of it, and the seconds until it is full again.
    pub fn write(self, headers: &mut HeaderMap) {
        let Self { scope, quota } = self;
        let scope = scope.as_str();
        let fields = [
            (RATELIMIT_POLICY, format!("\"{scope}\";q={};w={}", quota.limit, quota.window_seconds)),
            (RATELIMIT, format!("\"{scope}\";r={};t={}", quota.remaining, quota.reset_seconds)),
        ];
        for (name, text) in fields {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
}
