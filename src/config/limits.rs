//! The rules that single types cannot hold: ranges, and settings that need each other.

use std::net::SocketAddr;

use super::{Config, Fault};

/// More threads than this is a typing error.
const MAX_THREADS: usize = 1024;

impl Config {
    /// The first rule that the settings break.
    pub fn check(&self) -> Result<(), Fault> {
        self.check_ranges()?;
        self.check_sensor()?;
        self.edge.check()?;
        self.check_guards()
    }

    fn check_ranges(&self) -> Result<(), Fault> {
        let http = &self.http;
        let inference = &self.inference;
        within("http.workers", http.workers, 0, MAX_THREADS)?;
        within("http.max_body_bytes", http.max_body_bytes, 1024, 64 << 20)?;
        within("http.max_batch_bytes", http.max_batch_bytes, 1024, 1 << 30)?;
        within("http.max_in_flight", http.max_in_flight, 1, 1 << 20)?;
        within("http.max_in_flight_per_address", http.max_in_flight_per_address, 0, 1 << 20)?;
        within("http.max_connections", http.max_connections, 1, 1 << 20)?;
        within("http.max_connections_per_address", http.max_connections_per_address, 0, 1 << 20)?;
        within("http.max_streams", http.max_streams, 1, 1 << 16)?;
        within("http.write_timeout_ms", http.write_timeout_ms, 10, 3_600_000)?;
        within("http.keep_alive_seconds", http.keep_alive_seconds, 1, 3600)?;
        within("http.request_timeout_ms", http.request_timeout_ms, 10, 3_600_000)?;
        within("http.shutdown_grace_seconds", http.shutdown_grace_seconds, 0, 3600)?;
        within("http.shutdown_lead_ms", http.shutdown_lead_ms, 0, 60_000)?;
        if http.shutdown_lead_ms > http.shutdown_grace_seconds.saturating_mul(1000) {
            return fault(
                "http.shutdown_lead_ms",
                "must not be longer than http.shutdown_grace_seconds",
            );
        }
        if !http.nonce_key.is_empty() && http.nonce_key.len() < 32 {
            return fault("http.nonce_key", "must have at least 32 characters");
        }
        for origin in &http.cors_origins {
            if origin != "*" && !is_origin(origin) {
                return fault(
                    "http.cors_origins",
                    &format!("`{origin}` is neither `*` nor scheme://host[:port]"),
                );
            }
        }
        if !self.metrics.listen.is_empty() {
            let address: SocketAddr = self.metrics.listen.parse().map_err(|_| Fault {
                key: "metrics.listen",
                reason: format!("`{}` is not address:port", self.metrics.listen),
            })?;
            if address == http.listen && address.port() != 0 {
                return fault(
                    "metrics.listen",
                    "is the same address as http.listen; leave it empty for that",
                );
            }
        }
        let trace = &self.trace;
        if !trace.otlp_endpoint.is_empty() && trace.url().is_none() {
            return fault(
                "trace.otlp_endpoint",
                &format!("`{}` is not http://host[:port][/path] or https://…", trace.otlp_endpoint),
            );
        }
        within("trace.sample_ratio", trace.sample_ratio, 0.0, 1.0)?;
        within("inference.threads", inference.threads, 0, MAX_THREADS)?;
        within("inference.queue_capacity", inference.queue_capacity, 1, 1 << 20)?;
        within("inference.deadline_ms", inference.deadline_ms, 1, 3_600_000)
    }

    fn check_guards(&self) -> Result<(), Fault> {
        let limit = &self.limit;
        within("limit.per_key", limit.per_key, 1, 100_000)?;
        within("limit.per_address", limit.per_address, 1, 100_000)?;
        within("limit.burst", limit.burst, 0, 1_000_000)?;
        within("limit.redis_timeout_ms", limit.redis_timeout_ms, 1, 10_000)?;
        if self.auth.enabled && self.auth.keys_file.is_empty() {
            return fault("auth.keys_file", "auth.enabled needs a file of keys");
        }
        within("feedback.entries", self.feedback.entries, 0, 1 << 24)?;
        within("feedback.expire_seconds", self.feedback.expire_seconds, 1, 7 * 86_400)?;
        within("cache.entries", self.cache.entries, 0, 1 << 24)
    }

    fn check_sensor(&self) -> Result<(), Fault> {
        let sensor = &self.sensor;
        if !sensor.listen.is_empty() {
            let address: SocketAddr = sensor.listen.parse().map_err(|_| Fault {
                key: "sensor.listen",
                reason: format!("`{}` is not address:port", sensor.listen),
            })?;
            let taken = [Some(self.http.listen), self.metrics.address()];
            if address.port() != 0 && taken.contains(&Some(address)) {
                return fault("sensor.listen", "is the address of another listener");
            }
        }
        match (sensor.certificate.is_empty(), sensor.key.is_empty()) {
            (false, true) => fault("sensor.certificate", "needs sensor.key"),
            (true, false) => fault("sensor.key", "needs sensor.certificate"),
            _ => Ok(()),
        }
    }
}

fn fault(key: &'static str, reason: &str) -> Result<(), Fault> {
    Err(Fault { key, reason: reason.to_owned() })
}

fn within<N: PartialOrd + Copy + std::fmt::Display>(
    key: &'static str,
    value: N,
    least: N,
    most: N,
) -> Result<(), Fault> {
    if value < least || value > most {
        return fault(key, &format!("{value} is not between {least} and {most}"));
    }
    Ok(())
}

/// `scheme://host[:port]` and nothing behind it (RFC 6454 section 6.2).
fn is_origin(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, host)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/' && byte != b'*')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_pass() {
        assert_eq!(Config::default().check(), Ok(()));
    }

    #[test]
    fn a_value_out_of_range_names_its_key_and_the_range() {
        let mut config = Config::default();
        config.inference.queue_capacity = 0;
        assert_eq!(config.check().unwrap_err().key, "inference.queue_capacity");
        config = Config::default();
        config.http.shutdown_lead_ms = 26_000;
        assert_eq!(config.check().unwrap_err().key, "http.shutdown_lead_ms");
    }

    #[test]
    fn keys_without_a_file_and_a_network_with_host_bits_are_refused() {
        let mut config = Config::default();
        config.auth.enabled = true;
        assert_eq!(config.check().unwrap_err().key, "auth.keys_file");
        config = Config::default();
        config.edge.trusted_cidrs = vec!["10.0.0.1/8".to_owned()];
        assert_eq!(config.check().unwrap_err().key, "edge.trusted_cidrs");
    }

    #[test]
    fn traces_go_to_a_plain_address_with_a_port() {
        let mut config = Config::default();
        for (endpoint, url) in [
            ("http://localhost:4318", "http://localhost:4318/v1/traces"),
            ("http://[::1]:4318/otlp", "http://[::1]:4318/otlp"),
            ("https://collector.example", "https://collector.example/v1/traces"),
        ] {
            config.trace.otlp_endpoint = endpoint.to_owned();
            assert_eq!(config.check(), Ok(()));
            assert_eq!(config.trace.url().as_deref(), Some(url));
        }
        for endpoint in [
            "localhost:4318",
            "ftp://localhost",
            "http://user:password@localhost",
            "http://localhost/?key=1",
            "http://a b:1",
        ] {
            config.trace.otlp_endpoint = endpoint.to_owned();
            assert_eq!(config.check().unwrap_err().key, "trace.otlp_endpoint", "{endpoint}");
        }
    }

    #[test]
    fn an_origin_has_no_path() {
        assert!(is_origin("https://example.org:8443"));
        assert!(!is_origin("https://example.org/"));
        assert!(!is_origin("example.org"));
    }
}
