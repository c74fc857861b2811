//! The `OpenMetrics` 1.0 text format: what Prometheus asks for, and the only one of its formats of
//! text that carries exemplars. Written by hand, for the `prometheus` crate writes the older one
//! alone.

use std::fmt::{self, Write};

use prometheus::proto::{Metric, MetricFamily, MetricType};
use std::time::UNIX_EPOCH;

use super::exemplars::Exemplar;

/// The format's media type.
pub(super) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The exemplar of a bucket, by family, series and the bucket's position.
pub(super) type Find<'a> = &'a dyn Fn(&str, &Metric, usize) -> Option<Exemplar>;

/// The exposition of all families.
pub(super) fn text(families: &[MetricFamily], exemplar: Find<'_>) -> Result<String, fmt::Error> {
    let mut out = String::with_capacity(32 << 10);
    for family in families {
        write_family(&mut out, family, exemplar)?;
    }
    out.push_str("# EOF\n");
    Ok(out)
}

fn write_family(out: &mut String, family: &MetricFamily, exemplar: Find<'_>) -> fmt::Result {
    let kind = family.get_field_type();
    // A counter's family is named without the suffix that its samples have.
    let (name, type_name) = match kind {
        MetricType::COUNTER => (family.name().trim_end_matches("_total"), "counter"),
        MetricType::GAUGE => (family.name(), "gauge"),
        MetricType::HISTOGRAM => (family.name(), "histogram"),
        // Nothing here is registered as these.
        MetricType::SUMMARY | MetricType::UNTYPED => return Ok(()),
    };
    writeln!(out, "# TYPE {name} {type_name}")?;
    writeln!(out, "# HELP {name} {}", Escaped(family.help()))?;
    for metric in family.get_metric() {
        match kind {
            MetricType::COUNTER => {
                sample(out, &Name(name, "_total", None), metric, metric.get_counter().get_value())?;
                out.push('\n');
            }
            MetricType::GAUGE => {
                sample(out, &Name(name, "", None), metric, metric.get_gauge().get_value())?;
                out.push('\n');
            }
            _ => write_histogram(out, name, metric, exemplar)?,
        }
    }
    Ok(())
}

fn write_histogram(
    out: &mut String,
    name: &str,
    metric: &Metric,
    exemplar: Find<'_>,
) -> fmt::Result {
    let histogram = metric.get_histogram();
    let bounded = histogram
        .get_bucket()
        .iter()
        .map(|bucket| (bucket.upper_bound(), bucket.cumulative_count()));
    let last = (f64::INFINITY, histogram.get_sample_count());
    for (position, (bound, count)) in bounded.chain([last]).enumerate() {
        sample(out, &Name(name, "_bucket", Some(Bound(bound))), metric, count as f64)?;
        if let Some(exemplar) = exemplar(name, metric, position) {
            let Exemplar { trace, value, at } = exemplar;
            let seconds = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
            write!(out, " # {{trace_id=\"{}\"}} {value} {seconds:.3}", trace.trace_id())?;
        }
        out.push('\n');
    }
    sample(out, &Name(name, "_sum", None), metric, histogram.get_sample_sum())?;
    out.push('\n');
    sample(out, &Name(name, "_count", None), metric, histogram.get_sample_count() as f64)?;
    out.push('\n');
    Ok(())
}

/// A sample's family, suffix and, of a bucket, upper bound.
struct Name<'a>(&'a str, &'static str, Option<Bound>);

/// One sample, without its line's end.
fn sample(out: &mut String, name: &Name<'_>, metric: &Metric, value: f64) -> fmt::Result {
    let Name(family, suffix, le) = name;
    write!(out, "{family}{suffix}")?;
    let mut separator = '{';
    for label in metric.get_label() {
        write!(out, "{separator}{}=\"{}\"", label.name(), Escaped(label.value()))?;
        separator = ',';
    }
    if let Some(bound) = le {
        write!(out, "{separator}le=\"{bound}\"")?;
        separator = ',';
    }
    if separator == ',' {
        out.push('}');
    }
    write!(out, " {value}")
}

/// A bucket's upper bound as a float, with a point even where it is whole.
struct Bound(f64);

impl fmt::Display for Bound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bound if bound.is_infinite() => formatter.write_str("+Inf"),
            bound if bound.fract() == 0.0 => write!(formatter, "{bound:.1}"),
            bound => write!(formatter, "{bound}"),
        }
    }
}

/// Text in which backslash, quote and line feed are escaped.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '\\' => formatter.write_str("\\\\")?,
                '"' => formatter.write_str("\\\"")?,
                '\n' => formatter.write_str("\\n")?,
                other => formatter.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Whether an `Accept` header prefers this format to the older text, which has what asks for
/// nothing. Weights and their precedence after RFC 9110, section 12.5.1; a wildcard asks for no
/// `OpenMetrics`.
pub(super) fn is_preferred(accept: &str) -> bool {
    // The weight of the older text, by how exactly it is named.
    let (mut ours, mut text, mut exactness) = (0.0, 0.0, 0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let (mut weight, mut version) = (1.0_f64, None);
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim_end() {
                "q" => weight = value.trim().parse().unwrap_or(0.0),
                "version" => version = Some(value.trim().trim_matches('"')),
                _ => {}
            }
        }
        let exact = match media.as_str() {
            "application/openmetrics-text" if version.is_none_or(|version| version == "1.0.0") => {
                ours = f64::max(ours, weight);
                continue;
            }
            "text/plain" => 3,
            "text/*" => 2,
            "*/*" => 1,
            _ => continue,
        };
        if exact > exactness {
            (text, exactness) = (weight, exact);
        } else if exact == exactness {
            text = f64::max(text, weight);
        }
    }
    ours > 0.0 && ours >= text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use prometheus::{Gauge, HistogramOpts, HistogramVec, IntCounter, Registry};

    use super::*;
    use crate::telemetry::traces::context::TraceContext;

    #[test]
    fn the_exposition_is_that_of_the_specification() {
        let registry = Registry::new();
        let served = IntCounter::new("served_total", "Served \"ones\"\\.").unwrap();
        let open = Gauge::new("open", "Open.").unwrap();
        let options = HistogramOpts::new("seconds", "Time.").buckets(vec![0.00001, 0.25, 1.0]);
        let seconds = HistogramVec::new(options, &["endpoint"]).unwrap();
        registry.register(Box::new(served.clone())).unwrap();
        registry.register(Box::new(open.clone())).unwrap();
        registry.register(Box::new(seconds.clone())).unwrap();
        served.inc_by(3);
        open.set(f64::NAN);
        seconds.with_label_values(&["/a\"\n"]).observe(0.5);
        let trace = TraceContext::from_header(Some(
            b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ));
        let exemplar = |family: &str, metric: &Metric, bucket: usize| {
            assert_eq!((family, metric.get_label().len()), ("seconds", 1));
            let at = UNIX_EPOCH + Duration::from_millis(1_500);
            (bucket == 2).then_some(Exemplar { trace, value: 0.5, at })
        };
        let expected = r#"# TYPE open gauge
# HELP open Open.
open NaN
# TYPE seconds histogram
# HELP seconds Time.
seconds_bucket{endpoint="/a\"\n",le="0.00001"} 0
seconds_bucket{endpoint="/a\"\n",le="0.25"} 0
seconds_bucket{endpoint="/a\"\n",le="1.0"} 1 # {trace_id="4bf92f3577b34da6a3ce929d0e0e4736"} 0.5 1.500
seconds_bucket{endpoint="/a\"\n",le="+Inf"} 1
seconds_sum{endpoint="/a\"\n"} 0.5
seconds_count{endpoint="/a\"\n"} 1
# TYPE served counter
# HELP served Served \"ones\"\\.
served_total 3
# EOF
"#;
        assert_eq!(text(&registry.gather(), &exemplar).unwrap(), expected);
    }

    #[test]
    fn who_asks_for_it_gets_it() {
        for accept in [
            "application/openmetrics-text",
            "Application/OpenMetrics-Text, */*",
            "application/openmetrics-text;q=0.3, */*;q=0.8, text/plain;q=0.2",
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            // Prometheus 2.42 and 3.5.
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
             text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
             application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;q=0.4,*/*;q=0.2",
        ] {
            assert!(is_preferred(accept), "{accept}");
        }
        for accept in [
            "",
            "*/*",
            "text/plain",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "application/openmetrics-text;version=0.0.1",
            "application/openmetrics-text;q=0",
            "application/openmetrics-text;q=0.3, text/plain",
            "application/openmetrics-text;q=0.3, */*;q=0.8",
            "application/openmetrics-text;q=0.3, */*;q=0.1, text/*;q=0.5",
            "application/openmetrics-text;q=x",
        ] {
            assert!(!is_preferred(accept), "{accept}");
        }
    }
}
