//! Drawing from buckets, wherever they are kept: whose bucket, at which rate, and what holds while
//! Redis does not answer.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use super::client_address::client_network;
use super::local::Local;
use super::rate::{Quota, Rate};
use super::shared::{BackendError, Shared};
use crate::config::{BackendFailure, Limit};
use crate::telemetry::Metrics;
use crate::telemetry::metrics::LimitScope;

/// Whose bucket a request draws on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An API key, by its id.
    Key(Arc<str>),
    Address(IpAddr),
}

impl Subject {
    /// The client network of an address.
    #[must_use]
    pub fn from_address(address: IpAddr) -> Self {
        Self::Address(client_network(address))
    }

    #[must_use]
    pub const fn scope(&self) -> LimitScope {
        match self {
            Self::Key(_) => LimitScope::Key,
            Self::Address(_) => LimitScope::Address,
        }
    }
}

/// The name of the bucket in Redis.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(id) => write!(f, "fingerprint-api:limit:key:{id}"),
            Self::Address(address) => write!(f, "fingerprint-api:limit:address:{address}"),
        }
    }
}

/// What a bucket gave, and how many microseconds from now it is full again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Draw {
    pub(super) given: bool,
    pub(super) ahead: u64,
}

/// Where buckets are kept.
trait Buckets {
    async fn draw(&self, subject: &Subject, rate: Rate) -> Result<Draw, BackendError>;
}

impl Buckets for Local {
    async fn draw(&self, subject: &Subject, rate: Rate) -> Result<Draw, BackendError> {
        Ok(Self::draw(self, subject, rate))
    }
}

impl Buckets for Shared {
    async fn draw(&self, subject: &Subject, rate: Rate) -> Result<Draw, BackendError> {
        Self::draw(self, subject, rate).await
    }
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Allowed(Quota),
    Limited(Quota),
    /// Redis does not answer, and settings say to let requests pass.
    Unlimited,
    /// Redis does not answer, and settings say to let none pass.
    Unavailable,
}

/// The rates of the settings and the buckets they are drawn from.
pub struct Limiter {
    per_key: Rate,
    per_address: Rate,
    on_failure: BackendFailure,
    local: Local,
    shared: Option<Shared>,
    metrics: Arc<Metrics>,
}

impl Limiter {
    pub fn new(settings: &Limit, metrics: Arc<Metrics>) -> Result<Self, BackendError> {
        let timeout = Duration::from_millis(settings.redis_timeout_ms);
        let shared = match settings.redis_url.as_str() {
            "" => None,
            url => Some(Shared::new(url, timeout, Arc::clone(&metrics))?),
        };
        Ok(Self {
            per_key: Rate::new(settings.per_key, settings.burst),
            per_address: Rate::new(settings.per_address, settings.burst),
            on_failure: settings.on_backend_failure,
            local: Local::new(),
            shared,
            metrics,
        })
    }

    /// Draws one request of the subject's.
    pub async fn take(&self, subject: &Subject) -> Outcome {
        let rate = match subject {
            Subject::Key(_) => self.per_key,
            Subject::Address(_) => self.per_address,
        };
        let drawn = match &self.shared {
            Some(shared) => draw_from(shared, subject, rate).await,
            None => draw_from(&self.local, subject, rate).await,
        };
        let drawn = match (drawn, self.on_failure) {
            (Err(_), BackendFailure::Local) => draw_from(&self.local, subject, rate).await,
            (drawn, _) => drawn,
        };
        match drawn {
            Ok(Draw { given: true, ahead }) => Outcome::Allowed(rate.quota(ahead)),
            Ok(Draw { given: false, ahead }) => {
                self.metrics.rate_limited(subject.scope());
                Outcome::Limited(rate.quota(ahead))
            }
            Err(_) if self.on_failure == BackendFailure::Deny => Outcome::Unavailable,
            Err(_) => Outcome::Unlimited,
        }
    }
}

async fn draw_from(
    buckets: &impl Buckets,
    subject: &Subject,
    rate: Rate,
) -> Result<Draw, BackendError> {
    buckets.draw(subject, rate).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_ipv6_network_share_a_bucket_and_mapped_addresses_are_ipv4() {
        let of = |text: &str| Subject::from_address(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[tokio::test]
    async fn a_redis_that_is_not_there_is_what_the_settings_say() {
        for (on_backend_failure, expected) in [
            (BackendFailure::Allow, Outcome::Unlimited),
            (BackendFailure::Deny, Outcome::Unavailable),
        ] {
            let redis_url = "redis://127.0.0.1:1".to_owned();
            let settings = Limit { redis_url, on_backend_failure, ..Limit::default() };
            let metrics = Metrics::new().unwrap();
            let limiter = Limiter::new(&settings, Arc::clone(&metrics)).unwrap();
            let subject = Subject::Key("one".into());
            assert_eq!(limiter.take(&subject).await, expected);
            assert_eq!(metrics.rate_limit_backend_up().get(), 0);
        }
    }
}
