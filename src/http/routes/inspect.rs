//! `GET /api/v1/inspect`: what the service saw of the caller's own connection, and its verdict.
//! `POST` adds what a script saw in the caller's browser. The network layers come from the
//! connection alone: a caller cannot speak for itself here.

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::Query;
use actix_web::{HttpRequest, HttpResponse};

use super::ONE_FINGERPRINT;
use super::classify::write_answer;
use crate::http::api::Api;
use crate::http::body::{self, Limit, MediaType};
use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::{Code, Problem};
use crate::sensor::observed::ObservedRequest;
use crate::serving::classifier::Stopwatch;
use fingerprint_classify::Case;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::request::{Options, Request};
use fingerprint_signals::issue::Issue;

pub const CONNECTION: Endpoint =
    Endpoint::read("/api/v1/inspect", |call| Box::pin(std::future::ready(inspect(&call))))
        .problems(&[Code::InvalidRequest, Code::NoUsableLayers, Code::ModelsNotReady])
        .documented::<__path_inspect>();

pub const CONNECTION_AND_BROWSER: Endpoint =
    Endpoint::post(CONNECTION.path, |call| Box::pin(inspect_with_body(call)))
        .problems(ONE_FINGERPRINT)
        .documented::<__path_inspect_with_body>();

/// Inspect this connection
///
/// TCP, TLS and HTTP/2 are seen on the sensor's listener; elsewhere the header fields are all there
/// is.
#[utoipa::path(
    get,
    path = CONNECTION.path,
    operation_id = "inspect",
    tag = "classify",
    params(
        ("explain" = Option<fingerprint_classify::contract::request::Explain>, Query, description = "How much of the reasoning the answer has."),
        ("alternatives" = Option<u8>, Query, description = "How many alternatives a question lists at most."),
        ("coverage" = Option<f32>, Query, description = "Probability with which `set` and `range` hold the truth."),
    ),
    responses((status = 200, description = "The verdict on the caller.", body = Answer)),
)]
fn inspect(Call { request, api, .. }: &Call) -> Result<HttpResponse, Problem> {
    let options = Query::<Options>::from_query(request.query_string())
        .map_err(|error| Problem::new(Code::InvalidRequest, error.to_string()))?
        .into_inner();
    options.check()?;
    answer(request, api, Request { options, ..Request::default() }, None)
}

/// Inspect this connection and the browser behind it
///
/// Of the body's layers only `browser` is read: the others are seen on the connection itself, and
/// what the body says of them is named in `issues`.
#[utoipa::path(
    post,
    path = CONNECTION.path,
    operation_id = "inspect_with_body",
    tag = "classify",
    request_body(content = Request, content_type = "application/json"),
    responses((status = 200, description = "The verdict on the caller.", body = Answer)),
)]
async fn inspect_with_body(
    Call { request, payload, api, .. }: Call,
) -> Result<HttpResponse, Problem> {
    if body::media_type(&request) != Some(MediaType::Json) {
        return Err(Problem::new(Code::UnsupportedMediaType, "send application/json, not encoded"));
    }
    let limit = Limit { bytes: api.settings.max_body_bytes, time: api.request_timeout };
    let body = body::collect(&request, payload, limit).await?;
    let sent = Request::from_json(&body)?;
    let replayed = api.nonces.check(&sent);
    answer(&request, &api, sent, replayed)
}

/// The verdict on the connection; `known_issues` are what is wrong with the body already.
fn answer(
    request: &HttpRequest,
    api: &Api,
    body: Request,
    known_issues: impl IntoIterator<Item = Issue>,
) -> Result<HttpResponse, Problem> {
    let watch = Stopwatch::start();
    let (asked, mut evidence, mut issues) = body.into_parts();
    issues.extend(known_issues);
    evidence.only_browser(&mut issues);
    let mut fingerprint = evidence.read(&mut issues);
    // The sensor records every connection of the API's listeners.
    if let Some(observed) = ObservedRequest::from_request(request) {
        let page = fingerprint.browser.take();
        fingerprint = observed.fingerprint(request.head(), &mut issues);
        fingerprint.browser = page;
    }
    let case = Case { asked, fingerprint, issues };
    let mut json = Vec::new();
    write_answer(&mut json, &api.classifier.classify_recorded(case, watch)?)?;
    let mut response = HttpResponse::Ok().content_type("application/json").body(json);
    // An answer about one connection is of no use to another.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
