//! The families that count who was not let in, and why: overload, rate limits and keys.

use prometheus::{Histogram, IntGauge};

use super::Metrics;

/// Why work was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shed {
    InFlight,
    InFlightShare,
    Memory,
    QueueFull,
    Deadline,
    ShuttingDown,
    LimitBackend,
}

impl Shed {
    pub const ALL: &'static [Self] = &[
        Self::InFlight,
        Self::InFlightShare,
        Self::Memory,
        Self::QueueFull,
        Self::Deadline,
        Self::ShuttingDown,
        Self::LimitBackend,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InFlight => "in_flight",
            Self::InFlightShare => "in_flight_share",
            Self::Memory => "memory",
            Self::QueueFull => "queue_full",
            Self::Deadline => "deadline",
            Self::ShuttingDown => "shutting_down",
            Self::LimitBackend => "limit_backend",
        }
    }
}

/// Whose bucket was empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitScope {
    Key,
    Address,
}

impl LimitScope {
    pub const ALL: [Self; 2] = [Self::Key, Self::Address];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Address => "address",
        }
    }
}

/// Why a key did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthFailure {
    Missing,
    Unknown,
    Role,
}

impl AuthFailure {
    pub const ALL: [Self; 3] = [Self::Missing, Self::Unknown, Self::Role];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Role => "role",
        }
    }
}

impl Metrics {
    /// Records that work was refused.
    pub fn shed(&self, why: Shed) {
        if let Some(counter) = self.shed.get(why as usize) {
            counter.inc();
        }
    }

    /// Records that a bucket was empty.
    pub fn rate_limited(&self, scope: LimitScope) {
        if let Some(counter) = self.rate_limited.get(scope as usize) {
            counter.inc();
        }
    }

    /// Records that a request was not let in.
    pub fn auth_failed(&self, reason: AuthFailure) {
        if let Some(counter) = self.auth_failures.get(reason as usize) {
            counter.inc();
        }
    }

    /// Whether Redis answers.
    pub fn rate_limit_backend_up(&self) -> &IntGauge {
        &self.families.rate_limit_backend_up
    }

    /// How long Redis takes.
    pub fn rate_limit_backend_seconds(&self) -> &Histogram {
        &self.families.rate_limit_backend_seconds
    }
}
