//! The OpenAPI document for people, rendered by the vendored Swagger UI, whose files are compiled
//! in compressed.

use std::io::Read;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, LOCATION, VARY};
use flate2::read::GzDecoder;
use utoipa_swagger_ui::{Config, SwaggerFile};

use super::openapi;
use crate::http::endpoint::{Access, Call, Endpoint};
use crate::http::error::Problem;

/// The page's own links are relative to a folder.
pub const FOLDER: Endpoint = Endpoint::read("/docs", |_| {
    Box::pin(std::future::ready(Ok(HttpResponse::Found()
        .insert_header((LOCATION, "/docs/"))
        .finish())))
})
.access(Access::Open);

pub const FILE: Endpoint = Endpoint::read("/docs/{file:.*}", |call| Box::pin(page(call)))
    .access(Access::Open)
    .counted_as(FOLDER.path);

/// The Swagger UI's configuration.
pub struct Pages(Arc<Config<'static>>);

impl Pages {
    pub fn new() -> Self {
        Self(Arc::new(Config::from(openapi::ENDPOINT.path)))
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self::new()
    }
}

/// `GET /docs/{file}`
#[expect(clippy::unused_async, reason = "every handler is a future")]
async fn page(Call { request, api, .. }: Call) -> Result<HttpResponse, Problem> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(error.message = %error, "a page of the Swagger UI cannot be made");
        Problem::internal()
    };
    let file = request.match_info().query("file");
    let found =
        utoipa_swagger_ui::serve(file, Arc::clone(&api.pages.0)).map_err(|error| failed(&error))?;
    let SwaggerFile { bytes, content_type, gzpipped: compressed, .. } =
        found.ok_or_else(Problem::not_found)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(content_type).insert_header((VARY, "accept-encoding"));
    if !compressed {
        return Ok(answer.body(bytes.into_owned()));
    }
    if takes_gzip(request.headers()) {
        return Ok(answer.insert_header((CONTENT_ENCODING, "gzip")).body(bytes.into_owned()));
    }
    let mut plain = Vec::new();
    GzDecoder::new(&*bytes).read_to_end(&mut plain).map_err(|error| failed(&error))?;
    Ok(answer.body(plain))
}

/// Whether the caller names gzip without refusing it (RFC 9110, 12.5.3).
fn takes_gzip(headers: &HeaderMap) -> bool {
    let named = headers.get_all(ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    named.flat_map(|value| value.split(',')).any(|one| {
        let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|weight| weight.parse().ok())
            .is_some_and(|weight: f32| weight <= 0.0);
        coding.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}
