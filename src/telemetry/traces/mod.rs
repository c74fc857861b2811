//! Traces by OTLP over HTTP, in its JSON form (opentelemetry-proto, "OTLP/HTTP"): one span a
//! request, sent in batches by a thread of its own to a collector nearby. Bounded: spans that
//! nobody takes in time are lost and counted; no request waits for them.

pub mod context;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use ureq::Agent;

use super::Metrics;
use super::metrics::Answered;
use context::{TraceContext, fresh};

const MAX_WAITING_SPANS: usize = 4096;
const MAX_SPANS_PER_MESSAGE: usize = 512;

const GATHERING_TIME: Duration = Duration::from_secs(1);
const COLLECTOR_TIMEOUT: Duration = Duration::from_secs(2);

/// One request, from its head to the end of its answer.
pub struct Span {
    context: TraceContext,
    answered: Answered,
    ended: SystemTime,
}

/// What the sending thread receives.
enum Note {
    Span(Span),
    /// Send what is there, and say when it is done.
    Finish(SyncSender<()>),
}

/// Takes spans.
pub struct Traces {
    notes: SyncSender<Note>,
    share: f64,
    metrics: Arc<Metrics>,
}

impl Traces {
    /// Starts the sending thread.
    pub fn start(url: String, share: f64, metrics: Arc<Metrics>) -> io::Result<Self> {
        let (notes, waiting) = sync_channel(MAX_WAITING_SPANS);
        thread::Builder::new().name("traces".to_owned()).spawn({
            let metrics = Arc::clone(&metrics);
            move || send_all(&waiting, &url, &metrics)
        })?;
        Ok(Self { notes, share, metrics })
    }

    /// Records an answered request, where its trace is recorded at all; says whether it was.
    pub fn answered(&self, context: TraceContext, answered: Answered) -> bool {
        if answered.endpoint.is_probe() || !context.sampled(self.share) {
            return false;
        }
        let span = Span { context, answered, ended: SystemTime::now() };
        let taken = self.notes.try_send(Note::Span(span)).is_ok();
        if !taken {
            self.metrics.spans_lost(1);
        }
        taken
    }

    /// Sends what is left, as long as the collector's patience lasts.
    pub fn finish(&self) {
        let (done, finished) = sync_channel(1);
        if self.notes.try_send(Note::Finish(done)).is_ok() {
            // Whether it came or not: the service ends.
            let _ = finished.recv_timeout(2 * COLLECTOR_TIMEOUT);
        }
    }
}

fn send_all(notes: &Receiver<Note>, url: &str, metrics: &Metrics) {
    // A connection that idles between batches would be closed by the collector unnoticed.
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(COLLECTOR_TIMEOUT))
        .max_idle_connections(0)
        .build()
        .into();
    let mut reachable = true;
    while let Ok(first) = notes.recv() {
        let (batch, finish) = gather(first, notes);
        if !batch.is_empty() {
            let sent = send(&agent, url, &message(&batch));
            match &sent {
                Ok(()) => metrics.spans_sent(batch.len()),
                Err(reason) => {
                    metrics.spans_lost(batch.len());
                    // Once for each time it goes away.
                    if reachable {
                        tracing::warn!(error.message = %reason, "the traces' collector takes no spans");
                    }
                }
            }
            reachable = sent.is_ok();
        }
        if let Some(done) = finish {
            // Nobody may be waiting any more.
            let _ = done.try_send(());
        }
    }
}

/// Spans for as long as they gather, and who waits for them to be sent.
fn gather(first: Note, notes: &Receiver<Note>) -> (Vec<Span>, Option<SyncSender<()>>) {
    let until = Instant::now() + GATHERING_TIME;
    let (mut batch, mut note) = (Vec::new(), Some(first));
    while let Some(now) = note.take() {
        match now {
            Note::Finish(done) => return (batch, Some(done)),
            Note::Span(span) => batch.push(span),
        }
        if batch.len() < MAX_SPANS_PER_MESSAGE {
            note = notes.recv_timeout(until.saturating_duration_since(Instant::now())).ok();
        }
    }
    (batch, None)
}

/// An `ExportTraceServiceRequest`.
fn message(batch: &[Span]) -> Value {
    let text = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
    json!({"resourceSpans": [{
        "resource": {"attributes": [
            text("service.name", env!("CARGO_PKG_NAME")),
            text("service.version", env!("CARGO_PKG_VERSION")),
        ]},
        "scopeSpans": [{
            "scope": {"name": env!("CARGO_PKG_NAME")},
            "spans": batch.iter().map(span).collect::<Vec<_>>(),
        }],
    }]})
}

/// One span, with the attributes of the semantic conventions for HTTP servers. Numbers of 64 bits
/// are strings in protobuf's JSON.
fn span(span: &Span) -> Value {
    const KIND_SERVER: u8 = 2;
    const STATUS_ERROR: u8 = 2;
    let Answered { method, endpoint, status, seconds, request_bytes, response_bytes } =
        span.answered;
    let route = endpoint.pattern();
    let ended = span.ended.duration_since(UNIX_EPOCH).unwrap_or_default();
    let started = ended.saturating_sub(Duration::from_secs_f64(seconds));
    let id = fresh::<16>();
    let text = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
    let number =
        |key: &str, value: u64| json!({"key": key, "value": {"intValue": value.to_string()}});
    json!({
        "traceId": span.context.trace_id(),
        "spanId": std::str::from_utf8(&id).unwrap_or_default(),
        "parentSpanId": span.context.parent_id().unwrap_or_default(),
        "name": format!("{method} {route}"),
        "kind": KIND_SERVER,
        "startTimeUnixNano": started.as_nanos().to_string(),
        "endTimeUnixNano": ended.as_nanos().to_string(),
        "attributes": [
            text("http.request.method", method),
            text("http.route", route),
            number("http.response.status_code", u64::from(status)),
            number("http.request.body.size", request_bytes),
            number("http.response.body.size", response_bytes),
        ],
        "status": if status >= 500 { json!({"code": STATUS_ERROR}) } else { json!({}) },
    })
}

fn send(agent: &Agent, url: &str, message: &Value) -> Result<(), ureq::Error> {
    let body = message.to_string();
    agent.post(url).header("content-type", "application/json").send(body).map(|_answer| ())
}
