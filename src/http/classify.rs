//! `POST /api/v1/classify`: one fingerprint in, one verdict out, computed on the worker that read
//! it. Handing it to another thread would cost more than the work itself (PERFORMANCE.md).

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

use super::Api;
use super::body;
use super::error::Problem;
use crate::serving::classifier::Stopwatch;
use fingerprint_classify::Case;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::request::Request;

/// Room for a usual answer, so that it is written without growing.
const ANSWER_BYTES: usize = 3 << 10;

/// Classify one client
///
/// Every layer is optional; at least one must carry usable evidence.
#[utoipa::path(
    post,
    path = "/api/v1/classify",
    operation_id = "classify",
    tag = "classify",
    request_body(content = Request, content_type = "application/json", example = json!({
        "id": "42",
        "tls": {"ja4": "t13d1516h2_8daaf6152771_02713d6af862"},
        "http": {"version": "h2", "headers": [["user-agent", "Mozilla/5.0 …"], ["accept", "*/*"]]},
    })),
    responses((status = 200, description = "The verdict.", body = Answer)),
)]
pub async fn classify(
    request: HttpRequest,
    payload: Payload,
    api: Data<Api>,
) -> Result<HttpResponse, Problem> {
    let body = body::json(&request, payload, &api).await?;
    let watch = Stopwatch::start();
    let mut sent = Request::from_json(&body)?;
    api.nonces.check(&mut sent);
    let answer = api.classifier.classify_recorded(Case::from_request(sent), watch)?;
    let mut json = Vec::with_capacity(ANSWER_BYTES);
    write_answer(&mut json, &answer)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

/// Appends an answer as JSON.
pub(super) fn write_answer(out: &mut Vec<u8>, answer: &Answer) -> Result<(), Problem> {
    serde_json::to_writer(out, answer).map_err(|error| {
        tracing::error!(error.message = %error, "an answer cannot be written as JSON");
        Problem::internal()
    })
}
