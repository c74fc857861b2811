//! `POST /api/v1/feedback`: labelled truth, compared with the verdict. It changes no answer; it
//! feeds the metrics of accuracy and calibration.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::feedback::{Judgement, Said, Truth};
use crate::http::body;
use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::{Code, Problem};
use crate::serving::classifier::Stopwatch;
use fingerprint_classify::Case;
use fingerprint_classify::contract::request::{Request, read_object};

pub const ENDPOINT: Endpoint = Endpoint::post("/api/v1/feedback", |call| Box::pin(feedback(call)))
    .problems(&[
        Code::InvalidJson,
        Code::InvalidRequest,
        Code::NotFound,
        Code::BodyTooLarge,
        Code::UnsupportedMediaType,
        Code::NoUsableLayers,
        Code::ModelsNotReady,
        Code::DeadlineExceeded,
    ])
    .documented::<__path_feedback>();

/// Truth about a client, named by the id of its verdict or given again.
#[derive(Deserialize, ToSchema)]
pub struct Feedback<'a> {
    /// The caller's id of a verdict of the last while (`feedback.expire_seconds`).
    id: Option<String>,
    /// What `/api/v1/classify` takes; it is classified again.
    #[serde(borrow)]
    #[schema(value_type = Option<Request>)]
    fingerprint: Option<&'a RawValue>,
    truth: Truth,
}

/// How right the verdict was.
#[derive(Serialize, ToSchema)]
pub struct Judgements {
    /// One for each question of the truth.
    judgements: Vec<Judgement>,
}

/// Report what a client really was
///
/// Feeds `fingerprint_api_model_accuracy` and `fingerprint_api_model_ece`. Give either `id` or
/// `fingerprint`; a verdict is judged once.
#[utoipa::path(
    post,
    path = ENDPOINT.path,
    operation_id = "feedback",
    tag = "models",
    request_body(content = Feedback, content_type = "application/json", example = json!({
        "id": "42", "truth": {"browser": "chrome", "version": "150", "automation": "none"},
    })),
    responses((status = 200, description = "The verdict, judged.", body = Judgements)),
)]
async fn feedback(Call { request, payload, api, .. }: Call) -> Result<HttpResponse, Problem> {
    let body = body::json(&request, payload, &api).await?;
    let Feedback { id, fingerprint, truth } = read_object(&body)?;
    if truth.is_empty() {
        return Err(Problem::new(Code::InvalidRequest, "`truth` names no question"));
    }
    let said = match (id, fingerprint) {
        (Some(id), None) => {
            let said = api.classifier.watch().and_then(|watch| watch.recent.take(&id));
            api.metrics.feedback(said.is_some());
            said.ok_or_else(|| Problem::new(Code::NotFound, "no kept verdict has this id"))?
        }
        (None, Some(fingerprint)) => {
            let again = Request::from_json(fingerprint.get().as_bytes())?;
            let said = Said::from(
                &api.classifier
                    .classify_unrecorded(Case::from_request(again), Stopwatch::start())?
                    .answer,
            );
            api.metrics.feedback(true);
            said
        }
        _ => {
            let detail = "give either `id` or `fingerprint`";
            return Err(Problem::new(Code::InvalidRequest, detail));
        }
    };
    let judgements = truth.judge(&said);
    api.scoreboard.add(&judgements);
    Ok(HttpResponse::Ok().json(Judgements { judgements }))
}
