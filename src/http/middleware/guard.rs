//! Who is let in: API keys, roles and rate limits. What an endpoint asks for is said by its
//! declaration; this holds a request to it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use actix_web::dev::RequestHead;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use crate::config::Config;
use crate::config::cidr::Cidr;
use crate::http::endpoint::Access;
use crate::http::error::{Code, Problem};
use crate::limit::client_address::client_address;
use crate::limit::{BackendError, KeyFileError, KeyRing, Limiter, Outcome, Quota, Subject};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::{AuthFailure, LimitScope, Shed};

const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const RATELIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATELIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const BEARER: &str = "bearer ";

/// Why the guard cannot be set up: the setting and the reason.
#[derive(Debug, thiserror::Error)]
pub enum GuardError {
    #[error("setting `auth.keys_file`: {0}")]
    Keys(#[from] KeyFileError),
    #[error("setting `limit.redis_url`: {0}")]
    Backend(#[from] BackendError),
}

/// A bucket's state as the answer's header fields show it.
#[derive(Debug, Clone, Copy)]
pub struct RateLimitHeaders {
    scope: LimitScope,
    quota: Quota,
}

/// Whether a request is let in, and the state of the bucket it drew on.
pub struct Admitted {
    pub result: Result<(), Problem>,
    pub rate_limit: Option<RateLimitHeaders>,
}

/// The guard of all endpoints.
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

    /// The keys, where keys are asked for.
    pub fn keys(&self) -> Option<&KeyRing> {
        self.keys.as_ref()
    }

    /// Lets a request in, or says why not.
    pub async fn admit(&self, head: &RequestHead, access: Access) -> Admitted {
        let (role, bearer) = match access {
            Access::Open => return Admitted { result: Ok(()), rate_limit: None },
            Access::Guarded(role) => (role, true),
            Access::GuardedBehindProxy(role) => (role, false),
        };
        if self.keys.is_none() && self.limiter.is_none() {
            return Admitted { result: Ok(()), rate_limit: None };
        }
        let presented = self.keys.as_ref().map(|keys| {
            let key = presented_key(head.headers(), bearer).ok_or(AuthFailure::Missing)?;
            keys.find(key).ok_or(AuthFailure::Unknown)
        });
        // A request without a valid key draws on its address's bucket, so that keys cannot be
        // guessed fast.
        let subject = match &presented {
            Some(Ok((id, _))) => Subject::Key(Arc::clone(id)),
            _ => Subject::from_address(self.address(head)),
        };
        let (drawn, rate_limit) = self.draw(&subject).await;
        let result = drawn.and_then(|()| match presented {
            Some(Err(reason)) => Err(self.refuse(reason)),
            Some(Ok((_, held))) if held < role => Err(self.refuse(AuthFailure::Role)),
            _ => Ok(()),
        });
        Admitted { result, rate_limit }
    }

    async fn draw(&self, subject: &Subject) -> (Result<(), Problem>, Option<RateLimitHeaders>) {
        let Some(limiter) = &self.limiter else { return (Ok(()), None) };
        let headers = |quota| Some(RateLimitHeaders { scope: subject.scope(), quota });
        match limiter.take(subject).await {
            Outcome::Allowed(quota) => (Ok(()), headers(quota)),
            Outcome::Limited(quota) => {
                let detail = match subject.scope() {
                    LimitScope::Key => "more than limit.per_key and limit.burst allow this key",
                    LimitScope::Address => {
                        "more than limit.per_address and limit.burst allow this address"
                    }
                };
                let retry = u32::try_from(quota.retry_seconds).unwrap_or(u32::MAX);
                (Err(Problem::rate_limited(detail, retry)), headers(quota))
            }
            Outcome::Unlimited => (Ok(()), None),
            Outcome::Unavailable => {
                self.metrics.shed(Shed::LimitBackend);
                let detail = "the rate limit backend is unavailable, and \
                              limit.on_backend_failure is `deny`";
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
            AuthFailure::Unknown => Problem::new(Code::Unauthorized, "the key is unknown"),
            AuthFailure::Role => Problem::new(Code::Forbidden, "a key of role `admin` is required"),
        }
    }

    /// Whether an address is a trusted proxy's own.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    /// The client's address, past the trusted proxies.
    pub fn address(&self, head: &RequestHead) -> IpAddr {
        // A connection without a peer is not a TCP connection; its callers share one bucket.
        let peer = head.peer_addr.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        let values: Vec<_> = head
            .headers()
            .get_all(X_FORWARDED_FOR)
            .filter_map(|value| value.to_str().ok())
            .collect();
        client_address(peer, values.into_iter(), &self.trusted)
    }
}

/// The key of a request, from `X-API-Key` or else, where `bearer` is read, `Authorization`.
fn presented_key(headers: &HeaderMap, bearer: bool) -> Option<&[u8]> {
    if let Some(key) = headers.get(X_API_KEY) {
        return Some(key.as_bytes());
    }
    let authorization = headers.get(AUTHORIZATION).filter(|_| bearer)?;
    let (scheme, key) = authorization.as_bytes().split_at_checked(BEARER.len())?;
    scheme.eq_ignore_ascii_case(BEARER.as_bytes()).then_some(key.trim_ascii())
}

impl RateLimitHeaders {
    /// Writes the fields of draft-ietf-httpapi-ratelimit-headers-10: the bucket's size and the
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
