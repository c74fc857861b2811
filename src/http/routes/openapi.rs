//! The OpenAPI 3.1 document, made from the types, the declared endpoints and the list of codes.

use actix_web::HttpResponse;
use actix_web::web::Bytes;
use utoipa::OpenApi;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Paths};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    self, Components, Content, Object, Ref, RefOr, Response, ResponseBuilder, Type,
};

use super::ENDPOINTS;
use crate::http::endpoint::{Access, Endpoint};
use crate::http::error::{Code, PROBLEM_JSON, ProblemDocument};

pub const ENDPOINT: Endpoint = Endpoint::read("/api/v1/openapi.json", |call| {
    let body = call.api.document.0.clone();
    Box::pin(std::future::ready(Ok(HttpResponse::Ok().content_type("application/json").body(body))))
})
.access(Access::Open);

const BEARER: &str = "bearer";
const API_KEY: &str = "api_key";

/// The document as it is served: made once, and shared by the answers that send it.
pub struct Document(Bytes);

impl Document {
    pub fn new() -> Self {
        // A document of strings, numbers and lists always serialises.
        Self(document().to_pretty_json().unwrap_or_default().into())
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "fingerprint-api",
        description = "Tells what a web client really is: browser, version, operating system, device, automation and spoofing, each with a calibrated probability and reasons.\n\nEvery answer that is not a success is a problem document (RFC 9457) with a stable `code`; every answer carries `x-request-id`, the caller's own if it sent a sane one. Keys are asked for while `auth.enabled` is on."
    ),
    components(schemas(ProblemDocument<'static>, Code)),
    tags(
        (name = "classify", description = "What a client is."),
        (name = "models", description = "What answers, and how well."),
        (name = "probes", description = "How the service is."),
    )
)]
struct Frame;

/// Makes the document.
pub fn document() -> openapi::OpenApi {
    let mut document = Frame::openapi();
    let components = document.components.get_or_insert_with(Components::new);
    for (name, scheme) in security_schemes() {
        components.add_security_scheme(name, scheme);
    }
    let mut schemas = Vec::new();
    for endpoint in ENDPOINTS {
        let Some(documentation) = endpoint.documentation else { continue };
        let mut operation = (documentation.operation)();
        let tags = (documentation.tags)().into_iter().map(str::to_owned);
        operation.tags.get_or_insert_default().extend(tags);
        complete(&mut operation, endpoint);
        add(&mut document.paths, endpoint, operation);
        (documentation.schemas)(&mut schemas);
    }
    components.schemas.extend(schemas);
    document
}

fn add(paths: &mut Paths, endpoint: &Endpoint, operation: Operation) {
    paths.add_path_operation(endpoint.path, vec![endpoint.methods.documented()], operation);
}

/// Adds what an endpoint's declaration says: its security and its problems.
fn complete(operation: &mut Operation, endpoint: &Endpoint) {
    let schemes: &[&str] = match endpoint.access {
        Access::Open => &[],
        Access::Guarded(_) => &[BEARER, API_KEY],
        Access::GuardedBehindProxy(_) => &[API_KEY],
    };
    if !schemes.is_empty() {
        let requirement = |name: &&str| SecurityRequirement::new(*name, Vec::<String>::new());
        operation.security = Some(schemes.iter().map(requirement).collect());
    }
    let codes = endpoint.all_problems();
    for same_status in codes.chunk_by(|left, right| left.status() == right.status()) {
        let Some(first) = same_status.first() else { continue };
        let responses = &mut operation.responses.responses;
        responses
            .entry(first.status().to_string())
            .or_insert_with(|| RefOr::T(problem(same_status)));
    }
}

fn security_schemes() -> [(&'static str, SecurityScheme); 2] {
    let header = ApiKey::Header(ApiKeyValue::new("X-API-Key"));
    [
        (BEARER, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer))),
        (API_KEY, SecurityScheme::ApiKey(header)),
    ]
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
