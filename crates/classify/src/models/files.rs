//! The files of a model's folder, held to the checksums of its manifest.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {file}: {error}")]
    Read {
        /// Its name.
        file: String,
        /// The cause.
        error: std::io::Error,
    },
    /// It is not a manifest.
    #[error("{file} is not a manifest: {error}")]
    Parse {
        /// Its name.
        file: String,
        /// The cause.
        error: serde_json::Error,
    },
    /// The manifest does not name it.
    #[error("the manifest does not name {0}")]
    NotListed(&'static str),
    /// Its bytes are not those of the manifest.
    #[error("{file} has sha256 {found}, the manifest says {expected}")]
    Checksum {
        /// Its name.
        file: String,
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
    },
}

/// SHA-256 by file name.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Reads `manifest.json` of a folder.
    pub fn manifest<T: DeserializeOwned>(folder: &Path) -> Result<T, FileError> {
        let path = folder.join("manifest.json");
        let bytes = read(&path)?;
        serde_json::from_slice(&bytes)
            .map_err(|error| FileError::Parse { file: path.display().to_string(), error })
    }

    /// A file's SHA-256, as the manifest states it.
    #[must_use]
    pub fn digest(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A file of the folder, if its checksum is the manifest's.
    pub fn verified(&self, folder: &Path, name: &'static str) -> Result<Vec<u8>, FileError> {
        let expected = self.digest(name).ok_or(FileError::NotListed(name))?;
        let path = folder.join(name);
        let bytes = read(&path)?;
        let found: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if found == expected {
            Ok(bytes)
        } else {
            let (file, expected) = (path.display().to_string(), expected.to_owned());
            Err(FileError::Checksum { file, found, expected })
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    std::fs::read(path).map_err(|error| FileError::Read { file: path.display().to_string(), error })
}
