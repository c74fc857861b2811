//! `features` and `schema`: the numbers that training sees, by the same code that serves.

use std::path::Path;
use std::process::ExitCode;

use super::CommandError;

/// Writes the feature matrix of a file's fingerprints.
pub fn run(_input: &Path, _out: &Path) -> Result<ExitCode, CommandError> {
    Err(CommandError::Features("the features are not part of this build yet".to_owned()))
}

/// Prints the feature schema.
pub fn print_schema() -> Result<ExitCode, CommandError> {
    Err(CommandError::Features("the features are not part of this build yet".to_owned()))
}
