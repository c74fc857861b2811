//! What orchestrators ask: is the process alive, and may it be sent requests.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::Api;
use crate::inference::status::{ModelsStatus, Readiness};

/// Liveness
///
/// 200 while the process can answer, models or not.
#[utoipa::path(
    get,
    path = "/health",
    operation_id = "health",
    tag = "probes",
    responses((status = 200, description = "The process answers.", body = Object, example = json!({"status": "up"}))),
)]
pub async fn health() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(r#"{"status":"up"}"#)
}

/// Readiness
///
/// 200 when every active model is loaded, checked and warm; the body says which and why in both
/// cases.
#[utoipa::path(
    get,
    path = "/api/v1/models/status",
    operation_id = "models_status",
    tag = "probes",
    responses(
        (status = 200, description = "Every active model is ready.", body = ModelsStatus),
        (status = 503, description = "Some model is not, or the service is going away.", body = ModelsStatus),
    ),
)]
pub async fn models_status(api: Data<Api>) -> HttpResponse {
    let status = api.catalog.status();
    let mut response = if status.status == Readiness::Ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    response.json(status)
}
