//! The access log: one line a request, of what the service knows and nothing that a client said.
//! Its ids come with the scope, as on every other line of the request.

use crate::telemetry::metrics::Answered;

/// Writes the line, at debug for probes and at info for the rest.
pub fn log(answered: &Answered) {
    let duration = (answered.seconds * 1e9) as u64;
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(
                http.request.method = answered.method,
                http.response.status_code = answered.status,
                url.path = answered.endpoint.pattern(),
                event.duration = duration,
                http.request.body.bytes = answered.request_bytes,
                http.response.body.bytes = answered.response_bytes,
                "answered"
            )
        };
    }
    if answered.endpoint.is_probe() { line!(debug) } else { line!(info) }
}
