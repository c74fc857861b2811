//! `/api/v1/authorize`: a proxy asks whether to let a request through. What it forwards is
//! classified and held to the policy; the verdict travels back in header fields, which the proxy
//! may pass on.
//!
//! Header fields reach this route through a proxy, which may have reordered them and written their
//! names anew: their order is not evidence here.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

use crate::http::endpoint::{Access, Call, Endpoint, Methods};
use crate::http::error::{Code, Problem};
use crate::limit::Role;
use crate::policy::Action;
use crate::sensor::observed::ObservedRequest;
use crate::serving::classifier::Stopwatch;
use fingerprint_classify::Case;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::request::{Asked, Options};
use fingerprint_signals::proxy_headers::is_added_by_proxies;

pub const ENDPOINT: Endpoint = Endpoint::new(Methods::ReadOrPost, "/api/v1/authorize", |call| {
    Box::pin(std::future::ready(authorize(&call)))
})
.access(Access::GuardedBehindProxy(Role::Client))
.problems(&[Code::Forbidden, Code::NoUsableLayers, Code::ModelsNotReady])
.documented::<__path_authorize>();

/// Envoy appends the path that the client asked for and keeps its method.
pub const WITH_PATH: Endpoint =
    Endpoint::new(Methods::Any, "/api/v1/authorize/{path:.*}", |call| {
        Box::pin(std::future::ready(authorize(&call)))
    })
    .access(ENDPOINT.access)
    .counted_as(ENDPOINT.path);

/// Fields that are this service's own or that name the connection between proxy and service: none
/// of them is the client's.
const HOP_OR_OWN: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
    "x-api-key",
];

/// The verdict, and what the evidence of a proxy in front may be called.
const OWN_FAMILY: &str = "x-fingerprint-";

/// Decide whether a proxy lets a request through
///
/// For nginx `auth_request`, Traefik `forwardAuth` and Envoy `ext_authz` over HTTP (which appends
/// the path asked for, with any method). 200 or 403 as the policy says, with the verdict in the
/// fields `x-fingerprint-browser`, `-version`, `-os`, `-automation`, `-spoofing` and `-reasons`. A
/// key, where they are asked for, is read from `X-API-Key` alone.
#[utoipa::path(
    get,
    path = ENDPOINT.path,
    operation_id = "authorize",
    tag = "classify",
    responses((status = 200, description = "Let it through.", headers(
        ("x-fingerprint-browser" = String, description = "`browser.label` of the verdict."),
        ("x-fingerprint-version" = String, description = "`version.label` of the verdict."),
        ("x-fingerprint-os" = String, description = "`os.label` of the verdict."),
        ("x-fingerprint-automation" = String, description = "`automation.kind` of the verdict."),
        ("x-fingerprint-spoofing" = String, description = "`spoofing.kinds` of the verdict, or `none`."),
        ("x-fingerprint-reasons" = String, description = "The codes of `reasons`, or `none`."),
    ))),
)]
fn authorize(Call { request, api, .. }: &Call) -> Result<HttpResponse, Problem> {
    let watch = Stopwatch::start();
    let answer = api.classifier.classify_recorded(forwarded(request), watch)?;
    let policy = api.policy.current();
    let (action, rule) = policy.decide(&answer);
    let mut response = match action {
        Action::Allow => HttpResponse::Ok().finish(),
        Action::Deny => {
            let detail = match rule {
                Some(rule) => format!("denied by rule `{rule}` of the policy"),
                None => "denied by the policy's default".to_owned(),
            };
            Problem::new(Code::Forbidden, detail).response()
        }
    };
    write_verdict(response.headers_mut(), &answer);
    Ok(response)
}

/// The client that the proxy asks about.
fn forwarded(request: &HttpRequest) -> Case {
    let mut issues = Vec::new();
    // The sensor records every connection of the API's listeners.
    let observed = ObservedRequest::from_request(request);
    let fingerprint =
        observed.map(|observed| observed.forwarded(request.head(), is_the_clients, &mut issues));
    let asked = Asked { id: None, options: Options::default() };
    Case { asked, fingerprint: fingerprint.unwrap_or_default(), issues }
}

fn is_the_clients(name: &str) -> bool {
    !HOP_OR_OWN.contains(&name)
        && !name.starts_with(OWN_FAMILY)
        && !is_added_by_proxies(name.as_bytes())
}

fn write_verdict(headers: &mut HeaderMap, answer: &Answer) {
    let list =
        |words: Vec<&str>| if words.is_empty() { "none".to_owned() } else { words.join(",") };
    let kinds = answer.spoofing.kinds.iter().map(|kind| kind.as_str()).collect();
    let reasons = answer.reasons.iter().flatten().map(|reason| reason.code).collect();
    let fields = [
        ("x-fingerprint-browser", answer.browser.label.to_string()),
        ("x-fingerprint-version", answer.version.label.clone()),
        ("x-fingerprint-os", answer.os.label.to_string()),
        ("x-fingerprint-automation", answer.automation.kind.to_string()),
        ("x-fingerprint-spoofing", list(kinds)),
        ("x-fingerprint-reasons", list(reasons)),
    ];
    for (name, text) in fields {
        // Labels, numbers and codes are always valid values.
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
