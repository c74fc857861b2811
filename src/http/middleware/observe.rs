//! The one middleware every request passes: trace and request id, panic isolation, CORS, metrics
//! and the access log. One, because each layer of actix's costs a boxed future. Which endpoint
//! takes the request is decided behind it, by the router; the endpoint leaves its name on a
//! [`Trail`].

use std::cell::Cell;
use std::future::{Ready, ready};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::ConnectionType;
use actix_web::http::header::{
    CONTENT_LENGTH, HeaderMap, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpRequest};
use futures_util::FutureExt;

use super::cors::Cors;
use super::guard::RateLimitHeaders;
use super::request_id;
use crate::http::api::{Api, Phase};
use crate::http::error::{Code, Problem};
use crate::limit::shares::Share;
use crate::telemetry::EndpointLabel;
use crate::telemetry::logs::access;
use crate::telemetry::metrics::{Answered, method_label};
use crate::telemetry::request_context::{InRequest, RequestContext};
use crate::telemetry::traces::context::{self, TraceContext};

/// Bytes of an answer that are handed to the connection at a time.
const MAX_PIECE_BYTES: usize = 32 * 1024;

/// The status that a request counts under whose caller left before the answer: nginx's 499.
const CALLER_LEFT_STATUS: u16 = 499;

/// What the endpoint that takes a request leaves for this middleware.
#[derive(Clone)]
pub struct Trail(Rc<TrailCells>);

struct TrailCells {
    endpoint: Cell<EndpointLabel>,
    rate_limit: Cell<Option<RateLimitHeaders>>,
    /// The client's address has its share of the requests in flight already.
    is_over_share: bool,
}

impl Trail {
    fn new(is_over_share: bool) -> Self {
        Self(Rc::new(TrailCells {
            endpoint: Cell::new(EndpointLabel::UNMATCHED),
            rate_limit: Cell::new(None),
            is_over_share,
        }))
    }

    /// The trail of a request; requests on the metrics listener have none.
    pub fn find(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().cloned()
    }

    /// An endpoint took the request.
    pub fn matched(&self, endpoint: EndpointLabel) {
        self.0.endpoint.set(endpoint);
    }

    /// Whether the client's address has its share of the requests in flight already.
    pub fn is_over_share(&self) -> bool {
        self.0.is_over_share
    }

    /// The request drew on a rate limit's bucket, or on none.
    pub fn rate_limit(&self, headers: Option<RateLimitHeaders>) {
        self.0.rate_limit.set(headers);
    }
}

/// Adds what every answer says to browsers. Strict-Transport-Security is set by the proxy that ends
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
    type Future = InRequest<Result<Self::Response, Error>>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.service.poll_ready(context)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let record = Record::start(&self.api, &request);
        let origin = self.api.cors.allowed(request.head());
        let preflight = origin.is_some() && Cors::is_preflight(request.head());
        request.extensions_mut().insert(record.trail.clone());
        let service = Rc::clone(&self.service);
        InRequest::new(record.context, async move {
            let answered = if preflight {
                Ok(Ok(request.into_response(Cors::preflight()).map_into_boxed_body()))
            } else {
                AssertUnwindSafe(async move { service.call(request).await })
                    .catch_unwind()
                    .await
                    .map(|result| result.map(ServiceResponse::map_into_boxed_body))
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

/// One request under way. Dropping it ends it: counted, timed and logged, however it ended.
struct Record {
    api: Data<Api>,
    id: HeaderValue,
    context: RequestContext,
    method: &'static str,
    started: Instant,
    status: u16,
    request_bytes: u64,
    response_bytes: u64,
    trail: Trail,
    /// What the client's address holds of the requests in flight; `None`: it is not bounded, or
    /// holds its share already.
    share: Option<Share>,
}

impl Record {
    fn start(api: &Data<Api>, request: &ServiceRequest) -> Self {
        api.request_started();
        let length = request.headers().get(CONTENT_LENGTH);
        let trace = TraceContext::from_header(
            request.headers().get(context::HEADER).map(HeaderValue::as_bytes),
        );
        let id = request_id::from_headers(request.headers(), &trace);
        let address = api.guard.address(request.head());
        let is_bounded = !api.guard.trusts(address);
        let share = is_bounded.then(|| api.in_flight_shares.take(address)).flatten();
        Self {
            api: api.clone(),
            context: RequestContext::new(trace, id.to_str().unwrap_or_default()),
            id,
            method: method_label(request.method().as_str()),
            started: Instant::now(),
            status: CALLER_LEFT_STATUS,
            request_bytes: length.and_then(|text| text.to_str().ok()?.parse().ok()).unwrap_or(0),
            response_bytes: 0,
            trail: Trail::new(is_bounded && share.is_none()),
            share,
        }
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
        if let Some(rate_limit) = self.trail.0.rate_limit.get() {
            rate_limit.write(headers);
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
        self.api.request_ended();
        let answered = Answered {
            method: self.method,
            endpoint: self.trail.0.endpoint.get(),
            status: self.status,
            seconds: self.started.elapsed().as_secs_f64(),
            request_bytes: self.request_bytes,
            response_bytes: self.response_bytes,
        };
        let trace = self.context.trace();
        let recorded = match &self.api.traces {
            Some(traces) => traces.answered(trace, answered),
            // No collector has its span, but the log has its lines.
            None => !answered.endpoint.is_probe(),
        };
        self.api.metrics.answered(&answered, recorded.then_some(trace));
        // The record may be dropped outside of a poll.
        let _entered = self.context.enter();
        access::log(&answered);
    }
}

/// An answer's body that ends its request's record when it has been sent.
pub struct Observed {
    body: BoxBody,
    /// What is left of a piece of the body. HTTP/1 copies a piece into its write buffer whole,
    /// where it would wait for a slow reader.
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
            let _entered = this.record.context.enter();
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
