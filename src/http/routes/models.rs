//! The models: whether they are ready, what their manifests say, and loading them again.

use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::web;
use actix_web::{HttpRequest, HttpResponse};

use crate::http::api::Api;
use crate::http::endpoint::{Access, Call, Endpoint};
use crate::http::error::{Code, Problem};
use crate::limit::Role;
use crate::serving::documents::{ModelDocument, ModelDocuments};
use crate::serving::reload::Load;
use crate::serving::shadow::Shadow;
use crate::serving::status::{ModelsStatus, Readiness};
use crate::telemetry::request_context::in_same_request;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub const STATUS: Endpoint = Endpoint::read("/api/v1/models/status", |call| {
    Box::pin(std::future::ready(Ok(models_status(&call.api))))
})
.probe()
.documented::<__path_models_status>();

pub const LIST: Endpoint =
    Endpoint::read("/api/v1/models", |call| Box::pin(std::future::ready(models(&call))))
        .problems(&[Code::ModelsNotReady])
        .documented::<__path_models>();

pub const ONE: Endpoint =
    Endpoint::read("/api/v1/models/{name}", |call| Box::pin(std::future::ready(model(&call))))
        .problems(&[Code::NotFound, Code::ModelsNotReady])
        .documented::<__path_model>();

pub const RELOAD: Endpoint =
    Endpoint::post("/api/v1/models/reload", |call| Box::pin(models_reload(call)))
        .access(Access::Guarded(Role::Admin))
        .problems(&[Code::ModelsRefused, Code::Forbidden])
        .documented::<__path_models_reload>();

/// Readiness
///
/// 200 when every active model is loaded, checked and warm; the body says which and why in both
/// cases, in 4 KB at most.
#[utoipa::path(
    get,
    path = STATUS.path,
    operation_id = "models_status",
    tag = "probes",
    responses(
        (status = 200, description = "Every active model is ready.", body = ModelsStatus),
        (status = 503, description = "Some model is not, or the service is going away.", body = ModelsStatus),
    ),
)]
fn models_status(api: &Api) -> HttpResponse {
    let (readiness, body) = status_body(api);
    let mut response = if readiness == Readiness::Ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    response.insert_header((CONTENT_TYPE, JSON)).body(body)
}

/// The readiness of the active set, and the status that says so, the shadow's included.
fn status_body(api: &Api) -> (Readiness, String) {
    let shadow = api.classifier.watch().and_then(|watch| watch.shadow.as_ref());
    api.catalog.status_body(shadow.map(Shadow::catalog))
}

/// What the active models are
///
/// Everything that the manifests say: labels, training data, calibration, and the held-out figures
/// by subset, class and reliability.
#[utoipa::path(
    get,
    path = LIST.path,
    operation_id = "models",
    tag = "models",
    responses((status = 200, description = "The active models.", body = ModelDocuments)),
)]
fn models(Call { api, .. }: &Call) -> Result<HttpResponse, Problem> {
    let active = api.catalog.active().ok_or_else(not_ready)?;
    let body = active.documents.all.clone();
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, JSON)).body(body))
}

/// What one active model is
///
/// As in the list of all.
#[utoipa::path(
    get,
    path = ONE.path,
    operation_id = "model",
    tag = "models",
    params(("name" = String, Path, description = "The question that it answers, such as `browser`.")),
    responses((status = 200, description = "The model.", body = ModelDocument)),
)]
fn model(Call { request, api, .. }: &Call) -> Result<HttpResponse, Problem> {
    let active = api.catalog.active().ok_or_else(not_ready)?;
    let name = request.match_info().query("name");
    let body = active.documents.find(name).ok_or_else(|| {
        Problem::new(Code::NotFound, "no active model has this name; /api/v1/models lists them")
    })?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, JSON)).body(body))
}

fn not_ready() -> Problem {
    Problem::new(Code::ModelsNotReady, "/api/v1/models/status says which and why")
}

/// Load the models again
///
/// Loads what the models folder now holds, checks it on its golden rows and swaps it in atomically.
/// On any failure the old set stays and the answer says why. Requires a key of role `admin`; while
/// `auth.enabled` is off only callers on the same host may reload.
#[utoipa::path(
    post,
    path = RELOAD.path,
    operation_id = "models_reload",
    tag = "models",
    responses((status = 200, description = "The new set is active.", body = ModelsStatus)),
)]
async fn models_reload(Call { request, api, .. }: Call) -> Result<HttpResponse, Problem> {
    if api.guard.keys().is_none() && !is_local(&request) {
        let detail = "without auth.enabled only callers on the same host may reload";
        return Err(Problem::new(Code::Forbidden, detail));
    }
    let _turn = api.reloading.lock().await;
    let shared = api.clone();
    let loaded = web::block(in_same_request(move || shared.load_models(Load::Again))).await;
    match loaded {
        Ok(Ok(())) => {
            let (_, body) = status_body(&api);
            Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, JSON)).body(body))
        }
        Ok(Err(error)) => Err(Problem::new(Code::ModelsRefused, error.to_string())),
        Err(_cancelled) => Err(Problem::internal()),
    }
}

/// Whether the connection comes from this host itself, not through a proxy or a web page on
/// it.
fn is_local(request: &HttpRequest) -> bool {
    let forwarded = ["forwarded", "origin", "via", "x-forwarded-for", "x-real-ip"]
        .iter()
        .any(|name| request.headers().contains_key(*name));
    !forwarded && request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback())
}
