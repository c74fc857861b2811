//! The HTTP surface: every route, the one middleware, and what they share. One file per route
//! group. Knows nothing of how an answer is found.

pub mod authorize;
pub mod batch;
mod body;
pub mod classify;
mod cors;
mod docs;
pub mod error;
pub mod feedback;
pub mod fingerprints;
pub mod guard;
pub mod identify;
pub mod inspect;
pub mod item;
mod lines;
pub mod metrics;
pub mod nonce;
mod observe;
pub mod openapi;
mod page;
pub mod probes;
pub mod reload;
mod request_id;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::dev::HttpServiceFactory;
use actix_web::http::Method;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder, guard as when};
use tokio::sync::Mutex;

pub use observe::Observe;

use crate::config;
use crate::feedback::Scoreboard;
use crate::limit::memory::MemoryBudget;
use crate::limit::shares::Shares;
use crate::serving::catalog::Catalog;
use crate::serving::classifier::LiveClassifier;
use crate::serving::pool::Pool;
use crate::telemetry::endpoint::Endpoint;
use crate::telemetry::{Metrics, Traces};
use authorize::PolicyFile;
use cors::Cors;
use error::Problem;
use guard::Guard;
use nonce::Nonces;

/// How far the service is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Serving,
    /// Readiness is off; requests are still answered, and connections closed behind them.
    Draining,
    /// The listener is closing; what arrives on old connections is refused.
    Stopping,
}

/// What the routes share.
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
    /// Held while models are loaded on a caller's wish.
    reloading: Mutex<()>,
    nonces: Nonces,
    request_timeout: Duration,
    cors: Cors,
    in_flight: AtomicUsize,
    in_flight_shares: Arc<Shares>,
    memory: Arc<MemoryBudget>,
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
            catalog,
            pool,
            metrics,
            traces,
            settings,
            guard,
            policy,
            reloading: Mutex::new(()),
            in_flight: AtomicUsize::new(0),
            in_flight_shares: Arc::new(in_flight_shares),
            memory,
            phase: AtomicU8::new(Phase::Serving as u8),
        }
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

    fn admitted(&self) {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        self.metrics.in_flight().inc();
    }

    fn left(&self) {
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
        self.metrics.in_flight().dec();
    }
}

/// What the API port serves. `metrics_here` is off while they have a port of their own.
#[derive(Clone)]
pub struct Routes {
    pub api: Data<Api>,
    pub metrics: Data<Metrics>,
    pub document: Data<openapi::Document>,
    pub pages: Data<docs::Pages>,
    pub page: Data<page::Page>,
    pub metrics_here: bool,
}

impl Routes {
    pub fn new(api: Arc<Api>, metrics_here: bool) -> Self {
        Self {
            metrics: Data::from(Arc::clone(&api.metrics)),
            api: Data::from(api),
            document: Data::new(openapi::text()),
            pages: Data::new(docs::Pages::new()),
            page: Data::new(page::Page::new()),
            metrics_here,
        }
    }

    /// Every route, in one place.
    pub fn configure(&self, app: &mut ServiceConfig) {
        app.app_data(self.api.clone())
            .app_data(self.metrics.clone())
            .app_data(self.document.clone())
            .app_data(self.pages.clone())
            .app_data(self.page.clone())
            .service(post(Endpoint::Classify.pattern(), classify::classify))
            .service(post(Endpoint::ClassifyBatch.pattern(), batch::classify_batch))
            .service(post(Endpoint::Fingerprints.pattern(), fingerprints::fingerprints))
            .service(post(Endpoint::Identify.pattern(), identify::identify))
            .service(post(Endpoint::Feedback.pattern(), feedback::feedback))
            .service(
                web::resource(Endpoint::Authorize.pattern())
                    .route(web::route().guard(readable()).to(authorize::authorize))
                    .route(web::post().to(authorize::authorize))
                    .default_service(only("GET, HEAD, POST")),
            )
            // Envoy appends the path that the client asked for and keeps its method.
            .route("/api/v1/authorize/{path:.*}", web::to(authorize::authorize))
            .service(get(Endpoint::Nonce.pattern(), nonce::nonce))
            .service(inspect::resource())
            .service(get(Endpoint::ModelsStatus.pattern(), probes::models_status))
            .service(post(Endpoint::ModelsReload.pattern(), reload::models_reload))
            .service(get(Endpoint::Health.pattern(), probes::health))
            .service(get(Endpoint::Openapi.pattern(), openapi::openapi))
            .service(get(Endpoint::Docs.pattern(), docs::docs))
            .service(get("/docs/{file:.*}", docs::page))
            .service(get(Endpoint::Index.pattern(), page::file))
            .service(get(Endpoint::Collector.pattern(), page::file))
            .service(get(Endpoint::CollectorModule.pattern(), page::file))
            .service(get(Endpoint::PagePart.pattern(), page::part));
        if self.metrics_here {
            app.service(get(Endpoint::Metrics.pattern(), metrics::metrics));
        }
        app.default_service(web::to(not_found));
    }

    /// What the metrics port serves.
    pub fn configure_metrics(&self, app: &mut ServiceConfig) {
        app.app_data(self.metrics.clone())
            .service(get(Endpoint::Metrics.pattern(), metrics::metrics))
            .default_service(web::to(not_found));
    }
}

async fn not_found() -> Problem {
    Problem::not_found()
}

fn post<F, Args>(pattern: &str, handler: F) -> impl HttpServiceFactory + use<F, Args>
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(pattern).route(web::post().to(handler)).default_service(only("POST"))
}

fn get<F, Args>(pattern: &str, handler: F) -> impl HttpServiceFactory + use<F, Args>
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(pattern)
        .route(web::route().guard(readable()).to(handler))
        .default_service(only("GET, HEAD"))
}

fn readable() -> impl when::Guard {
    when::Any(when::Get()).or(when::Method(Method::HEAD))
}

/// Answers any other method with 405 and those that there are.
fn only(allow: &'static str) -> actix_web::Route {
    let refuse = move || -> std::future::Ready<Problem> {
        std::future::ready(Problem::method_not_allowed(allow))
    };
    web::to(refuse)
}

/// A problem is an answer like any other.
impl Responder for Problem {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, _: &actix_web::HttpRequest) -> actix_web::HttpResponse {
        self.response()
    }
}

/// What [`crate::server::Server`] lets tests add to the routes.
pub type MoreRoutes = fn(&mut ServiceConfig);
