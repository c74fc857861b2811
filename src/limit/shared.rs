//! The buckets that all instances share, in Redis. One script draws from a bucket by Redis' own
//! clock, so that neither races nor the instances' clocks matter. A Redis that does not answer is
//! asked again a second later, not by every request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, Script};
use tokio::sync::OnceCell;

use super::buckets::{Draw, Subject};
use super::rate::Rate;
use crate::telemetry::Metrics;

/// How long Redis is left alone after it did not answer.
const REST: Duration = Duration::from_secs(1);

/// The bucket's one number is the time at which it is full, in microseconds of Redis' clock; it
/// expires when that has passed. Numbers of this size are exact in Lua's doubles (2^53).
const DRAW: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local full_at = tonumber(redis.call('GET', KEYS[1])) or now
if full_at < now then full_at = now end
if full_at - now > tolerance then return {0, full_at - now} end
full_at = full_at + interval
redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000))
return {1, full_at - now}
";

/// Why the shared buckets cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    #[error("not a Redis URL: {0}")]
    Url(String),
    #[error("Redis did not answer")]
    Down,
}

/// The connection, which comes back by itself.
pub(super) struct Shared {
    client: Client,
    timeout: Duration,
    connection: OnceCell<ConnectionManager>,
    script: Script,
    started: Instant,
    /// Milliseconds since the start before which Redis is not asked; 0: it answers.
    resting_until: AtomicU64,
    metrics: Arc<Metrics>,
}

impl Shared {
    /// Checks the URL; connects with the first request.
    pub(super) fn new(
        url: &str,
        timeout: Duration,
        metrics: Arc<Metrics>,
    ) -> Result<Self, BackendError> {
        let refused = |error: RedisError| BackendError::Url(error.to_string());
        Ok(Self {
            client: Client::open(url).map_err(refused)?,
            timeout,
            connection: OnceCell::new(),
            script: Script::new(DRAW),
            started: Instant::now(),
            resting_until: AtomicU64::new(0),
            metrics,
        })
    }

    /// The connection; made here and not at the start, for it needs the runtime that serves.
    async fn connection(&self) -> Result<ConnectionManager, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(self.timeout))
            .set_response_timeout(Some(self.timeout))
            .set_number_of_retries(0);
        let connect = async || ConnectionManager::new_lazy_with_config(self.client.clone(), config);
        self.connection.get_or_try_init(connect).await.cloned()
    }

    async fn ask(&self, subject: &Subject, rate: Rate) -> Result<(u8, u64), RedisError> {
        let mut connection = self.connection().await?;
        let mut call = self.script.key(subject.to_string());
        call.arg(rate.interval).arg(rate.tolerance);
        call.invoke_async(&mut connection).await
    }

    pub(super) async fn draw(&self, subject: &Subject, rate: Rate) -> Result<Draw, BackendError> {
        let now = self.started.elapsed();
        let resting_until = self.resting_until.load(Ordering::Relaxed);
        if (now.as_millis() as u64) < resting_until {
            return Err(BackendError::Down);
        }
        if resting_until > 0 {
            // This request asks; the others go on without until it knows.
            self.rest(now);
        }
        let asked = Instant::now();
        let answer = self.ask(subject, rate).await;
        self.metrics.rate_limit_backend_seconds().observe(asked.elapsed().as_secs_f64());
        match answer {
            Ok((given, ahead)) => {
                if self.resting_until.swap(0, Ordering::Relaxed) > 0 {
                    tracing::info!("Redis answers again");
                }
                self.metrics.rate_limit_backend_up().set(1);
                Ok(Draw { given: given == 1, ahead })
            }
            Err(error) => {
                if resting_until == 0 && self.metrics.rate_limit_backend_up().get() == 1 {
                    // The kind alone: the whole text may hold the address with its password.
                    tracing::error!(error.kind = ?error.kind(), "Redis does not answer");
                }
                self.rest(self.started.elapsed());
                self.metrics.rate_limit_backend_up().set(0);
                Err(BackendError::Down)
            }
        }
    }

    fn rest(&self, now: Duration) {
        self.resting_until.store((now + REST).as_millis() as u64, Ordering::Relaxed);
    }
}
