//! The HTTP families' hot path: one array index for each request instead of a look-up by strings.
//! Methods and statuses are closed lists; whatever else a client sends counts as `other`.

use std::sync::{Arc, OnceLock};

use prometheus::{Histogram, IntCounter, IntCounterVec};

use super::Metrics;
use super::exemplars::{Exemplar, Exemplars};
use super::families::{Families, SECONDS};
use crate::telemetry::endpoint::{EndpointLabel, EndpointLabels};
use crate::telemetry::traces::context::TraceContext;

/// Methods by their label; the last one stands for all others.
const METHODS: [&str; 8] = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "other"];

/// Statuses by their label; the last one stands for all others.
const STATUSES: [&str; 22] = [
    "200", "204", "302", "304", "400", "401", "403", "404", "405", "408", "409", "413", "415",
    "417", "422", "429", "431", "500", "501", "503", "504", "other",
];

/// One answered request.
#[derive(Debug, Clone, Copy)]
pub struct Answered {
    pub method: &'static str,
    pub endpoint: EndpointLabel,
    pub status: u16,
    pub seconds: f64,
    pub request_bytes: u64,
    pub response_bytes: u64,
}

/// The label of a method.
pub fn method_label(method: &str) -> &'static str {
    METHODS.iter().find(|known| **known == method).copied().unwrap_or("other")
}

pub(super) struct Requests {
    endpoints: EndpointLabels,
    total: IntCounterVec,
    /// By endpoint, method and status; a series appears with its first request.
    counters: Vec<OnceLock<IntCounter>>,
    seconds: Vec<Histogram>,
    exemplars: Vec<Exemplars>,
    request_bytes: Histogram,
    response_bytes: Histogram,
}

impl Requests {
    pub(super) fn resolve(families: &Families, endpoints: EndpointLabels) -> Self {
        let cells = endpoints.len() * METHODS.len() * STATUSES.len();
        let seconds = endpoints
            .iter()
            .map(|endpoint| families.request_seconds.with_label_values(&[endpoint.pattern()]))
            .collect();
        Self {
            total: families.requests.clone(),
            counters: std::iter::repeat_with(OnceLock::new).take(cells).collect(),
            seconds,
            exemplars: endpoints.iter().map(|_| Exemplars::new(SECONDS)).collect(),
            request_bytes: families.request_bytes.clone(),
            response_bytes: families.response_bytes.clone(),
            endpoints,
        }
    }

    /// A request of this endpoint that took as long as the bucket says.
    pub(super) fn exemplar(&self, endpoint: &str, bucket: usize) -> Option<Exemplar> {
        let label = self.endpoints.iter().find(|known| known.pattern() == endpoint)?;
        self.exemplars.get(label.index())?.last(bucket)
    }

    fn count(&self, answered: &Answered) {
        let mut digits = [0; 3];
        let status = position(&STATUSES, status_text(answered.status, &mut digits));
        let method = position(&METHODS, answered.method);
        let cell = (answered.endpoint.index() * METHODS.len() + method) * STATUSES.len() + status;
        if let Some(counter) = self.counters.get(cell) {
            counter
                .get_or_init(|| {
                    let method = METHODS.get(method).copied().unwrap_or("other");
                    let status = STATUSES.get(status).copied().unwrap_or("other");
                    self.total.with_label_values(&[method, answered.endpoint.pattern(), status])
                })
                .inc();
        }
    }
}

/// Position of `wanted`, or of the last entry, which stands for all others.
fn position(list: &[&str], wanted: &str) -> usize {
    list.iter().position(|known| *known == wanted).unwrap_or(list.len() - 1)
}

fn status_text(status: u16, digits: &mut [u8; 3]) -> &str {
    let tens = status / 10;
    *digits = [tens / 10 % 10, tens % 10, status % 10].map(|digit| b'0' + digit as u8);
    std::str::from_utf8(digits).unwrap_or("other")
}

impl Metrics {
    /// For a process that serves no requests.
    pub fn new() -> prometheus::Result<Arc<Self>> {
        Self::with_endpoints(EndpointLabels::default())
    }

    /// Makes a series appear before its first request, so that the first one is an increase.
    pub fn expect_requests(&self, method: &str, endpoint: EndpointLabel, status: &str) {
        self.requests.total.with_label_values(&[method, endpoint.pattern(), status]);
    }

    /// Records one answered request, and its trace where somebody can find it by that.
    pub fn answered(&self, answered: &Answered, trace: Option<TraceContext>) {
        self.requests.count(answered);
        let endpoint = answered.endpoint.index();
        if let Some(histogram) = self.requests.seconds.get(endpoint) {
            histogram.observe(answered.seconds);
        }
        if let (Some(exemplars), Some(trace)) = (self.requests.exemplars.get(endpoint), trace) {
            exemplars.keep(answered.seconds, trace);
        }
        self.requests.request_bytes.observe(answered.request_bytes as f64);
        self.requests.response_bytes.observe(answered.response_bytes as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Format;

    #[test]
    fn a_method_or_status_of_no_list_is_other() {
        let endpoints = EndpointLabels::new([("/api/v1/classify", false)]);
        let classify = endpoints.find("/api/v1/classify");
        let metrics = Metrics::with_endpoints(endpoints).unwrap();
        let answered = Answered {
            method: method_label("HACK"),
            endpoint: EndpointLabel::UNMATCHED,
            status: 418,
            seconds: 0.1,
            request_bytes: 0,
            response_bytes: 10,
        };
        metrics.answered(&answered, None);
        let classified = Answered { method: "POST", endpoint: classify, status: 200, ..answered };
        metrics.answered(&classified, None);
        let text = metrics.exposition(Format::Text).unwrap();
        let unmatched =
            "http_requests_total{endpoint=\"unmatched\",method=\"other\",status=\"other\"} 1";
        assert!(text.contains(unmatched), "{text}");
        let classify =
            "http_requests_total{endpoint=\"/api/v1/classify\",method=\"POST\",status=\"200\"} 1";
        assert!(text.contains(classify), "{text}");
        assert!(text.contains("http_response_size_bytes_sum 20"));
    }
}
