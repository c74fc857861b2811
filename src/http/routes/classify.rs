//! `POST /api/v1/classify`: one fingerprint in, one verdict out, computed on the worker that read
//! it. Handing it to another
//! thread would cost more than the work itself.

use actix_web::HttpResponse;

use super::ONE_FINGERPRINT;
use crate::http::body;
use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::Problem;
use crate::serving::classifier::Stopwatch;
use fingerprint_classify::Case;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::request::Request;

pub const ENDPOINT: Endpoint = Endpoint::post("/api/v1/classify", |call| Box::pin(classify(call)))
    .problems(ONE_FINGERPRINT)
    .documented::<__path_classify>();

/// Room for a usual answer, so that it is written without growing.
const ANSWER_BYTES: usize = 3 << 10;

/// Classify one client
///
/// Every layer is optional; at least one must carry usable evidence.
#[utoipa::path(
    post,
    path = ENDPOINT.path,
    operation_id = "classify",
    tag = "classify",
    request_body(content = Request, content_type = "application/json", example = json!({
        "id": "42",
        "tls": {"ja4": "t13d1516h2_8daaf6152771_02713d6af862"},
        "http": {"version": "h2", "headers": [["user-agent", "Mozilla/5.0 …"], ["accept", "*/*"]]},
    })),
    responses((status = 200, description = "The verdict.", body = Answer)),
)]
async fn classify(Call { request, payload, api, .. }: Call) -> Result<HttpResponse, Problem> {
    let body = body::json(&request, payload, &api).await?;
    let watch = Stopwatch::start();
    let sent = Request::from_json(&body)?;
    let replayed = api.nonces.check(&sent);
    let mut case = Case::from_request(sent);
    case.issues.extend(replayed);
    let answer = api.classifier.classify_recorded(case, watch)?;
    let mut json = Vec::with_capacity(ANSWER_BYTES);
    write_answer(&mut json, &answer)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

/// Appends an answer as JSON.
pub(in crate::http) fn write_answer(out: &mut Vec<u8>, answer: &Answer) -> Result<(), Problem> {
    serde_json::to_writer(out, answer).map_err(|error| {
        tracing::error!(error.message = %error, "an answer cannot be written as JSON");
        Problem::internal()
    })
}
