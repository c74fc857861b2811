//! The OpenAPI 3.1 document, made from the types and from the list of codes.

use actix_web::HttpResponse;
use actix_web::web::{Bytes, Data};
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{HttpMethod, Operation, PathItem};
use utoipa::openapi::{Content, Object, Ref, RefOr, Response, ResponseBuilder, Type};
use utoipa::{OpenApi, openapi};

use super::error::{Code, PROBLEM_JSON, ProblemDocument};
use super::{
    authorize, batch, classify, feedback, fingerprints, identify, inspect, metrics, nonce, probes,
    reload,
};

/// The document as it is served; every answer shares its bytes.
pub struct Document(pub Bytes);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "fingerprint-api",
        description = "Tells what a web client really is: browser, version, operating system, device, automation and spoofing, each with a calibrated probability and reasons.\n\nEvery answer that is no success is a problem document (RFC 9457) with a stable `code`; every answer carries `x-request-id`, the caller's own if it sent a sane one."
    ),
    paths(
        classify::classify, batch::classify_batch, fingerprints::fingerprints, identify::identify,
        inspect::inspect, inspect::inspect_with_body, nonce::nonce, authorize::authorize, feedback::feedback,
        probes::health, probes::models_status, reload::models_reload, metrics::metrics,
    ),
    components(schemas(ProblemDocument<'static>, Code)),
    tags(
        (name = "classify", description = "What a client is."),
        (name = "models", description = "What answers, and how well."),
        (name = "probes", description = "How the service is."),
    )
)]
struct Routes;

/// What can be wrong with one fingerprint.
const ONE_FINGERPRINT: &[Code] = &[
    Code::InvalidJson,
    Code::InvalidRequest,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
    Code::NoUsableLayers,
    Code::Overloaded,
    Code::ModelsNotReady,
    Code::ShuttingDown,
    Code::DeadlineExceeded,
];

/// What the guard answers, where keys or rates are asked for.
const GUARDED: &[Code] = &[Code::Unauthorized, Code::RateLimited];

/// Problems that each route can answer, beside `internal`, which any can.
const PROBLEMS: &[(&str, HttpMethod, &[Code])] = &[
    ("/api/v1/classify", HttpMethod::Post, ONE_FINGERPRINT),
    (
        "/api/v1/classify/batch",
        HttpMethod::Post,
        &[
            Code::InvalidJson,
            Code::InvalidRequest,
            Code::BodyTooLarge,
            Code::UnsupportedMediaType,
            Code::Overloaded,
            Code::ModelsNotReady,
            Code::ShuttingDown,
            Code::DeadlineExceeded,
        ],
    ),
    ("/api/v1/fingerprints", HttpMethod::Post, ONE_FINGERPRINT),
    ("/api/v1/fingerprint/identify", HttpMethod::Post, ONE_FINGERPRINT),
    (
        "/api/v1/feedback",
        HttpMethod::Post,
        &[
            Code::InvalidJson,
            Code::InvalidRequest,
            Code::NotFound,
            Code::BodyTooLarge,
            Code::UnsupportedMediaType,
            Code::NoUsableLayers,
            Code::Overloaded,
            Code::ModelsNotReady,
            Code::ShuttingDown,
        ],
    ),
    ("/api/v1/nonce", HttpMethod::Get, &[]),
    (
        "/api/v1/inspect",
        HttpMethod::Get,
        &[
            Code::InvalidRequest,
            Code::NoUsableLayers,
            Code::Overloaded,
            Code::ModelsNotReady,
            Code::ShuttingDown,
        ],
    ),
    ("/api/v1/inspect", HttpMethod::Post, ONE_FINGERPRINT),
    (
        "/api/v1/authorize",
        HttpMethod::Get,
        &[
            Code::Forbidden,
            Code::NoUsableLayers,
            Code::Overloaded,
            Code::ModelsNotReady,
            Code::ShuttingDown,
        ],
    ),
    (
        "/api/v1/models/reload",
        HttpMethod::Post,
        &[Code::ModelsRefused, Code::Overloaded, Code::ShuttingDown, Code::Forbidden],
    ),
    ("/health", HttpMethod::Get, &[]),
    ("/api/v1/models/status", HttpMethod::Get, &[]),
    ("/metrics", HttpMethod::Get, &[]),
];

/// Makes the document.
pub fn document() -> openapi::OpenApi {
    let mut document = Routes::openapi();
    for (path, method, codes) in PROBLEMS {
        let Some(operation) =
            document.paths.paths.get_mut(*path).and_then(|item| operation(item, method))
        else {
            continue;
        };
        // Where no code is listed the route is open.
        let guarded = if codes.is_empty() { &[] } else { GUARDED };
        let mut codes: Vec<Code> =
            codes.iter().chain(guarded).copied().chain([Code::Internal]).collect();
        codes.sort_by_key(|code| code.status());
        for same_status in codes.chunk_by(|left, right| left.status() == right.status()) {
            let Some(first) = same_status.first() else { continue };
            let status = first.status().to_string();
            operation
                .responses
                .responses
                .entry(status)
                .or_insert_with(|| RefOr::T(problem(same_status)));
        }
    }
    document
}

fn operation<'a>(item: &'a mut PathItem, method: &HttpMethod) -> Option<&'a mut Operation> {
    match method {
        HttpMethod::Get => item.get.as_mut(),
        HttpMethod::Post => item.post.as_mut(),
        _ => None,
    }
}

fn problem(codes: &[Code]) -> Response {
    let lines: Vec<_> =
        codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let example = codes.first().map(|code| {
        serde_json::json!({
            "type": code.uri(), "title": code.title(), "status": code.status(),
            "detail": "…", "code": code.as_str(),
        })
    });
    let mut content = Content::new(Some(Ref::from_schema_name("Problem")));
    content.example = example;
    let response =
        ResponseBuilder::new().description(lines.join(" ")).content(PROBLEM_JSON, content);
    let retry = codes.iter().any(|code| matches!(code.status(), 429 | 503));
    if retry {
        let seconds = Header::new(Object::with_type(Type::Integer));
        response.header("Retry-After", seconds).build()
    } else {
        response.build()
    }
}

/// `GET /api/v1/openapi.json`
pub async fn openapi(document: Data<Document>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(document.0.clone())
}

/// The document's text, made once.
pub fn text() -> Document {
    // A document of strings, numbers and lists always serialises.
    Document(document().to_pretty_json().unwrap_or_default().into())
}
