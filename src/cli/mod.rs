//! The command line. Owns arguments, exit codes and what is printed; the work is the library's.

mod classify;
mod evaluate;
mod features;
mod findings;
mod input;
mod models;
mod progress;
mod push;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::{self, Config, ConfigError};
use push::Destination;

use crate::limit::{MintError, Role, mint};
use crate::server::{self, Server, StartError, models_dir};
use crate::telemetry::logs::{self, LoggingError};

const EXAMPLES: &str = "\
Examples:
  fingerprint-api                                   serve on 0.0.0.0:8000
  fingerprint-api --config /etc/fingerprint.toml    serve with settings of a file
  FPA_HTTP__LISTEN=127.0.0.1:9000 fingerprint-api   serve elsewhere
  fingerprint-api classify captures.jsonl           one verdict a line, in order
  echo '{\"http\":{\"headers\":[[\"user-agent\",\"curl/8.5.0\"]]}}' | fingerprint-api classify -
  fingerprint-api config check                      the effective settings
  fingerprint-api evaluate captures.jsonl.gz        how often the models are right
  fingerprint-api keys new --id ci >> keys.toml     a new API key, shown once

Exit codes:
  0  done
  1  failed: the reason is on standard error
  2  wrong arguments or settings: the key is named on standard error
  3  done, but some inputs could not be classified";

/// Tells what a web client really is: browser, version, OS, device, automation and spoofing, each
/// with a calibrated probability and reasons.
#[derive(Parser)]
#[command(name = "fingerprint-api", version, about, after_help = EXAMPLES)]
struct Arguments {
    /// TOML file of settings; FPA_CONFIG names it too
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the HTTP API until SIGTERM (the default); SIGHUP reads models, keys and policy again
    Serve,
    /// Classify fingerprints of a file, one JSON object or one a line, into verdicts, one a line
    Classify {
        /// The file, or - for standard input
        #[arg(value_name = "FILE|-")]
        input: PathBuf,
    },
    /// Extract the features of a file's fingerprints, one a line, into a NumPy matrix
    Features {
        /// The file, or - for standard input
        #[arg(value_name = "FILE|-")]
        input: PathBuf,
        /// The matrix to write: float32, one row a line, columns as `schema` lists them
        #[arg(long, value_name = "ROWS.NPY")]
        out: PathBuf,
    },
    /// Hold the models' verdicts against labelled observations: accuracy and calibration by
    /// question
    Evaluate {
        /// One {"fingerprint", "truth"} a line; a name that ends in .gz is read as gzip; - is
        /// standard input
        #[arg(value_name = "FILE|-")]
        input: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Push the figures to this Pushgateway; user and password are `PUSHGATEWAY_USERNAME` and
        /// `PUSHGATEWAY_PASSWORD`
        #[arg(long, value_name = "URL")]
        push: Option<String>,
        /// Instance label of what is pushed; default: the host name
        #[arg(long, value_name = "NAME", requires = "push")]
        instance: Option<String>,
    },
    /// Print what the checks find in a file's fingerprints, one JSON array a line; no model is
    /// asked
    Findings {
        /// The file, or - for standard input
        #[arg(value_name = "FILE|-")]
        input: PathBuf,
    },
    /// Print the feature schema as JSON: its id and every column
    Schema,
    /// Look after the models
    #[command(subcommand)]
    Models(ModelsCommand),
    /// Look after the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Look after the API keys
    #[command(subcommand)]
    Keys(KeysCommand),
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Make a key: it goes to standard error, once, and its entry of the keys file to standard
    /// output
    New {
        /// Names the key in the rate limits: letters, digits, `.`, `-` and `_`
        #[arg(long, value_name = "NAME")]
        id: String,
        /// What the key allows: client, or admin, who may also load models
        #[arg(long, value_enum, default_value_t)]
        role: RoleArgument,
    },
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum RoleArgument {
    #[default]
    Client,
    Admin,
}

#[derive(Subcommand)]
enum ModelsCommand {
    /// Load, verify and warm up the models as the service would, and print what they are
    Check {
        /// The models folder; default: the setting models.dir
        #[arg(long, value_name = "FOLDER")]
        dir: Option<PathBuf>,
        /// Print JSON, with labels, checksums and the schema
        #[arg(long)]
        json: bool,
    },
    /// Copy the active models to a folder and verify the copy: how a pod's volume is filled
    Copy {
        /// The folder to fill
        #[arg(value_name = "FOLDER")]
        to: PathBuf,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print the effective settings as TOML, secrets masked
    Check,
    /// Print the reference of all settings as Markdown
    Reference,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Logging(#[from] LoggingError),
    #[error("{path}: {reason}")]
    Input { path: String, reason: io::Error },
    #[error("{0}")]
    Output(#[from] io::Error),
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the models cannot be used: {0}")]
    Models(String),
    #[error("{0}")]
    Features(String),
    #[error("{0}")]
    Evaluate(String),
    #[error("{0}")]
    Push(String),
    #[error("no key was made: {0}")]
    Mint(#[from] MintError),
}

impl CommandError {
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_)
            | Self::Start(StartError::Config(_) | StartError::Guard(_) | StartError::Policy(_)) => {
                ExitCode::from(2)
            }
            _ => ExitCode::FAILURE,
        }
    }
}

/// Runs what the arguments say.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments) {
        Ok(code) => code,
        // A reader that has seen enough, such as `head`, is not a failure.
        Err(CommandError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            // With standard error closed, the exit code still tells.
            let _ = writeln!(io::stderr(), "fingerprint-api: {error}");
            error.exit_code()
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<ExitCode, CommandError> {
    let settings = || {
        // Names and values that are no Unicode are no settings of ours.
        let unicode = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        let environment = std::env::vars_os().filter_map(unicode).collect();
        config::load(arguments.config.as_deref(), &environment)
    };
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(settings()?),
        Command::Classify { input } => classify::run(&settings()?, &input),
        Command::Features { input, out } => features::run(&input, &out),
        Command::Evaluate { input, json, push, instance } => {
            let destination = push.map(|url| Destination::new(&url, instance)).transpose()?;
            evaluate::run(&settings()?, &input, json, destination.as_ref())
        }
        Command::Findings { input } => findings::run(&input),
        Command::Schema => features::print_schema(),
        Command::Models(ModelsCommand::Check { dir, json }) => {
            let config = settings()?;
            models::check(dir.or_else(|| models_dir(&config)), json)
        }
        Command::Config(ConfigCommand::Check) => check_settings(&settings()?),
        Command::Keys(KeysCommand::New { id, role }) => new_key(&id, role),
        Command::Models(ModelsCommand::Copy { to }) => models::copy(models_dir(&settings()?), &to),
        Command::Config(ConfigCommand::Reference) => print(&config::reference::markdown()),
    }
}

fn serve(config: Config) -> Result<ExitCode, CommandError> {
    let _flushed_when_dropped = logs::start(&config.log)?;
    let server = Server::build(config).inspect_err(|error| {
        tracing::error!(error.message = %error, "not started");
    })?;
    actix_web::rt::System::new().block_on(server.run_until_stopped())?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the settings once they are known to hold, the files that they name included.
fn check_settings(config: &Config) -> Result<ExitCode, CommandError> {
    server::check_files(config)?;
    print(&config.to_masked_toml())
}

fn new_key(id: &str, role: RoleArgument) -> Result<ExitCode, CommandError> {
    let role = match role {
        RoleArgument::Client => Role::Client,
        RoleArgument::Admin => Role::Admin,
    };
    let (key, entry) = mint(id, role)?;
    writeln!(io::stderr(), "{key}")?;
    print(&entry)
}

fn print(text: &str) -> Result<ExitCode, CommandError> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_subcommand_serves() {
        assert!(Arguments::parse_from(["fingerprint-api"]).command.is_none());
        assert!(Arguments::try_parse_from(["fingerprint-api", "dance"]).is_err());
    }
}
