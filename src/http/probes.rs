//! What orchestrators ask: is the process alive, and may it be sent requests.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::Api;
use crate::serving::status::{ModelsStatus, Readiness, ShadowStatus};

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

impl Api {
    /// What the models are doing, those of the shadow included. Readiness is the active set's
    /// alone.
    pub(super) fn models_status(&self) -> ModelsStatus {
        let mut status = self.catalog.status();
        let shadow = self.classifier.watch().and_then(|watch| watch.shadow.as_ref());
        status.shadow = shadow.map(|shadow| {
            let ModelsStatus { status, models, error, .. } = shadow.status();
            ShadowStatus { status, models, error }
        });
        status
    }
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
    let status = api.models_status();
    let mut response = if status.status == Readiness::Ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    response.json(status)
}
