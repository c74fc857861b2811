//! Where settings come from and in which order. Owns the merge and the provenance of each key, so
//! that every complaint names the key and the place where its value was written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Table, Value};

use super::{Config, ConfigError, Origin};

const PREFIX: &str = "FPA_";
/// Names the settings file; not itself a setting.
const FILE_VARIABLE: &str = "FPA_CONFIG";

/// Environment variables, passed in so that tests need not touch the process's own.
pub type Environment = Vec<(String, String)>;

/// Reads and checks the settings: defaults < file < environment.
pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Config, ConfigError> {
    let named = environment.iter().find(|(name, value)| name == FILE_VARIABLE && !value.is_empty());
    let file = file.map(Path::to_path_buf).or_else(|| named.map(|(_, value)| PathBuf::from(value)));
    let mut merge = Merge::start()?;
    if let Some(file) = file {
        merge.add_file(&file)?;
    }
    for (name, value) in environment {
        merge.add_variable(name, value)?;
    }
    merge.finish()
}

struct Merge {
    table: Table,
    origins: BTreeMap<String, Origin>,
}

impl Merge {
    fn start() -> Result<Self, ConfigError> {
        let table = Table::try_from(Config::default()).map_err(|error| ConfigError::Setting {
            key: "defaults".to_owned(),
            origin: Origin::Default,
            reason: error.to_string(),
        })?;
        Ok(Self { table, origins: BTreeMap::new() })
    }

    fn add_file(&mut self, file: &Path) -> Result<(), ConfigError> {
        let text = std::fs::read_to_string(file).map_err(|error| ConfigError::Unreadable {
            file: file.to_path_buf(),
            reason: error.to_string(),
        })?;
        let read: Table = text.parse().map_err(|error: toml::de::Error| ConfigError::NotToml {
            file: file.to_path_buf(),
            reason: error.to_string(),
        })?;
        let origin = Origin::File(file.to_path_buf());
        for (section, settings) in read {
            let Value::Table(settings) = settings else {
                return Err(fault(&section, &origin, "is not a section"));
            };
            if !self.table.contains_key(&section) {
                return Err(fault(&section, &origin, "no such section"));
            }
            for (name, value) in settings {
                self.set((&section, &name), value, origin.clone())?;
            }
        }
        Ok(())
    }

    fn add_variable(&mut self, name: &str, text: &str) -> Result<(), ConfigError> {
        let Some(rest) = name.strip_prefix(PREFIX) else { return Ok(()) };
        if name == FILE_VARIABLE {
            return Ok(());
        }
        let origin = Origin::Environment(name.to_owned());
        let Some((section, key)) = rest.split_once("__") else {
            // Kubernetes injects FPA_SERVICE_HOST and the like beside a Service named `fpa`; what
            // looks like a setting with one underscore too few is more likely a mistake.
            let lower = rest.to_ascii_lowercase();
            let meant = self.table.keys().find(|section| lower.starts_with(&format!("{section}_")));
            return match meant {
                Some(section) => {
                    let key = lower.get(section.len() + 1..).unwrap_or_default();
                    let hint = format!("{PREFIX}{section}__{key}").to_ascii_uppercase();
                    Err(fault(&lower, &origin, &format!("no such setting; is {hint} meant?")))
                }
                None => Ok(()),
            };
        };
        let (section, key) = (section.to_ascii_lowercase(), key.to_ascii_lowercase());
        let path = format!("{section}.{key}");
        let known = self.table.get(&section).and_then(|settings| settings.get(&key));
        let Some(known) = known else { return Err(fault(&path, &origin, "no such setting")) };
        let value = read_as(known, text).map_err(|reason| fault(&path, &origin, &reason))?;
        self.set((&section, &key), value, origin)
    }

    fn set(
        &mut self,
        (section, name): (&str, &str),
        value: Value,
        origin: Origin,
    ) -> Result<(), ConfigError> {
        let path = format!("{section}.{name}");
        let known = self.table.get_mut(section).and_then(|settings| settings.get_mut(name));
        let Some(known) = known else { return Err(fault(&path, &origin, "no such setting")) };
        if !known.same_type(&value) {
            let reason = format!("must be {}, not {}", with_article(known), with_article(&value));
            return Err(fault(&path, &origin, &reason));
        }
        *known = value;
        self.origins.insert(path, origin);
        Ok(())
    }

    fn finish(self) -> Result<Config, ConfigError> {
        let Self { table, origins } = self;
        let origin_of = |key: &str| origins.get(key).cloned().unwrap_or(Origin::Default);
        let mut track = serde_path_to_error::Track::new();
        let read = Config::deserialize(serde_path_to_error::Deserializer::new(
            Value::Table(table),
            &mut track,
        ));
        let config = read.map_err(|error| {
            // `http.cors_origins[1]` is the setting `http.cors_origins`.
            let path = track.path().to_string();
            let key = path.split('[').next().unwrap_or_default().to_owned();
            let reason = error.to_string();
            fault(&key, &origin_of(&key), reason.lines().next().unwrap_or_default())
        })?;
        config
            .check()
            .map_err(|broken| fault(broken.key, &origin_of(broken.key), &broken.reason))?;
        Ok(config)
    }
}

fn fault(key: &str, origin: &Origin, reason: &str) -> ConfigError {
    ConfigError::Setting { key: key.to_owned(), origin: origin.clone(), reason: reason.to_owned() }
}

/// Reads a variable's text as the type that the setting has.
fn read_as(known: &Value, text: &str) -> Result<Value, String> {
    let text = text.trim();
    match known {
        Value::Integer(_) => {
            text.parse().map(Value::Integer).map_err(|_| format!("`{text}` is not a whole number"))
        }
        Value::Float(_) => {
            text.parse().map(Value::Float).map_err(|_| format!("`{text}` is not a number"))
        }
        Value::Boolean(_) => text
            .parse()
            .map(Value::Boolean)
            .map_err(|_| format!("`{text}` is neither true nor false")),
        Value::Array(_) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Ok(Value::Array(items.map(|item| Value::String(item.to_owned())).collect()))
        }
        _ => Ok(Value::String(text.to_owned())),
    }
}

fn with_article(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a string",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Array(_) => "a list",
        Value::Table(_) => "a section",
        Value::Datetime(_) => "a date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Environment {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn file(name: &str, text: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("fpa-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn the_environment_beats_the_file_and_the_file_the_default() {
        let path = file("order", "[http]\nworkers = 3\nmax_in_flight = 7\n");
        let environment = variables(&[("FPA_HTTP__WORKERS", "5"), ("PATH", "/bin")]);
        let config = load(Some(&path), &environment).unwrap();
        assert_eq!((config.http.workers, config.http.max_in_flight), (5, 7));
        assert_eq!(config.inference, super::super::Inference::default());
    }

    #[test]
    fn a_list_in_the_environment_is_separated_by_commas() {
        let origins = "https://a.example, https://b.example";
        let config = load(None, &variables(&[("FPA_HTTP__CORS_ORIGINS", origins)])).unwrap();
        assert_eq!(config.http.cors_origins, ["https://a.example", "https://b.example"]);
    }

    #[test]
    fn an_unknown_key_names_itself_and_its_source() {
        let path = file("unknown", "[http]\nworker = 3\n");
        let error = load(Some(&path), &variables(&[])).unwrap_err();
        assert_eq!(error.key(), Some("http.worker"));
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        let error = load(None, &variables(&[("FPA_HTTP__WORKER", "3")])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "setting `http.worker` (environment variable FPA_HTTP__WORKER): no such setting"
        );
    }

    #[test]
    fn a_single_underscore_is_pointed_out() {
        let error = load(None, &variables(&[("FPA_HTTP_LISTEN", "x")])).unwrap_err();
        assert!(error.to_string().contains("is FPA_HTTP__LISTEN meant?"), "{error}");
        assert!(load(None, &variables(&[("FPA_SERVICE_HOST", "10.0.0.1")])).is_ok());
    }

    #[test]
    fn a_wrong_type_names_key_and_source() {
        let path = file("type", "[http]\nworkers = \"many\"\n");
        let error = load(Some(&path), &variables(&[])).unwrap_err();
        assert!(error.to_string().contains("must be a whole number, not a string"), "{error}");
        let error = load(None, &variables(&[("FPA_HTTP__WORKERS", "-1")])).unwrap_err();
        assert_eq!(error.key(), Some("http.workers"));
        assert!(error.to_string().contains("FPA_HTTP__WORKERS"), "{error}");
        let error = load(None, &variables(&[("FPA_LOG__FORMAT", "xml")])).unwrap_err();
        assert_eq!(error.key(), Some("log.format"));
        let error = load(None, &variables(&[("FPA_HTTP__LISTEN", "8000")])).unwrap_err();
        assert_eq!(error.key(), Some("http.listen"));
    }

    #[test]
    fn a_broken_rule_names_the_source_of_its_key() {
        let error = load(None, &variables(&[("FPA_HTTP__MAX_IN_FLIGHT", "0")])).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("http.max_in_flight") && text.contains("FPA_HTTP__MAX_IN_FLIGHT"),
            "{text}"
        );
        assert!(text.contains("is not between"), "{text}");
    }

    #[test]
    fn the_file_may_be_named_by_the_environment() {
        let path = file("named", "[log]\nformat = \"pretty\"\n");
        let config = load(None, &variables(&[("FPA_CONFIG", path.to_str().unwrap())])).unwrap();
        assert_eq!(config.log.format, super::super::LogFormat::Pretty);
        let missing = load(None, &variables(&[("FPA_CONFIG", "/nowhere/at/all.toml")]));
        assert!(matches!(missing, Err(ConfigError::Unreadable { .. })));
    }
}
