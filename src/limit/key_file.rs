//! API keys: a file of their SHA-256, read again when it changes, and the making of new ones. A key
//! is 32 random bytes, so a plain hash is as good as a slow one; the file itself opens nothing.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::reloadable::{Messages, Reloadable};

/// Starts every key, so that leaked ones can be found by scanners.
const PREFIX: &str = "fpa_";

/// Each look-up compares with every key.
const MAX_KEYS: usize = 4096;

/// What a key allows; a later role allows what an earlier one does, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[default]
    Client,
    /// Also loads models.
    Admin,
}

/// One key, as the file has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyEntry {
    /// Names the key in the rate limits.
    pub id: Arc<str>,
    #[serde(default)]
    pub role: Role,
    /// SHA-256 of the key in hexadecimal.
    sha256: String,
    #[serde(skip)]
    digest: [u8; 32],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    #[serde(default)]
    keys: Vec<KeyEntry>,
}

/// Why a keys file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("cannot read {file}: {error}", file = file.display())]
    Read { file: PathBuf, error: std::io::Error },
    #[error("{file} is not a list of keys: {error}", file = file.display())]
    Parse { file: PathBuf, error: toml::de::Error },
    #[error("key `{0}`: an id has 1 to 64 letters, digits, `.`, `-` or `_`")]
    Id(String),
    #[error("key `{0}` is listed twice")]
    Twice(String),
    #[error("key `{0}`: sha256 has 64 hexadecimal digits")]
    Digest(String),
    #[error("{0} keys: at most {MAX_KEYS} can be used")]
    TooMany(usize),
}

/// Why no key could be made.
#[derive(Debug, thiserror::Error)]
pub enum MintError {
    #[error(transparent)]
    Id(#[from] KeyFileError),
    #[error("the system has no random bytes: {0}")]
    Random(getrandom::Error),
}

/// The keys in force.
pub struct KeyRing(Reloadable<Vec<KeyEntry>>);

const MESSAGES: Messages = Messages { read: "keys read", kept: "keys not read; the old ones stay" };

impl KeyRing {
    pub fn read(file: &Path) -> Result<Self, KeyFileError> {
        let source = file.to_owned();
        Ok(Self(Reloadable::new(MESSAGES, vec![file.to_owned()], move || read(&source))?))
    }

    pub const fn reloadable(&self) -> &Reloadable<Vec<KeyEntry>> {
        &self.0
    }

    /// Id and role of the key that was presented, if it is one.
    #[must_use]
    pub fn find(&self, presented: &[u8]) -> Option<(Arc<str>, Role)> {
        let digest: [u8; 32] = Sha256::digest(presented).into();
        // Every key is compared, and each to its end: the time does not depend on how near one
        // came.
        let mut found = None;
        for key in self.0.current().iter() {
            if digest.ct_eq(&key.digest).into() {
                found = Some((Arc::clone(&key.id), key.role));
            }
        }
        found
    }
}

fn read(file: &Path) -> Result<Vec<KeyEntry>, KeyFileError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| KeyFileError::Read { file: file.to_owned(), error })?;
    let parsed: KeyFile = toml::from_str(&text)
        .map_err(|error| KeyFileError::Parse { file: file.to_owned(), error })?;
    let mut keys = parsed.keys;
    if keys.len() > MAX_KEYS {
        return Err(KeyFileError::TooMany(keys.len()));
    }
    let mut seen = std::collections::HashSet::new();
    for key in &mut keys {
        check_id(&key.id)?;
        if !seen.insert(Arc::clone(&key.id)) {
            return Err(KeyFileError::Twice(key.id.to_string()));
        }
        key.digest =
            parse_digest(&key.sha256).ok_or_else(|| KeyFileError::Digest(key.id.to_string()))?;
    }
    Ok(keys)
}

fn check_id(id: &str) -> Result<(), KeyFileError> {
    let sane = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if (1..=64).contains(&id.len()) && id.bytes().all(sane) {
        return Ok(());
    }
    Err(KeyFileError::Id(id.to_owned()))
}

fn parse_digest(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(digest)
}

/// A new key, and the entry of the keys file that lets it in.
pub fn mint(id: &str, role: Role) -> Result<(String, String), MintError> {
    check_id(id)?;
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(MintError::Random)?;
    let key = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random));
    let digest = Sha256::digest(&key).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let role = match role {
        Role::Client => "client",
        Role::Admin => "admin",
    };
    Ok((key, format!("[[keys]]\nid = \"{id}\"\nrole = \"{role}\"\nsha256 = \"{digest}\"\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> PathBuf {
        let path =
            std::env::temp_dir().join(format!("fpa-keys-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_new_key_opens_and_another_does_not() {
        let (key, entry) = mint("ci", Role::Admin).unwrap();
        let (other, _) = mint("ci", Role::Admin).unwrap();
        let ring = KeyRing::read(&file("new", &entry)).unwrap();
        assert_eq!(ring.find(key.as_bytes()), Some(("ci".into(), Role::Admin)));
        assert_eq!(ring.find(other.as_bytes()), None);
        assert_eq!(ring.find(b""), None);
        assert!(!entry.contains(&key));
    }

    #[test]
    fn a_file_that_is_wrong_leaves_the_old_keys_in_force() {
        let (key, entry) = mint("ci", Role::Client).unwrap();
        let path = file("wrong", &entry);
        let ring = KeyRing::read(&path).unwrap();
        let digest = "0".repeat(64);
        let wrong = [
            "keys = 5".to_owned(),
            format!("{entry}{entry}"),
            "[[keys]]\nid = \"a\"\nsha256 = \"00\"\n".to_owned(),
            format!("[[keys]]\nid = \"a b\"\nsha256 = \"{digest}\"\n"),
            format!("[[keys]]\nid = \"a\"\nrole = \"root\"\nsha256 = \"{digest}\"\n"),
        ];
        for text in wrong {
            std::fs::write(&path, &text).unwrap();
            let failed = ring.reloadable().reloads().failed;
            ring.reloadable().reload();
            assert_eq!(ring.reloadable().reloads().failed, failed + 1, "{text}");
            assert!(ring.find(key.as_bytes()).is_some());
        }
    }

    #[test]
    fn no_error_shows_a_digest() {
        let secret = format!("{}zz", "a".repeat(62));
        let text = format!("[[keys]]\nid = \"a\"\nsha256 = \"{secret}\"\n");
        assert!(!KeyRing::read(&file("shown", &text)).err().unwrap().to_string().contains("aaaa"));
    }
}
