//! The commands that look after the models: check what a folder holds, copy it to another.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{CommandError, print};
use crate::serving::catalog::{Catalog, CatalogError};
use crate::serving::drift::REFERENCE;
use crate::serving::status::ModelStatus;
use fingerprint_classify::models::active_folders;

/// Loads the models as the service would and prints what they are.
pub(super) fn check(folder: Option<PathBuf>, json: bool) -> Result<ExitCode, CommandError> {
    let catalog = Catalog::new(folder);
    let loaded = catalog.load();
    let status = catalog.status();
    let mut text =
        if json { serde_json::to_string_pretty(&status)? } else { table(&status.models) };
    text.push('\n');
    print(&text)?;
    loaded.map(|()| ExitCode::SUCCESS).map_err(|error| CommandError::Models(error.to_string()))
}

/// A line for each model.
fn table(models: &[ModelStatus]) -> String {
    let mut text =
        format!("{:<10}{:<14}{:<9}{:>9}{:>8}", "model", "version", "state", "accuracy", "ECE");
    for model in models {
        let figure = |figure: Option<f64>| figure.map_or("-".to_owned(), |f| format!("{f:.4}"));
        let held_out = model.metrics.as_ref();
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n{:<10}{:<14}{:<9}{:>9}{:>8}",
            model.name,
            model.version,
            model.state.as_str(),
            figure(held_out.and_then(|figures| figures.accuracy)),
            figure(held_out.and_then(|figures| figures.ece)),
        );
    }
    text
}

/// Copies the active models, then checks the copy as the service would: every file against the
/// SHA-256 of its manifest. An init container fills the service's volume with it.
pub(super) fn copy(from: Option<PathBuf>, to: &Path) -> Result<ExitCode, CommandError> {
    let unusable = |error: CatalogError| CommandError::Models(error.to_string());
    let from = from.ok_or_else(|| unusable(CatalogError::NoFolder))?;
    for folder in
        active_folders(&from).map_err(|error| unusable(CatalogError::Set(error.into())))?
    {
        copy_files(&from.join(&folder), &to.join(&folder))?;
    }
    // What drift is measured against; a folder without it serves all the same.
    if from.join(REFERENCE).is_file() {
        copy_file(&from.join(REFERENCE), &to.join(REFERENCE))?;
    }
    // Last, so that half a copy is never active.
    copy_file(&from.join("active.toml"), &to.join("active.toml"))?;
    check(Some(to.to_path_buf()), false)
}

fn copy_files(from: &Path, to: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let path = entry.map_err(at(from))?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            copy_file(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Under another name first: whoever reads meanwhile sees the old file or the new one, never half.
fn copy_file(from: &Path, to: &Path) -> Result<(), CommandError> {
    let mut partial = to.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let content = fs::read(from).map_err(at(from))?;
    fs::write(&partial, content).map_err(at(&partial))?;
    fs::rename(&partial, to).map_err(at(to))
}

fn at(path: &Path) -> impl Fn(io::Error) -> CommandError {
    let path = path.display().to_string();
    move |reason| CommandError::Input { path: path.clone(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_without_a_source_names_the_file() {
        let nowhere = std::env::temp_dir().join("fingerprint-api-no-models");
        let error = copy(Some(nowhere.clone()), &nowhere.join("copy")).unwrap_err().to_string();
        assert!(error.contains("active.toml"), "{error}");
    }
}
