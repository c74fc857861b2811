//! The OpenAPI document for people, rendered by the vendored Swagger UI, whose files are compiled
//! in compressed.

use std::io::Read;
use std::sync::Arc;

use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, LOCATION, VARY};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use flate2::read::GzDecoder;
use utoipa_swagger_ui::{Config, SwaggerFile};

use super::error::Problem;

/// What the Swagger UI is told.
pub struct Pages(Arc<Config<'static>>);

impl Pages {
    pub fn new() -> Self {
        Self(Arc::new(Config::from("/api/v1/openapi.json")))
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self::new()
    }
}

/// `GET /docs`: the page's own links are relative to a folder.
pub(super) async fn docs() -> HttpResponse {
    HttpResponse::Found().insert_header((LOCATION, "/docs/")).finish()
}

/// `GET /docs/{file}`
pub(super) async fn page(
    request: HttpRequest,
    file: Path<String>,
    pages: Data<Pages>,
) -> Result<HttpResponse, Problem> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(error.message = %error, "a page of the Swagger UI cannot be made");
        Problem::internal()
    };
    let found =
        utoipa_swagger_ui::serve(&file, Arc::clone(&pages.0)).map_err(|error| failed(&error))?;
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
