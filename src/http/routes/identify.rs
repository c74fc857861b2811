//! `POST /api/v1/fingerprint/identify`: fingerprint-rust's request and answer shape, for callers
//! that move over. The same evidence gets the same verdict as on `/api/v1/classify`, in other
//! words.

use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::ONE_FINGERPRINT;
use crate::http::body;
use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::Problem;
use crate::serving::classifier::Stopwatch;
use fingerprint_classify::Case;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::identify::Identify;
use fingerprint_signals::labels::{Browser, Os};

pub const ENDPOINT: Endpoint =
    Endpoint::post("/api/v1/fingerprint/identify", |call| Box::pin(identify(call)))
        .problems(ONE_FINGERPRINT)
        .documented::<__path_identify>();

/// Who the client is, in three steps: family, version, variant.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identity {
    /// The browser or library, as `browser.label` of a verdict names it.
    family: Browser,
    family_confidence: f32,
    /// The major version, or `unknown`.
    version: String,
    version_confidence: f32,
    /// The operating system.
    variant: Os,
    variant_confidence: f32,
    /// That all three are right, taken as independent: the product of the three.
    overall_confidence: f32,
    /// The caller's own id, echoed.
    session_id: Option<String>,
}

impl From<Answer> for Identity {
    fn from(answer: Answer) -> Self {
        let overall =
            answer.browser.probability * answer.version.probability * answer.os.probability;
        Self {
            family: answer.browser.label,
            family_confidence: answer.browser.probability,
            version: answer.version.label,
            version_confidence: answer.version.probability,
            variant: answer.os.label,
            variant_confidence: answer.os.probability,
            overall_confidence: (overall * 1e4).round() / 1e4,
            session_id: answer.id,
        }
    }
}

/// Identify one client, in fingerprint-rust's words
///
/// `family` is the browser, `version` its major, `variant` the operating system.
#[utoipa::path(
    post,
    path = ENDPOINT.path,
    operation_id = "identify",
    tag = "classify",
    request_body(content = Identify, content_type = "application/json", example = json!({
        "tls_data": "FgMBAgAB…", "http_headers": {"user-agent": "Mozilla/5.0 …"}, "session_id": "42",
    })),
    responses((status = 200, description = "The identity.", body = Identity)),
)]
async fn identify(Call { request, payload, api, .. }: Call) -> Result<HttpResponse, Problem> {
    let body = body::json(&request, payload, &api).await?;
    let watch = Stopwatch::start();
    let answer =
        api.classifier.classify_recorded(Case::from_request(Identify::request(&body)?), watch)?;
    Ok(HttpResponse::Ok().json(Identity::from(answer)))
}
