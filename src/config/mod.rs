//! Every setting of the service: one documented struct per section, read once at start from
//! defaults < TOML file < `FPA_SECTION__KEY`, and checked there. Owns the values and their rules;
//! knows nothing of what is done with them.

pub mod cgroup;
pub mod cidr;
pub mod cpu_limit;
mod edge;
mod limits;
pub mod reference;
pub mod sections;
mod sources;

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use sections::{
    Auth, Authorize, BackendFailure, Cache, Edge, Feedback, Http, Inference, Limit, Log, LogFormat,
    LogLevel, Metrics, Models, Sensor, Trace,
};
pub use sources::{Environment, load};

/// The effective settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub http: Http,
    pub metrics: Metrics,
    pub sensor: Sensor,
    pub edge: Edge,
    pub models: Models,
    pub inference: Inference,
    pub cache: Cache,
    pub limit: Limit,
    pub auth: Auth,
    pub authorize: Authorize,
    pub feedback: Feedback,
    pub log: Log,
    pub trace: Trace,
}

/// What is wrong with a setting, and where it was said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read the settings file {}: {reason}", file.display())]
    Unreadable { file: PathBuf, reason: String },
    #[error("{file} is not TOML: {reason}", file = file.display())]
    NotToml { file: PathBuf, reason: String },
    #[error("setting `{key}` ({source_name}): {reason}", source_name = origin)]
    Setting { key: String, origin: Origin, reason: String },
}

impl ConfigError {
    /// The key that is wrong, where one is.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Setting { key, .. } => Some(key),
            Self::Unreadable { .. } | Self::NotToml { .. } => None,
        }
    }
}

/// Where a setting's value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File(PathBuf),
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment variable {name}"),
        }
    }
}

/// A rule that a value breaks: the key and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub key: &'static str,
    pub reason: String,
}

impl Config {
    /// The effective settings as TOML, with secrets masked.
    pub fn to_masked_toml(&self) -> String {
        let mut shown = self.clone();
        if !shown.http.nonce_key.is_empty() {
            "***".clone_into(&mut shown.http.nonce_key);
        }
        shown.limit.redis_url = mask_password(&shown.limit.redis_url);
        // A struct of scalars and lists always serialises; an empty answer would be a lie, so the
        // reason is shown in its place.
        toml::to_string_pretty(&shown).unwrap_or_else(|error| format!("# {error}\n"))
    }
}

/// Replaces the password of a URL: `redis://user:secret@host` becomes `redis://user:***@host`.
fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return if url.is_empty() { String::new() } else { "***".to_owned() };
    };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(authority_end);
    match authority.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}{path}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_masked_wherever_it_stands() {
        assert_eq!(
            mask_password("redis://user:secret@host:6379/0"),
            "redis://user:***@host:6379/0"
        );
        assert_eq!(mask_password("redis://:p@ss@host"), "redis://:***@host");
        assert_eq!(mask_password("redis://host:6379"), "redis://host:6379");
        assert_eq!(mask_password("secret"), "***");
        assert_eq!(mask_password(""), "");
    }

    #[test]
    fn the_printed_settings_read_back_as_themselves() {
        let config = Config::default();
        assert_eq!(toml::from_str::<Config>(&config.to_masked_toml()).unwrap(), config);
    }
}
