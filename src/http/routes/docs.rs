//! The OpenAPI document for people, rendered by the vendored Swagger UI, whose files are compiled
//! in compressed.

use std::collections::HashMap;
use std::error::Error;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::HttpResponse;
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, LOCATION, VARY};
use actix_web::web::Bytes;
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

/// The Swagger UI's settings and its files, whose bytes every answer shares: a client that reads
/// slowly holds no copy of its own.
pub struct Pages {
    config: Arc<Config<'static>>,
    files: Mutex<HashMap<String, File>>,
}

#[derive(Clone)]
struct File {
    bytes: Bytes,
    /// Where `bytes` are compressed.
    plain: Option<Bytes>,
    content_type: String,
}

impl Pages {
    pub fn new() -> Self {
        Self { config: Arc::new(Config::from(openapi::ENDPOINT.path)), files: Mutex::default() }
    }

    /// A file of the Swagger UI, read and unpacked once. Names without a file are not kept.
    fn file(&self, name: &str) -> Result<Option<File>, Box<dyn Error>> {
        // The map is never left half changed.
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(name) {
            return Ok(Some(file.clone()));
        }
        let Some(found) = utoipa_swagger_ui::serve(name, Arc::clone(&self.config))? else {
            return Ok(None);
        };
        let SwaggerFile { bytes, content_type, gzpipped: compressed, .. } = found;
        let plain = if compressed {
            let mut plain = Vec::new();
            GzDecoder::new(&*bytes).read_to_end(&mut plain)?;
            Some(plain.into())
        } else {
            None
        };
        let file = File { bytes: bytes.into_owned().into(), plain, content_type };
        files.insert(name.to_owned(), file.clone());
        Ok(Some(file))
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
    let found = api.pages.file(request.match_info().query("file")).map_err(|error| {
        tracing::error!(error.message = %error, "a page of the Swagger UI cannot be made");
        Problem::internal()
    })?;
    let File { bytes, plain, content_type } = found.ok_or_else(Problem::not_found)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(content_type).insert_header((VARY, "accept-encoding"));
    Ok(match plain {
        None => answer.body(bytes),
        Some(_) if takes_gzip(request.headers()) => {
            answer.insert_header((CONTENT_ENCODING, "gzip")).body(bytes)
        }
        Some(plain) => answer.body(plain),
    })
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
