//! `POST /api/v1/models/reload`: an operator's wish to serve what the models folder holds now.

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};

use super::Api;
use super::error::{Code, Problem};
use crate::serving::catalog::CatalogError;
use crate::serving::reload::{self, Load};
use crate::serving::status::ModelsStatus;
use crate::telemetry::scope::carried;

/// Load the models again
///
/// Loads what the models folder holds now, checks it on its golden rows and swaps it in atomically.
/// On any failure the old set stays and the answer says why. Needs a key of role `admin`; while
/// `auth.enabled` is off only callers on the same host are heard.
#[utoipa::path(
    post,
    path = "/api/v1/models/reload",
    operation_id = "models_reload",
    tag = "models",
    responses((status = 200, description = "The new set is active.", body = ModelsStatus)),
)]
pub async fn models_reload(request: HttpRequest, api: Data<Api>) -> Result<HttpResponse, Problem> {
    if !api.guard.asks_for_keys() && !is_local(&request) {
        let detail = "without auth.enabled only callers on the same host may reload";
        return Err(Problem::new(Code::Forbidden, detail));
    }
    // One at a time: each load holds a whole set in memory.
    let _turn = api.reloading.lock().await;
    let shared = api.clone();
    let loaded = web::block(carried(move || shared.load_models(Load::Again))).await;
    match loaded {
        Ok(Ok(())) => Ok(HttpResponse::Ok().json(api.models_status())),
        Ok(Err(error)) => Err(Problem::new(Code::ModelsRefused, error.to_string())),
        Err(_cancelled) => Err(Problem::internal()),
    }
}

impl Api {
    /// Loads the models folder, and what depends on it; blocks for tens of milliseconds.
    pub fn load_models(&self, load: Load) -> Result<(), CatalogError> {
        let loaded = reload::load(&self.catalog, &self.metrics, load);
        self.classifier.load_watch();
        loaded
    }
}

/// Whether the connection comes from this host itself, and not through a proxy on it.
fn is_local(request: &HttpRequest) -> bool {
    let forwarded =
        ["forwarded", "x-forwarded-for"].iter().any(|name| request.headers().contains_key(*name));
    !forwarded && request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback())
}
