//! What a scrape of `/metrics` gets: the same families in the format that the scraper asks for.

use prometheus::proto::Metric;
use prometheus::{Error, Result, TextEncoder};

use super::Metrics;
use super::exemplars::Exemplar;
use super::families::REQUEST_SECONDS;
use super::open_metrics;

/// A format of the exposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The text format of Prometheus.
    Text,
    /// `OpenMetrics`, with exemplars.
    OpenMetrics,
}

impl Format {
    /// The format for a scraper with this `Accept` header.
    pub fn wanted(accept: Option<&str>) -> Self {
        if accept.is_some_and(open_metrics::is_preferred) { Self::OpenMetrics } else { Self::Text }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => open_metrics::MEDIA_TYPE,
        }
    }
}

impl Metrics {
    /// The exposition of every family.
    pub fn exposition(&self, format: Format) -> Result<String> {
        let families = self.gather();
        match format {
            Format::Text => TextEncoder::new().encode_to_string(&families),
            Format::OpenMetrics => {
                let exemplar =
                    |family: &str, series: &Metric, bucket| self.exemplar(family, series, bucket);
                open_metrics::text(&families, &exemplar)
                    .map_err(|error| Error::Msg(error.to_string()))
            }
        }
    }

    /// The exemplar of a bucket; only requests have some.
    fn exemplar(&self, family: &str, series: &Metric, bucket: usize) -> Option<Exemplar> {
        let endpoint = (family == REQUEST_SECONDS).then(|| series.get_label().first())??;
        self.requests.exemplar(endpoint.value(), bucket)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Answered as AnsweredRequest;
    use super::*;
    use crate::telemetry::EndpointLabels;
    use crate::telemetry::traces::context::TraceContext;

    #[test]
    fn a_request_is_the_exemplar_of_its_bucket_in_open_metrics_alone() {
        let endpoints = EndpointLabels::new([("/api/v1/classify", false), ("/health", true)]);
        let (classify, health) = (endpoints.find("/api/v1/classify"), endpoints.find("/health"));
        let metrics = Metrics::with_endpoints(endpoints).unwrap();
        let answered = AnsweredRequest {
            method: "POST",
            endpoint: classify,
            status: 200,
            seconds: 0.03,
            request_bytes: 1,
            response_bytes: 1,
        };
        let trace = TraceContext::from_header(Some(
            b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ));
        metrics.answered(&answered, Some(trace));
        metrics.answered(&AnsweredRequest { endpoint: health, ..answered }, None);
        let text = metrics.exposition(Format::OpenMetrics).unwrap();
        let with_exemplar: Vec<_> = text.lines().filter(|line| line.contains(" # ")).collect();
        let bucket = "http_request_duration_seconds_bucket{endpoint=\"/api/v1/classify\",le=\"0.05\"} 1 \
                      # {trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"} 0.03 ";
        assert_eq!(with_exemplar.len(), 1, "{text}");
        assert!(with_exemplar[0].starts_with(bucket), "{with_exemplar:?}");
        assert!(text.ends_with("\n# EOF\n"));
        let plain = metrics.exposition(Format::Text).unwrap();
        assert!(!plain.contains(" # {") && !plain.contains("EOF"));
    }
}
