//! Pushing metrics to a Pushgateway: one PUT, which replaces the group of this job and instance
//! (github.com/prometheus/pushgateway, "PUT method"). Retried while the gateway may come back.

use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::http::Uri;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Error};

use super::CommandError;

const JOB: &str = "fingerprint_api_evaluation";
const ATTEMPTS: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Where to push, and as whom.
pub(super) struct Destination {
    url: String,
    instance: String,
    /// User and password of basic authentication.
    credentials: Option<(String, String)>,
}

impl Destination {
    /// Checks the URL; user and password come from the environment, where no process list shows
    /// them.
    pub(super) fn new(url: &str, instance: Option<String>) -> Result<Self, CommandError> {
        let refused = |reason: &str| CommandError::Push(format!("--push {url}: {reason}"));
        let parsed: Uri = url.parse().map_err(|_| refused("not a URL"))?;
        if !matches!(parsed.scheme_str(), Some("http" | "https")) || parsed.host().is_none() {
            return Err(refused("must be http://… or https://…"));
        }
        if parsed.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(CommandError::Push(
                "--push: give user and password as PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD"
                    .to_owned(),
            ));
        }
        let instance = instance.unwrap_or_else(host_name);
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if instance.is_empty() || !instance.bytes().all(sane) {
            return Err(CommandError::Push(
                "--instance: letters, digits, `.`, `-` and `_`".to_owned(),
            ));
        }
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let credentials = variable("PUSHGATEWAY_USERNAME").zip(variable("PUSHGATEWAY_PASSWORD"));
        Ok(Self { url: url.trim_end_matches('/').to_owned(), instance, credentials })
    }

    /// The group's address.
    pub(super) fn shown(&self) -> String {
        format!("{}/metrics/job/{JOB}/instance/{}", self.url, self.instance)
    }
}

fn host_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name = name.trim();
    if name.is_empty() { "unknown".to_owned() } else { name.to_owned() }
}

/// Replaces the group by these metrics.
pub(super) fn push(destination: &Destination, metrics: &str) -> Result<(), CommandError> {
    let agent: Agent =
        Agent::config_builder().timeout_global(Some(TIMEOUT)).tls_config(tls()?).build().into();
    let address = destination.shown();
    let mut pause = FIRST_PAUSE;
    for attempt in 1.. {
        let mut request = agent.put(&address).header("content-type", "text/plain; version=0.0.4");
        if let Some((user, password)) = &destination.credentials {
            let credentials = STANDARD.encode(format!("{user}:{password}"));
            request = request.header("authorization", format!("Basic {credentials}"));
        }
        let Err(error) = request.send(metrics) else { break };
        // What the gateway refuses it would refuse again.
        let final_word = matches!(error, Error::StatusCode(status) if (400..500).contains(&status));
        if final_word || attempt == ATTEMPTS {
            return Err(CommandError::Push(format!("not pushed to {address}: {error}")));
        }
        thread::sleep(pause);
        pause *= 2;
    }
    Ok(())
}

/// Mozilla's roots, or those of `SSL_CERT_FILE` for a gateway with a certificate of one's own.
fn tls() -> Result<TlsConfig, CommandError> {
    let Some(file) = std::env::var_os("SSL_CERT_FILE") else { return Ok(TlsConfig::default()) };
    let refused =
        |reason: String| CommandError::Push(format!("SSL_CERT_FILE {}: {reason}", file.display()));
    let pem = std::fs::read(&file).map_err(|error| refused(error.to_string()))?;
    let mut roots = Vec::new();
    for item in parse_pem(&pem) {
        if let PemItem::Certificate(certificate) =
            item.map_err(|error| refused(error.to_string()))?
        {
            roots.push(certificate);
        }
    }
    let roots = RootCerts::Specific(std::sync::Arc::new(roots));
    Ok(TlsConfig::builder().root_certs(roots).build())
}
