//! An endpoint as one value: methods, path, who may call it, what it may answer, and its handler.
//! Router, guard, OpenAPI document and metric labels are derived from these values alone, so that
//! none of them can know of a route what another does not.
//!
//! The guard runs inside the route that the router matched, with the access that is declared beside
//! the handler. No decision rests on the path as the client wrote it, and a handler cannot be
//! reached but through [`Endpoint::serve`].

use actix_web::http::Method;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::{RefOr, Schema};

use super::api::Api;
use super::error::{Code, Problem};
use super::middleware::admission;
use super::middleware::observe::Trail;
use crate::limit::Role;
use crate::telemetry::EndpointLabel;

/// One request on its way to a handler.
pub struct Call {
    /// The path of the endpoint that took it.
    pub pattern: &'static str,
    pub request: HttpRequest,
    pub payload: Payload,
    pub api: Data<Api>,
}

/// What a handler answers.
pub type Answered = LocalBoxFuture<'static, Result<HttpResponse, Problem>>;

/// The methods of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Methods {
    /// `GET` and `HEAD`.
    Read,
    Post,
    /// `GET`, `HEAD` and `POST`.
    ReadOrPost,
    /// Whatever the client of a proxy used.
    Any,
}

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, without a rate limit.
    Open,
    /// Those with a key of at least this role, where keys are asked for; within the rate limits.
    Guarded(Role),
    /// The same, but `Authorization` is a matter between the client of a proxy and what is behind
    /// it: the proxy's own key comes in `X-API-Key`.
    GuardedBehindProxy(Role),
}

/// What the OpenAPI document says of an endpoint, made from its handler's `utoipa::path`.
#[derive(Clone, Copy)]
pub struct Documentation {
    pub operation: fn() -> Operation,
    pub tags: fn() -> Vec<&'static str>,
    pub schemas: fn(&mut Vec<(String, RefOr<Schema>)>),
}

/// One endpoint. Guarded unless its declaration says otherwise.
#[derive(Clone, Copy)]
pub struct Endpoint {
    pub methods: Methods,
    /// The router's pattern.
    pub path: &'static str,
    pub access: Access,
    /// Whether orchestrators ask it all the time: never refused, logged at debug, and answered on
    /// the metrics listener too.
    pub is_probe: bool,
    /// Problems of its own, beside those that its access and the service's state bring.
    pub problems: &'static [Code],
    pub documentation: Option<Documentation>,
    /// What it is counted under, where that is not `path`.
    shared_label: Option<&'static str>,
    handler: fn(Call) -> Answered,
}

impl Endpoint {
    pub const fn new(methods: Methods, path: &'static str, handler: fn(Call) -> Answered) -> Self {
        Self {
            methods,
            path,
            access: Access::Guarded(Role::Client),
            is_probe: false,
            problems: &[],
            documentation: None,
            shared_label: None,
            handler,
        }
    }

    pub const fn read(path: &'static str, handler: fn(Call) -> Answered) -> Self {
        Self::new(Methods::Read, path, handler)
    }

    pub const fn post(path: &'static str, handler: fn(Call) -> Answered) -> Self {
        Self::new(Methods::Post, path, handler)
    }

    #[must_use]
    pub const fn access(self, access: Access) -> Self {
        Self { access, ..self }
    }

    /// Open, and never refused.
    #[must_use]
    pub const fn probe(self) -> Self {
        Self { access: Access::Open, is_probe: true, ..self }
    }

    #[must_use]
    pub const fn problems(self, problems: &'static [Code]) -> Self {
        Self { problems, ..self }
    }

    /// Counts it under the path of another.
    #[must_use]
    pub const fn counted_as(self, path: &'static str) -> Self {
        Self { shared_label: Some(path), ..self }
    }

    /// Puts it into the OpenAPI document; `P` is what `utoipa::path` makes of the handler.
    #[must_use]
    pub const fn documented<P>(self) -> Self
    where
        P: utoipa::Path + utoipa::__dev::SchemaReferences + utoipa::__dev::Tags<'static>,
    {
        let documentation =
            Documentation { operation: P::operation, tags: P::tags, schemas: P::schemas };
        Self { documentation: Some(documentation), ..self }
    }

    /// What metrics and logs call it.
    pub const fn label(&self) -> &'static str {
        match self.shared_label {
            Some(label) => label,
            None => self.path,
        }
    }

    /// Every problem that it can answer.
    pub fn all_problems(&self) -> Vec<Code> {
        let guarded: &[Code] = match self.access {
            Access::Open => &[],
            Access::Guarded(Role::Client) | Access::GuardedBehindProxy(Role::Client) => {
                &[Code::Unauthorized, Code::RateLimited]
            }
            Access::Guarded(Role::Admin) | Access::GuardedBehindProxy(Role::Admin) => {
                &[Code::Unauthorized, Code::Forbidden, Code::RateLimited]
            }
        };
        let refused: &[Code] =
            if self.is_probe { &[] } else { &[Code::Overloaded, Code::ShuttingDown] };
        let all = [self.problems, guarded, refused, &[Code::Internal]].concat();
        let mut listed = Vec::new();
        for code in all {
            if !listed.contains(&code) {
                listed.push(code);
            }
        }
        listed.sort_by_key(|code| (code.status(), *code as u8));
        listed
    }

    /// Answers a request that the router matched to this endpoint: guards it, then runs the
    /// handler. The only way to the handler.
    pub async fn serve(self, label: EndpointLabel, call: Call) -> Result<HttpResponse, Problem> {
        let trail = Trail::find(&call.request);
        if let Some(trail) = &trail {
            trail.matched(label);
        }
        if !self.is_probe {
            admission::check(&call.api, trail.as_ref())?;
        }
        let admitted = call.api.guard.admit(call.request.head(), self.access).await;
        if let Some(trail) = &trail {
            trail.rate_limit(admitted.rate_limit);
        }
        admitted.result?;
        (self.handler)(call).await
    }
}

impl Methods {
    /// The methods, for the router and for `Allow`; none stands for all.
    pub fn list(self) -> &'static [Method] {
        match self {
            Self::Read => &[Method::GET, Method::HEAD],
            Self::Post => &[Method::POST],
            Self::ReadOrPost => &[Method::GET, Method::HEAD, Method::POST],
            Self::Any => &[],
        }
    }

    /// The method under which the OpenAPI document shows it.
    pub const fn documented(self) -> HttpMethod {
        match self {
            Self::Read | Self::ReadOrPost | Self::Any => HttpMethod::Get,
            Self::Post => HttpMethod::Post,
        }
    }
}
