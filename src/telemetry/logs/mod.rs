//! Logs as one JSON object a line with ECS field names (Elastic Common Schema 8), or as plain text
//! for a terminal; what is written for a request names it. Events of libraries are shown from
//! `warn` only: at debug they print what clients sent, and a log never holds that.

pub mod access;
mod writer;

use std::fmt;
use std::io;

use serde::ser::{SerializeMap, Serializer};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use super::request_context::RequestContext;
use crate::config::{Log, LogFormat, LogLevel};
pub use writer::LogGuard;

/// Version of the field names.
const ECS_VERSION: &str = "8.11.0";

/// Why logging did not start.
#[derive(Debug, thiserror::Error)]
pub enum LoggingError {
    #[error("cannot start the log thread: {0}")]
    Thread(#[from] io::Error),
    #[error("logging was started twice")]
    Twice,
}

/// Starts logging for the process; lines are written until the guard is dropped.
pub fn start(log: &Log) -> Result<LogGuard, LoggingError> {
    let own = match log.level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let filter = Targets::new()
        .with_default(own.min(LevelFilter::WARN))
        // actix logs every worker's start and stop; ours is logged once.
        .with_target("fingerprint_api", own);
    let (writer, guard) = writer::start(io::stdout())?;
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let started = match log.format {
        LogFormat::Json => registry.with(lines.event_format(Ecs)).try_init(),
        LogFormat::Pretty => registry.with(lines.event_format(Pretty)).try_init(),
    };
    started.map_err(|_| LoggingError::Twice)?;
    // A panic's own message may quote what a client sent ("byte index 3 is inside 'é' of …"), so
    // only its place is logged.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(error.r#type = "panic", log.origin = place, "a request or a job panicked");
    }));
    Ok(guard)
}

/// Formats an event as one ECS line.
pub struct Ecs;

impl<S, N> FormatEvent<S, N> for Ecs
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        write_event(writer, event)
    }
}

fn write_event(mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
    writer.write_str("{\"@timestamp\":\"")?;
    SystemTime.format_time(&mut writer)?;
    let level = match *event.metadata().level() {
        Level::ERROR => "error",
        Level::WARN => "warn",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        Level::TRACE => "trace",
    };
    let mut line = Vec::with_capacity(384);
    let mut json = serde_json::Serializer::new(&mut line);
    let mut map = json.serialize_map(None).map_err(|_| fmt::Error)?;
    let mut fields = Fields { map: &mut map, failed: false };
    fields.entry("log.level", level);
    fields.entry("ecs.version", ECS_VERSION);
    fields.entry("service.name", env!("CARGO_PKG_NAME"));
    fields.entry("service.version", env!("CARGO_PKG_VERSION"));
    fields.entry("log.logger", event.metadata().target());
    if let Some(scope) = RequestContext::current() {
        fields.entry("trace.id", scope.trace_id());
        fields.entry("http.request.id", scope.request_id());
    }
    event.record(&mut fields);
    if fields.failed {
        return Err(fmt::Error);
    }
    map.end().map_err(|_| fmt::Error)?;
    let rest = std::str::from_utf8(&line).map_err(|_| fmt::Error)?;
    writer.write_str("\",")?;
    // The map's own brace is already open.
    writer.write_str(rest.get(1..).unwrap_or_default())?;
    writer.write_char('\n')
}

/// Formats an event for a terminal.
struct Pretty;

impl<S, N> FormatEvent<S, N> for Pretty
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        SystemTime.format_time(&mut writer)?;
        write!(writer, " {:>5} ", event.metadata().level())?;
        context.field_format().format_fields(writer.by_ref(), event)?;
        if let Some(scope) = RequestContext::current() {
            write!(
                writer,
                " trace.id={} http.request.id={}",
                scope.trace_id(),
                scope.request_id()
            )?;
        }
        writer.write_char('\n')
    }
}

struct Fields<'a, M> {
    map: &'a mut M,
    failed: bool,
}

impl<M: SerializeMap> Fields<'_, M> {
    fn entry<V: serde::Serialize + ?Sized>(&mut self, name: &str, value: &V) {
        self.failed |= self.map.serialize_entry(name, value).is_err();
    }
}

impl<M: SerializeMap> Visit for Fields<'_, M> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.entry(field.name(), &value);
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.entry(field.name(), &value);
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.entry(field.name(), &value);
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.entry(field.name(), &value);
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.entry(field.name(), value);
    }
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A `log` record brought over carries its call site, which is nobody's question.
        if !field.name().starts_with("log.") || field.name() == "log.lost_lines" {
            self.entry(field.name(), &format!("{value:?}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::fmt::format::DefaultFields;

    use super::*;
    use crate::telemetry::traces::context::TraceContext;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);
    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written while the events are logged.
    fn written<F>(format: F, tell: impl FnOnce()) -> String
    where
        F: for<'writer> FormatEvent<tracing_subscriber::Registry, DefaultFields>
            + Send
            + Sync
            + 'static,
    {
        let lines = Lines::default();
        let sink = lines.clone();
        let layer =
            tracing_subscriber::fmt::layer().with_writer(move || sink.clone()).with_ansi(false);
        let layer = layer.event_format(format);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), tell);
        String::from_utf8(lines.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn whatever_is_told_for_a_request_names_it() {
        let trace = TraceContext::from_header(None);
        let tell = || {
            tracing::info!("before");
            {
                let _entered = RequestContext::new(trace, "mine-1").enter();
                tracing::warn!(error.message = "one", "of ours");
                tracing::error!(target: "another_crate", "of a library");
            }
            tracing::info!("after");
        };
        let text = written(Ecs, tell);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let named = |line: &serde_json::Value| {
            line["trace.id"] == trace.trace_id() && line["http.request.id"] == "mine-1"
        };
        assert_eq!(
            lines.iter().map(named).collect::<Vec<_>>(),
            [false, true, true, false],
            "{text}"
        );
        assert!(lines[0].get("trace.id").is_none());

        let text = written(Pretty, tell);
        let ids = format!(" trace.id={} http.request.id=mine-1", trace.trace_id());
        let lines: Vec<_> = text.lines().collect();
        assert!(
            lines[1].ends_with(&format!("  WARN of ours error.message=\"one\"{ids}")),
            "{text}"
        );
        assert_eq!(
            lines.iter().map(|line| line.ends_with(&ids)).collect::<Vec<_>>(),
            [false, true, true, false]
        );
    }

    #[test]
    fn an_event_is_one_json_line_with_ecs_names() {
        let text = written(Ecs, || {
            tracing::info!(
                http.response.status_code = 200,
                "event.duration" = 5_u64,
                "answered \"it\""
            );
        });
        assert_eq!(text.lines().count(), 1);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["log.level"], "info");
        assert_eq!(line["message"], "answered \"it\"");
        assert_eq!(line["http.response.status_code"], 200);
        assert_eq!(line["event.duration"], 5);
        assert_eq!(line["service.name"], "fingerprint-api");
        assert!(line["@timestamp"].as_str().unwrap().ends_with('Z'));
    }
}
