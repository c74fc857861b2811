//! `GET /health`: whether the process can answer at all.

use actix_web::HttpResponse;

use crate::http::endpoint::Endpoint;
use crate::http::error::Problem;

pub const ENDPOINT: Endpoint =
    Endpoint::read("/health", |_| Box::pin(std::future::ready(health())))
        .probe()
        .documented::<__path_health>();

/// Liveness
///
/// 200 while the process can answer, models or not.
#[utoipa::path(
    get,
    path = ENDPOINT.path,
    operation_id = "health",
    tag = "probes",
    responses((status = 200, description = "The process answers.", body = Object, example = json!({"status": "up"}))),
)]
#[expect(clippy::unnecessary_wraps, reason = "every handler may fail")]
fn health() -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().content_type("application/json").body(r#"{"status":"up"}"#))
}
