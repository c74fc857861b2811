//! `POST /api/v1/fingerprints`: the signals of one client and every fingerprint string, no model.

use actix_web::HttpResponse;

use super::ONE_FINGERPRINT;
use crate::http::body;
use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::Problem;
use fingerprint_classify::contract::answer::Extraction;
use fingerprint_classify::contract::request::Request;

pub const ENDPOINT: Endpoint =
    Endpoint::post("/api/v1/fingerprints", |call| Box::pin(fingerprints(call)))
        .problems(ONE_FINGERPRINT)
        .documented::<__path_fingerprints>();

/// Extract one client's signals
///
/// Takes what `/api/v1/classify` takes and answers what was read of it, layer by layer, with every
/// fingerprint string. No model is asked, so it answers before any is loaded.
#[utoipa::path(
    post,
    path = ENDPOINT.path,
    operation_id = "fingerprints",
    tag = "classify",
    request_body(content = Request, content_type = "application/json", example = json!({
        "tls": {"ja4": "t13d1516h2_8daaf6152771_02713d6af862"},
        "http": {"version": "h2", "headers": [["user-agent", "Mozilla/5.0 …"], ["accept", "*/*"]]},
    })),
    responses((status = 200, description = "The signals.", body = Extraction)),
)]
async fn fingerprints(Call { request, payload, api, .. }: Call) -> Result<HttpResponse, Problem> {
    let body = body::json(&request, payload, &api).await?;
    Ok(HttpResponse::Ok().json(fingerprint_classify::extract(Request::from_json(&body)?)?))
}
