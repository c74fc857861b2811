//! The sections, one struct each. The macro takes a field's meaning, type and default from one
//! line, so that the struct, its defaults and docs/operate/configuration.md cannot drift apart.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};
use ureq::http::Uri;

use super::cidr::Cidr;

/// One setting as the reference shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub name: &'static str,
    pub meaning: &'static str,
}

/// One section as the reference shows it.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    pub name: &'static str,
    pub meaning: &'static str,
    pub settings: &'static [Setting],
}

macro_rules! sections {
    ($(
        $(#[doc = $about:literal])+
        $struct_name:ident $section:literal {
            $( $(#[doc = $doc:literal])+ $field:ident : $kind:ty = $default:expr, )+
        }
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields, default)]
            pub struct $struct_name { $( $(#[doc = $doc])+ pub $field: $kind, )+ }

            impl Default for $struct_name {
                fn default() -> Self { Self { $( $field: $default, )+ } }
            }
        )+

        /// Every section, in the order in which they are shown.
        pub const SECTIONS: &[Section] = &[$(
            Section {
                name: $section,
                meaning: concat!($($about),+),
                settings: &[$( Setting { name: stringify!($field), meaning: concat!($($doc),+) }, )+],
            },
        )+];
    };
}

sections! {
    /// The API listener.
    Http "http" {
        /// Address and port of the API, HTTP/1.1 and HTTP/2 without TLS (h2c).
        listen: SocketAddr = SocketAddr::from(([0, 0, 0, 0], 8000)),
        /// Worker threads; 0 follows the CPU limit (cgroup v1 and v2, affinity).
        workers: usize = 0,
        /// Longest body of one fingerprint, and longest line of a stream, in bytes; beyond it 413.
        max_body_bytes: usize = 262_144,
        /// Whether batches are answered; off: 404.
        batch: bool = true,
        /// Longest body of a JSON batch in bytes; beyond it 413. A stream of lines has no such
        /// limit.
        max_batch_bytes: usize = 8_388_608,
        /// Requests answered at the same time; beyond it 503 `overloaded` at once. Probes and
        /// metrics are never refused.
        max_in_flight: usize = 1024,
        /// Longest time a client may take to send its headers, and then its body (for a stream:
        /// between two pieces of it).
        request_timeout_ms: u64 = 10_000,
        /// Longest time that requests in flight get to finish after SIGTERM.
        shutdown_grace_seconds: u64 = 25,
        /// Time between readiness going off and the listener closing, so that balancers see it
        /// first. At most the grace period.
        shutdown_lead_ms: u64 = 500,
        /// Origins that may call from a browser, such as `https://example.org`, or `*`; empty: no
        /// CORS headers.
        cors_origins: Vec<String> = Vec::new(),
        /// Secret that signs nonces, at least 32 characters, the same on every replica; empty: each
        /// process makes its own. Masked when shown.
        nonce_key: String = String::new(),
        /// Requests of one client address (IPv6: its /64) that are answered at the same time;
        /// beyond it 503 `overloaded`. 0: a quarter of `http.max_in_flight`, at least 16. Networks
        /// of `edge.trusted_cidrs` are not bounded; the clients that they forward are.
        max_in_flight_per_address: usize = 0,
        /// Connections of all listeners but that of the metrics; beyond it they wait to be
        /// accepted.
        max_connections: usize = 4096,
        /// Connections of one client address (IPv6: its /64); beyond it they are closed. 0: a
        /// quarter of `http.max_connections`, at least 16. Networks of `edge.trusted_cidrs` are not
        /// bounded.
        max_connections_per_address: usize = 0,
        /// Streams of one HTTP/2 connection that are open at the same time; beyond it they are
        /// refused.
        max_streams: u32 = 100,
        /// Longest time in which a client must read something of an answer that waits for it;
        /// beyond it the stream or the connection is closed.
        write_timeout_ms: u64 = 10_000,
        /// Longest time for which an idle connection is kept. Longer than the 60 s for which nginx
        /// and the load balancers of the large clouds keep theirs, so that none of them sends a
        /// request into a closing socket.
        keep_alive_seconds: u64 = 75,
    }
    /// The metrics listener.
    Metrics "metrics" {
        /// Address and port that serve `/metrics` alone; empty: `/metrics` on the API port.
        listen: String = String::new(),
    }
    /// The TLS sensor: the service terminates TLS itself and reads every layer of its own
    /// connections.
    Sensor "sensor" {
        /// Address and port of the TLS sensor; empty: off.
        listen: String = String::new(),
        /// PEM file of the certificate chain, read again when it changes; empty: a self-signed one
        /// is made at start.
        certificate: String = String::new(),
        /// PEM file of the private key (PKCS#8, PKCS#1 or SEC1).
        key: String = String::new(),
        /// Whether the header order of every request of a connection is evidence; false: of the
        /// first alone.
        every_request: bool = true,
    }
    /// Evidence from proxies; docs/operate/proxies.md tells how each is set up.
    Edge "edge" {
        /// Networks whose evidence headers and PROXY headers are believed, such as `10.0.0.0/8`.
        trusted_cidrs: Vec<String> = Vec::new(),
        /// Whose header names: `cloudfront`, `cloudflare`, `envoy`, `haproxy`, `nginx`,
        /// `fingerproxy`, `huginn`, `custom`; empty: none.
        profile: String = String::new(),
        /// Read PROXY protocol v1 and v2 from trusted peers, whose connections must then begin with
        /// it.
        proxy_protocol: bool = false,
        /// Header of the profile `custom` with a JA3, string or MD5; empty: none.
        ja3_header: String = String::new(),
        /// Header of the profile `custom` with a JA4; empty: none.
        ja4_header: String = String::new(),
        /// Header of the profile `custom` with a raw JA4 (`ja4_r`); empty: none.
        ja4_r_header: String = String::new(),
        /// Header of the profile `custom` with an HTTP/2 fingerprint in Akamai's form; empty: none.
        http2_header: String = String::new(),
        /// Header of the profile `custom` with the SYN in p0f's form; empty: none.
        tcp_header: String = String::new(),
    }
    /// The models.
    Models "models" {
        /// The models folder; empty: the `models` folder beside the binary or in the working
        /// directory.
        dir: String = String::new(),
        /// A second models folder, which scores live traffic beside the active one; its answers are
        /// only compared and counted. Empty: none.
        shadow: String = String::new(),
    }
    /// The rayon core, which runs batches.
    Inference "inference" {
        /// Threads; 0 follows the CPU limit (cgroup v1 and v2, affinity).
        threads: usize = 0,
        /// Chunks of work that may wait; beyond it 503 `overloaded`, and a stream is read more
        /// slowly.
        queue_capacity: usize = 256,
        /// Longest time a chunk may wait and run; beyond it 504 `deadline_exceeded`.
        deadline_ms: u64 = 5_000,
    }
    /// The cache of what the models said.
    Cache "cache" {
        /// Scores kept, by a keyed hash of the features they rest on; 0: off.
        entries: usize = 0,
    }
    /// Rate limits: `docs/operate/keys-and-limits.md`.
    Limit "limit" {
        /// Whether requests are limited. Probes, metrics and pages never are.
        enabled: bool = false,
        /// Requests a second for one API key.
        per_key: u32 = 100,
        /// Requests a second for one client address without a key (IPv6: its /64). Behind proxies
        /// the address is the one that the networks of `edge.trusted_cidrs` forward.
        per_address: u32 = 20,
        /// Requests above the rate that may come at once.
        burst: u32 = 50,
        /// Redis shared by all instances, `redis://user:password@host:port/db`; empty: each
        /// instance counts alone. Masked when shown.
        redis_url: String = String::new(),
        /// What holds while Redis does not answer: `allow`, `deny` or `local`.
        on_backend_failure: BackendFailure = BackendFailure::Local,
        /// Longest time that Redis may take to answer or to be connected to.
        redis_timeout_ms: u64 = 100,
        /// Resident memory in bytes beyond which new requests are answered 503 `overloaded`, probes
        /// and metrics excepted; 0: 80 % of the cgroup's limit, and none where that has none.
        memory_bytes: u64 = 0,
    }
    /// API keys: `docs/operate/keys-and-limits.md`.
    Auth "auth" {
        /// Whether a key is asked for, as `Authorization: Bearer …` or `X-API-Key`. Probes, metrics
        /// and pages stay open.
        enabled: bool = false,
        /// TOML file of the hashed keys, as `fingerprint-api keys new` prints them. SIGHUP reads it
        /// again.
        keys_file: String = String::new(),
    }
    /// Forward-auth: `docs/operate/forward-auth.md`.
    Authorize "authorize" {
        /// TOML file of the policy; empty: everything is allowed, and the verdict reported. SIGHUP
        /// reads it again.
        policy_file: String = String::new(),
    }
    /// Labelled truth: `docs/operate/feedback.md`.
    Feedback "feedback" {
        /// Verdicts that `/api/v1/feedback` can name by the caller's id; 0: none are kept.
        entries: usize = 10_000,
        /// Longest time for which a verdict is kept.
        expire_seconds: u64 = 3_600,
    }
    /// Logs, one event a line on standard output.
    Log "log" {
        /// Least severe level shown: `error`, `warn`, `info`, `debug` or `trace`. Libraries are
        /// shown from `warn`.
        level: LogLevel = LogLevel::Info,
        /// `json` (ECS field names) or `pretty` for a terminal.
        format: LogFormat = LogFormat::Json,
    }
    /// Traces, one span a request; a caller's `traceparent` is honoured in the logs whether they
    /// are sent or not.
    Trace "trace" {
        /// OTLP/HTTP receiver that takes JSON, such as `http://localhost:4318`; empty: none is
        /// sent.
        otlp_endpoint: String = String::new(),
        /// Share, 0 to 1, of the traces that begin here which are sent; of a caller's traces the
        /// caller decides.
        sample_ratio: f64 = 1.0,
    }
}

/// Values of `limit.on_backend_failure`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackendFailure {
    Allow,
    Deny,
    Local,
}

/// Values of `log.level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// Values of `log.format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Json,
    Pretty,
}

impl Edge {
    /// The trusted networks. Wrong ones were refused at start.
    pub fn trusted(&self) -> Vec<Cidr> {
        self.trusted_cidrs.iter().filter_map(|text| text.parse().ok()).collect()
    }
}

impl Sensor {
    /// The address, where one is set. A wrong one was refused at start.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listen.parse().ok()
    }
}

impl Trace {
    /// Where spans are sent, where a right URL is set. A wrong one was refused at start.
    pub fn url(&self) -> Option<String> {
        let uri: Uri = self.otlp_endpoint.parse().ok()?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        // The specification's default path, unless one is given.
        let path = Some(uri.path()).filter(|path| *path != "/").unwrap_or("/v1/traces");
        uri.query().is_none().then(|| format!("{scheme}://{authority}{path}"))
    }
}

impl Metrics {
    /// The address, where one is set. A wrong one was refused at start.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listen.parse().ok()
    }
}
