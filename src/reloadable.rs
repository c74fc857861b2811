//! A value made from files: read again when a file changes or on request. Files that cannot be used
//! leave the old value in force, which is logged once for each change and counted.

use std::error::Error;
use std::fmt;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;

/// How often files are looked at.
pub const LOOK_EVERY: Duration = Duration::from_secs(10);

/// The log messages of one value.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    /// A new value is in force, such as `keys read`.
    pub read: &'static str,
    /// The old value stays, such as `keys not read; the old ones stay`.
    pub kept: &'static str,
}

/// How often a value was read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reloads {
    pub succeeded: u64,
    pub failed: u64,
}

/// A value and the files that it is made from.
pub struct Reloadable<T> {
    files: Vec<PathBuf>,
    read: Box<dyn Fn() -> Result<T, Box<dyn Error>> + Send + Sync>,
    messages: Messages,
    current: ArcSwap<T>,
    /// What the files were when they were last read; held while they are read.
    stamps: Mutex<Vec<Stamp>>,
    succeeded: AtomicU64,
    failed: AtomicU64,
}

/// What tells one content of a file from another: inode, size, and seconds and nanoseconds of the
/// last change. The change time moves with a write, a rename and a change of permissions, and
/// `metadata` follows the symbolic links by which Kubernetes exchanges a Secret.
type Stamp = Option<(u64, u64, i64, i64)>;

impl<T> Reloadable<T> {
    /// Reads the value for the first time. Without files it never changes.
    pub fn new<E>(
        messages: Messages,
        files: Vec<PathBuf>,
        read: impl Fn() -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<Self, E>
    where
        E: Error + 'static,
    {
        // Before the files are read: a change in between is then seen at the next look.
        let stamps = Mutex::new(stamps(&files));
        let current = ArcSwap::from_pointee(read()?);
        Ok(Self {
            files,
            read: Box::new(move || read().map_err(Into::into)),
            messages,
            current,
            stamps,
            succeeded: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        })
    }

    /// The value in force.
    pub fn current(&self) -> arc_swap::Guard<Arc<T>> {
        self.current.load()
    }

    /// Reads the files again, changed or not. Blocks.
    pub fn reload(&self) {
        self.reload_where(|_changed| true);
    }

    /// Reads the files again if one of them changed since they were last read. Blocks.
    pub fn reload_if_changed(&self) {
        self.reload_where(|changed| changed);
    }

    pub fn reloads(&self) -> Reloads {
        Reloads {
            succeeded: self.succeeded.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
        }
    }

    fn reload_where(&self, wanted: impl FnOnce(bool) -> bool) {
        if self.files.is_empty() {
            return;
        }
        // A panic while they were read left the old stamps: the files are read again.
        let mut known = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        let found = stamps(&self.files);
        if !wanted(*known != found) {
            return;
        }
        let read = (self.read)();
        *known = found;
        match read {
            Ok(value) => {
                self.current.store(Arc::new(value));
                self.succeeded.fetch_add(1, Ordering::Relaxed);
                tracing::info!("{}", self.messages.read);
            }
            Err(error) => {
                self.failed.fetch_add(1, Ordering::Relaxed);
                tracing::error!(error.message = %error, "{}", self.messages.kept);
            }
        }
    }
}

impl<T> fmt::Debug for Reloadable<T> {
    /// Without the value, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reloadable").field("files", &self.files).finish_non_exhaustive()
    }
}

fn stamps(files: &[PathBuf]) -> Vec<Stamp> {
    files.iter().map(|file| stamp(file)).collect()
}

fn stamp(file: &Path) -> Stamp {
    let facts = fs::metadata(file).ok()?;
    Some((facts.ino(), facts.size(), facts.ctime(), facts.ctime_nsec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: Messages = Messages { read: "number read", kept: "number not read" };

    fn number(name: &str) -> (PathBuf, Reloadable<u32>) {
        let file = std::env::temp_dir().join(format!("fpa-number-{}-{name}", std::process::id()));
        fs::write(&file, "1").unwrap();
        let source = file.clone();
        let read = move || fs::read_to_string(&source).unwrap_or_default().parse::<u32>();
        let value = Reloadable::new(MESSAGES, vec![file.clone()], read).unwrap();
        (file, value)
    }

    #[test]
    fn a_changed_file_takes_over_and_an_unchanged_one_is_not_read() {
        let (file, value) = number("changed");
        value.reload_if_changed();
        assert_eq!(value.reloads(), Reloads { succeeded: 0, failed: 0 });
        // By way of a rename, as careful writers and Kubernetes do it.
        let next = file.with_extension("next");
        fs::write(&next, "2").unwrap();
        fs::rename(&next, &file).unwrap();
        value.reload_if_changed();
        assert_eq!((**value.current(), value.reloads().succeeded), (2, 1));
        value.reload();
        assert_eq!(value.reloads().succeeded, 2);
    }

    #[test]
    fn a_file_that_cannot_be_used_leaves_the_old_value_and_counts_once_a_change() {
        let (file, value) = number("broken");
        for (broken, failed) in [("", 1), ("one", 2)] {
            fs::write(&file, broken).unwrap();
            value.reload_if_changed();
            value.reload_if_changed();
            assert_eq!((**value.current(), value.reloads().failed), (1, failed), "{broken}");
        }
        fs::remove_file(&file).unwrap();
        value.reload_if_changed();
        assert_eq!((**value.current(), value.reloads().failed), (1, 3));
        fs::write(&file, "4").unwrap();
        value.reload_if_changed();
        assert_eq!(**value.current(), 4);
    }

    #[test]
    fn a_first_value_that_cannot_be_read_is_an_error() {
        assert!(Reloadable::new(MESSAGES, Vec::new(), || "x".parse::<u32>()).is_err());
    }
}
