//! The one middleware every request passes: trace and request id, admission, keys and rate limits,
//! panic isolation, CORS, metrics and the access log. One, because each layer of actix's costs a
//! boxed future.

use std::future::{Ready, ready};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Instant;

use actix_web::Error;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::ConnectionType;
use actix_web::http::header::{
    CONTENT_LENGTH, HeaderMap, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use actix_web::web::{Bytes, Data};
use futures_util::FutureExt;

use super::cors::Cors;
use super::error::{Code, Problem};
use super::guard::Shown;
use super::{Api, Phase, request_id};
use crate::limit::shares::Share;
use crate::telemetry::access::{self, AnsweredRequest, method_label};
use crate::telemetry::endpoint::Endpoint;
use crate::telemetry::metrics::Shed;
use crate::telemetry::scope::{Scope, Scoped};
use crate::telemetry::trace_context::{self, TraceContext};

/// Bytes of an answer that are handed to the connection at a time.
const MAX_PIECE_BYTES: usize = 32 * 1024;

/// What an answer counts as whose caller left before it: nginx's 499.
const CALLER_LEFT: u16 = 499;

/// What every answer says to browsers. Strict-Transport-Security is the business of whoever ends
/// TLS (RFC 6797, 7.2).
fn secure(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}

/// Wraps the whole application.
pub struct Observe(pub Data<Api>);

impl<S, B> Transform<S, ServiceRequest> for Observe
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<Observed>;
    type Error = Error;
    type Transform = ObserveService<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        ready(Ok(ObserveService { service: Rc::new(service), api: self.0.clone() }))
    }
}

/// The wrapped application.
pub struct ObserveService<S> {
    service: Rc<S>,
    api: Data<Api>,
}

impl<S, B> Service<ServiceRequest> for ObserveService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<Observed>;
    type Error = Error;
    type Future = Scoped<Result<Self::Response, Error>>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.service.poll_ready(context)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let record = Record::start(&self.api, &request);
        let origin = self.api.cors.allowed(request.head());
        let early = if origin.is_some() && Cors::is_preflight(request.head()) {
            Some(Cors::preflight())
        } else {
            record.refusal().map(|problem| problem.response())
        };
        let service = Rc::clone(&self.service);
        let mut record = record;
        Scoped::new(record.scope, async move {
            let early = match early {
                None if !record.api.guard.ignores(record.endpoint) => {
                    let (admitted, quota) =
                        record.api.guard.admit(request.head(), record.endpoint).await;
                    record.quota = quota;
                    admitted.err().map(|problem| problem.response())
                }
                early => early,
            };
            let answered = match early {
                Some(response) => Ok(Ok(request.into_response(response).map_into_boxed_body())),
                None => AssertUnwindSafe(async move { service.call(request).await })
                    .catch_unwind()
                    .await
                    .map(|result| result.map(ServiceResponse::map_into_boxed_body)),
            };
            match answered {
                Ok(Ok(response)) => Ok(record.attach(response, origin)),
                Ok(Err(error)) => {
                    record.end(error.as_response_error().status_code().as_u16());
                    Err(error)
                }
                Err(_panic) => {
                    // The panic's own message went to the panic hook's log line.
                    let problem = Problem::internal().with_request_id(record.id.clone());
                    record.end(Code::Internal.status());
                    Err(problem.into())
                }
            }
        })
    }
}

/// One request under way. Dropping it ends it: counted, timed and logged, whatever became of it.
struct Record {
    api: Data<Api>,
    id: HeaderValue,
    scope: Scope,
    method: &'static str,
    endpoint: Endpoint,
    started: Instant,
    status: u16,
    request_bytes: u64,
    response_bytes: u64,
    /// What the rate limit's bucket said.
    quota: Option<Shown>,
    /// What the client's address holds of the requests in flight; `None`: it is not bounded, or
    /// holds its share already.
    share: Option<Share>,
    over_share: bool,
}

impl Record {
    fn start(api: &Data<Api>, request: &ServiceRequest) -> Self {
        api.admitted();
        let length = request.headers().get(CONTENT_LENGTH);
        let trace = TraceContext::of(
            request.headers().get(trace_context::HEADER).map(HeaderValue::as_bytes),
        );
        let id = request_id::of(request.headers(), &trace);
        let address = api.guard.address(request.head());
        let is_bounded = !api.guard.trusts(address);
        let share = is_bounded.then(|| api.in_flight_shares.take(address)).flatten();
        Self {
            api: api.clone(),
            scope: Scope::new(trace, id.to_str().unwrap_or_default()),
            id,
            method: method_label(request.method().as_str()),
            endpoint: Endpoint::of(request.path()),
            started: Instant::now(),
            status: CALLER_LEFT,
            request_bytes: length.and_then(|text| text.to_str().ok()?.parse().ok()).unwrap_or(0),
            response_bytes: 0,
            quota: None,
            over_share: is_bounded && share.is_none(),
            share,
        }
    }

    /// Why the request is not let in, if it is not. Probes and metrics always are.
    fn refusal(&self) -> Option<Problem> {
        if self.endpoint.is_probe() {
            return None;
        }
        if self.api.phase() == Phase::Stopping {
            self.api.metrics.shed(Shed::ShuttingDown);
            return Some(Problem::new(Code::ShuttingDown, "another instance will answer"));
        }
        if self.api.in_flight() > self.api.settings.max_in_flight {
            self.api.metrics.shed(Shed::InFlight);
            return Some(Problem::new(
                Code::Overloaded,
                "http.max_in_flight requests are being answered",
            ));
        }
        if self.over_share {
            self.api.metrics.shed(Shed::InFlightShare);
            let detail = "this address has http.max_in_flight_per_address requests in flight";
            return Some(Problem::new(Code::Overloaded, detail));
        }
        if self.api.memory.is_spent() {
            self.api.metrics.shed(Shed::Memory);
            return Some(Problem::new(Code::Overloaded, "limit.memory_bytes are in use"));
        }
        None
    }

    /// Ends the record of an answer that has no body of ours.
    fn end(mut self, status: u16) {
        self.status = status;
    }

    /// Completes the answer's head and lets the record travel with its body.
    fn attach(
        mut self,
        mut response: ServiceResponse<BoxBody>,
        origin: Option<HeaderValue>,
    ) -> ServiceResponse<Observed> {
        self.status = response.status().as_u16();
        if self.api.phase() != Phase::Serving {
            response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
        }
        let headers = response.headers_mut();
        headers.insert(request_id::HEADER, self.id.clone());
        secure(headers);
        if let Some(quota) = self.quota {
            quota.write(headers);
        }
        if let Some(origin) = origin {
            Cors::mark(headers, origin);
        }
        response.map_body(|_, body| Observed { body, rest: Bytes::new(), record: self })
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.share = None;
        self.api.left();
        let answered = AnsweredRequest {
            method: self.method,
            endpoint: self.endpoint,
            status: self.status,
            seconds: self.started.elapsed().as_secs_f64(),
            request_bytes: self.request_bytes,
            response_bytes: self.response_bytes,
        };
        let trace = self.scope.trace();
        let recorded = match &self.api.traces {
            Some(traces) => traces.answered(trace, answered),
            // Nobody has its span, but the log has its lines.
            None => !answered.endpoint.is_probe(),
        };
        self.api.metrics.answered(&answered, recorded.then_some(trace));
        // Whoever drops the record need not be polling it.
        let _entered = self.scope.enter();
        access::log(&answered);
    }
}

/// An answer's body that ends its request's record when it has been sent.
pub struct Observed {
    body: BoxBody,
    /// What is left of a piece of the body. HTTP/1 copies a piece into its write buffer whole, where
    /// it would wait for a slow reader.
    rest: Bytes,
    record: Record,
}

impl MessageBody for Observed {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = &mut *self;
        if this.rest.is_empty() {
            let _entered = this.record.scope.enter();
            match Pin::new(&mut this.body).poll_next(context) {
                Poll::Ready(Some(Ok(piece))) => this.rest = piece,
                other => return other,
            }
        }
        let piece = this.rest.split_to(this.rest.len().min(MAX_PIECE_BYTES));
        this.record.response_bytes += piece.len() as u64;
        Poll::Ready(Some(Ok(piece)))
    }
}
