//! `GET /api/v1/inspect`: what the service saw of the caller's own connection, and its verdict.
//! `POST` adds what a script saw in the caller's browser. The network layers come from the
//! connection alone: a caller cannot speak for itself here.

use crate::serving::classifier::Stopwatch;

use actix_web::dev::HttpServiceFactory;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::{self, Data, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::body::{self, Limit, MediaType};
use super::classify::write_answer;
use super::error::{Code, Problem};
use super::{Api, only};
use crate::sensor::observed::ObservedRequest;
use crate::telemetry::endpoint::Endpoint;
use fingerprint_classify::Case;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::request::{Options, Request};

pub(super) fn resource() -> impl HttpServiceFactory {
    web::resource(Endpoint::Inspect.pattern())
        .route(web::get().to(inspect))
        .route(web::post().to(inspect_with_body))
        .default_service(only("GET, POST"))
}

/// Inspect this connection
///
/// TCP, TLS and HTTP/2 are seen on the sensor's listener; elsewhere the header fields are all there
/// is.
#[utoipa::path(
    get,
    path = "/api/v1/inspect",
    operation_id = "inspect",
    tag = "classify",
    params(
        ("explain" = Option<fingerprint_classify::contract::request::Explain>, Query, description = "How much of the reasoning is told."),
        ("alternatives" = Option<u8>, Query, description = "How many alternatives a question lists at most."),
        ("coverage" = Option<f32>, Query, description = "Probability with which `set` and `range` hold the truth."),
    ),
    responses((status = 200, description = "The verdict on the caller.", body = Answer)),
)]
pub async fn inspect(request: HttpRequest, api: Data<Api>) -> Result<HttpResponse, Problem> {
    let options = Query::<Options>::from_query(request.query_string())
        .map_err(|error| Problem::new(Code::InvalidRequest, error.to_string()))?
        .into_inner();
    options.check()?;
    answer(&request, &api, Request { options, ..Request::default() })
}

/// Inspect this connection and the browser behind it
///
/// Of the body's layers only `browser` is read: the others are seen on the connection itself, and
/// what the body says of them is named in `issues`.
#[utoipa::path(
    post,
    path = "/api/v1/inspect",
    operation_id = "inspect_with_body",
    tag = "classify",
    request_body(content = Request, content_type = "application/json"),
    responses((status = 200, description = "The verdict on the caller.", body = Answer)),
)]
pub async fn inspect_with_body(
    request: HttpRequest,
    payload: Payload,
    api: Data<Api>,
) -> Result<HttpResponse, Problem> {
    if body::media_type(&request) != Some(MediaType::Json) {
        return Err(Problem::new(Code::UnsupportedMediaType, "send application/json, not encoded"));
    }
    let limit = Limit { bytes: api.settings.max_body_bytes, time: api.request_timeout };
    let body = body::collect(&request, payload, limit).await?;
    let mut sent = Request::from_json(&body)?;
    api.nonces.check(&mut sent);
    answer(&request, &api, sent)
}

fn answer(request: &HttpRequest, api: &Api, body: Request) -> Result<HttpResponse, Problem> {
    let watch = Stopwatch::start();
    let (asked, mut evidence, mut issues) = body.into_parts();
    evidence.only_browser(&mut issues);
    let mut fingerprint = evidence.read(&mut issues);
    // Every connection comes through the sensor; without a record there is nothing to say.
    if let Some(seen) = ObservedRequest::from_request(request) {
        let page = fingerprint.browser.take();
        fingerprint = seen.fingerprint(request.head(), &mut issues);
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
