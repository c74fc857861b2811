//! `GET /metrics`, on the API port or alone on its own.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::error::Problem;
use crate::telemetry::Metrics;

/// Media type of the Prometheus text exposition.
const EXPOSITION: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Metrics in the Prometheus text format
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "metrics",
    tag = "probes",
    responses((status = 200, description = "The exposition. Absent here while `metrics.listen` is set.", body = String, content_type = "text/plain")),
)]
pub async fn metrics(metrics: Data<Metrics>) -> Result<HttpResponse, Problem> {
    let text = metrics.exposition().map_err(|error| {
        tracing::error!(error.message = %error, "the metrics cannot be written");
        Problem::internal()
    })?;
    Ok(HttpResponse::Ok().content_type(EXPOSITION).body(text))
}
