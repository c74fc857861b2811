//! `GET /metrics`, on the API port or alone on its own.

use actix_web::HttpResponse;
use actix_web::http::header::{ACCEPT, HeaderValue, VARY};

use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::Problem;
use crate::telemetry::Format;

pub const PATH: &str = "/metrics";

pub const ENDPOINT: Endpoint =
    Endpoint::read(PATH, |call| Box::pin(metrics(call))).probe().documented::<__path_metrics>();

/// Metrics in the Prometheus text format
///
/// A scraper that prefers `application/openmetrics-text; version=1.0.0` gets `OpenMetrics` instead,
/// whose latency buckets carry the trace of a request as an exemplar.
#[utoipa::path(
    get,
    path = ENDPOINT.path,
    operation_id = "metrics",
    tag = "probes",
    responses((status = 200, description = "The exposition. Absent here while `metrics.listen` is set.", body = String, content_type = "text/plain")),
)]
#[expect(clippy::unused_async, reason = "every handler is a future")]
async fn metrics(Call { request, api, .. }: Call) -> Result<HttpResponse, Problem> {
    let format =
        Format::wanted(request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()));
    let text = api.metrics.exposition(format).map_err(|error| {
        tracing::error!(error.message = %error, "the metrics cannot be written");
        Problem::internal()
    })?;
    let by_accept = (VARY, HeaderValue::from_static("accept"));
    Ok(HttpResponse::Ok().content_type(format.media_type()).insert_header(by_accept).body(text))
}
