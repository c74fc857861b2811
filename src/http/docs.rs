//! The OpenAPI document for people, rendered by the vendored Swagger UI.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, http::header::LOCATION};
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
pub async fn docs() -> HttpResponse {
    HttpResponse::Found().insert_header((LOCATION, "/docs/")).finish()
}

/// `GET /docs/{file}`
pub async fn page(file: Path<String>, pages: Data<Pages>) -> Result<HttpResponse, Problem> {
    let found = utoipa_swagger_ui::serve(&file, Arc::clone(&pages.0)).map_err(|error| {
        tracing::error!(error.message = %error, "a page of the Swagger UI cannot be made");
        Problem::internal()
    })?;
    let SwaggerFile { bytes, content_type, .. } = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().content_type(content_type).body(bytes.into_owned()))
}
