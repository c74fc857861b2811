//! The policy in force, and the file it is read from.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Policy, PolicyError};
use crate::config::Config;
use crate::reloadable::{Messages, Reloadable};

const MESSAGES: Messages =
    Messages { read: "policy read", kept: "policy not read; the old one stays" };

/// Why the policy cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("setting `authorize.policy_file`: {0}")]
pub struct PolicyFileError(#[from] PolicyError);

/// The policy in force.
pub struct PolicyFile(Reloadable<Policy>);

impl PolicyFile {
    /// As the settings say; without a file every request is allowed.
    pub fn read(config: &Config) -> Result<Self, PolicyFileError> {
        let file = PathBuf::from(&config.authorize.policy_file);
        let policy = if file.as_os_str().is_empty() {
            Reloadable::new(MESSAGES, Vec::new(), || Ok::<_, PolicyError>(Policy::allow_all()))?
        } else {
            let source = file.clone();
            let codes = fingerprint_classify::reason_codes();
            Reloadable::new(MESSAGES, vec![file], move || Policy::read(&source, &codes))?
        };
        Ok(Self(policy))
    }

    pub fn current(&self) -> arc_swap::Guard<Arc<Policy>> {
        self.0.current()
    }

    pub const fn reloadable(&self) -> &Reloadable<Policy> {
        &self.0
    }
}
