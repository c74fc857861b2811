//! The page that shows a visitor their own verdict, and the collector script: the files of `web`,
//! compiled in. `docs/start/collector.md` describes them.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CROSS_ORIGIN_RESOURCE_POLICY, ETAG, EntityTag, Header,
    IfNoneMatch,
};
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest, Sha256};

use crate::http::endpoint::{Access, Call, Endpoint};
use crate::http::error::Problem;

pub const INDEX: Endpoint = file_endpoint("/");
pub const COLLECTOR: Endpoint = file_endpoint("/collector.js");
pub const COLLECTOR_MODULE: Endpoint = file_endpoint("/collector.mjs");
pub const PAGE_PART: Endpoint = file_endpoint("/page/{file}");

const fn file_endpoint(path: &'static str) -> Endpoint {
    Endpoint::read(path, |call| Box::pin(std::future::ready(file(&call)))).access(Access::Open)
}

/// Nothing but the page's own files: no inline script or style, no other origin, no frame around
/// it.
const POLICY: &str = include_str!("../../../web/page/policy.txt");
/// The page and its parts belong together: revalidated each time, answered by 304 mostly.
const REVALIDATED: &str = "no-cache";
/// Other sites load the collector with each of their pages.
const CACHED_FOR_AN_HOUR: &str = "public, max-age=3600";

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! file {
    ($path:literal, $content_type:expr, $cache:expr, $source:literal) => {
        File {
            path: $path,
            content_type: $content_type,
            cache: $cache,
            text: include_str!($source),
        }
    };
}

/// A file as it is served.
struct File {
    path: &'static str,
    content_type: &'static str,
    cache: &'static str,
    text: &'static str,
}

const FILES: &[File] = &[
    file!("/", HTML, REVALIDATED, "../../../web/page/index.html"),
    file!("/collector.js", SCRIPT, CACHED_FOR_AN_HOUR, "../../../web/dist/collector.js"),
    file!("/collector.mjs", SCRIPT, CACHED_FOR_AN_HOUR, "../../../web/dist/collector.mjs"),
    file!("/page/page.js", SCRIPT, REVALIDATED, "../../../web/dist/page.js"),
    file!("/page/page.css", "text/css; charset=utf-8", REVALIDATED, "../../../web/page/page.css"),
    file!("/page/favicon.svg", "image/svg+xml", REVALIDATED, "../../../web/page/favicon.svg"),
];

/// Every file with its entity tag, made once.
pub struct StaticFiles(Vec<(&'static File, EntityTag)>);

impl StaticFiles {
    pub fn new() -> Self {
        Self(FILES.iter().map(|file| (file, tag(file.text))).collect())
    }

    fn answer(&self, path: &str, request: &HttpRequest) -> Result<HttpResponse, Problem> {
        let (file, tag) =
            self.0.iter().find(|(file, _)| file.path == path).ok_or_else(Problem::not_found)?;
        let known = known(request, tag);
        let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        answer
            .insert_header((ETAG, tag.clone()))
            .insert_header((CACHE_CONTROL, file.cache))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY.trim_end()))
            // A site that isolates itself (COEP) can still embed the script.
            .insert_header((CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"));
        if known {
            return Ok(answer.finish());
        }
        Ok(answer.content_type(file.content_type).body(file.text))
    }
}

impl Default for StaticFiles {
    fn default() -> Self {
        Self::new()
    }
}

fn tag(text: &str) -> EntityTag {
    let digest = Sha256::digest(text.as_bytes());
    EntityTag::new_strong(digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect())
}

/// Whether the caller holds this very text (RFC 9110, 13.1.2).
fn known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|held| held.weak_eq(tag)),
        Err(_) => false,
    }
}

fn file(Call { pattern, request, api, .. }: &Call) -> Result<HttpResponse, Problem> {
    // The pattern that matched, filled in: never the path as the client wrote it.
    let path = pattern.replace("{file}", request.match_info().query("file"));
    api.files.answer(&path, request)
}
