//! The files of a model's folder, held to the checksums of its manifest.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("cannot read {file}: {error}")]
    Read { file: String, error: std::io::Error },
    #[error("{file} is not a manifest: {error}")]
    Parse { file: String, error: serde_json::Error },
    #[error("the manifest does not name {0}")]
    NotListed(&'static str),
    #[error("{file} has sha256 {found}, the manifest says {expected}")]
    Checksum { file: String, found: String, expected: String },
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
