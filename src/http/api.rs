//! What the handlers share, and how far the service is on its way out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;

use super::middleware::cors::Cors;
use super::middleware::guard::Guard;
use super::routes::docs::Pages;
use super::routes::nonce::Nonces;
use super::routes::openapi::Document;
use super::routes::static_files::StaticFiles;
use crate::config;
use crate::feedback::Scoreboard;
use crate::limit::memory::MemoryBudget;
use crate::limit::shares::Shares;
use crate::policy::PolicyFile;
use crate::serving::catalog::{Catalog, CatalogError};
use crate::serving::classifier::LiveClassifier;
use crate::serving::pool::Pool;
use crate::serving::reload::{self, Load};
use crate::telemetry::{Metrics, Traces};

/// How far the service is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Serving,
    /// Readiness is off; requests are still answered, and connections closed behind them.
    Draining,
    /// The listener is closing; what arrives on old connections is refused.
    Stopping,
}

/// What the handlers share.
pub struct Api {
    pub classifier: LiveClassifier,
    pub catalog: Arc<Catalog>,
    pub pool: Pool,
    pub metrics: Arc<Metrics>,
    /// Where traces are exported.
    pub traces: Option<Traces>,
    pub settings: config::Http,
    pub guard: Guard,
    pub policy: PolicyFile,
    pub scoreboard: Scoreboard,
    pub(super) request_timeout: Duration,
    pub(super) cors: Cors,
    pub(super) nonces: Nonces,
    pub(super) document: Document,
    pub(super) pages: Pages,
    pub(super) files: StaticFiles,
    /// Held while models are loaded on a caller's wish: each load holds a whole set in memory.
    pub(super) reloading: Mutex<()>,
    pub(super) in_flight_shares: Arc<Shares>,
    pub(super) memory: Arc<MemoryBudget>,
    in_flight: AtomicUsize,
    phase: AtomicU8,
}

/// The parts that an [`Api`] is made of.
pub struct Parts {
    pub classifier: LiveClassifier,
    pub catalog: Arc<Catalog>,
    pub pool: Pool,
    pub metrics: Arc<Metrics>,
    pub nonces: Nonces,
    pub traces: Option<Traces>,
    pub settings: config::Http,
    pub guard: Guard,
    pub policy: PolicyFile,
    pub memory: Arc<MemoryBudget>,
}

impl Api {
    pub fn new(parts: Parts) -> Self {
        let Parts {
            classifier,
            catalog,
            pool,
            metrics,
            nonces,
            traces,
            settings,
            guard,
            policy,
            memory,
        } = parts;
        let in_flight_shares =
            Shares::new(settings.max_in_flight_per_address, settings.max_in_flight);
        Self {
            classifier,
            scoreboard: Scoreboard::new(Arc::clone(&metrics)),
            request_timeout: Duration::from_millis(settings.request_timeout_ms),
            cors: Cors::new(&settings.cors_origins),
            nonces,
            document: Document::new(),
            pages: Pages::new(),
            files: StaticFiles::new(),
            catalog,
            pool,
            metrics,
            traces,
            settings,
            guard,
            policy,
            reloading: Mutex::new(()),
            in_flight_shares: Arc::new(in_flight_shares),
            memory,
            in_flight: AtomicUsize::new(0),
            phase: AtomicU8::new(Phase::Serving as u8),
        }
    }

    /// Loads the models folder, and what depends on it; blocks for tens of milliseconds.
    pub fn load_models(&self, load: Load) -> Result<(), CatalogError> {
        let loaded = reload::load(&self.catalog, &self.metrics, load);
        self.classifier.load_watch();
        loaded
    }

    pub fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Relaxed) {
            0 => Phase::Serving,
            1 => Phase::Draining,
            _ => Phase::Stopping,
        }
    }

    pub fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Requests being answered now, this one included.
    pub fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    pub(super) fn request_started(&self) {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        self.metrics.in_flight().inc();
    }

    pub(super) fn request_ended(&self) {
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
        self.metrics.in_flight().dec();
    }
}
