//! The real binary as a child process, its standard output read line by line.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A child process, killed if the test forgets it.
pub struct Process {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
}

/// The service's binary, which Cargo builds for the tests that run it, above their own folder.
pub fn path() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let folder = own.ancestors().nth(2).unwrap();
    let binary = folder.join("fingerprint-api");
    assert!(binary.is_file(), "{} is missing: build the service first", binary.display());
    binary
}

/// The binary with an environment of its own.
pub fn binary(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(path());
    command.args(arguments).env_clear().envs(environment.iter().copied());
    command
}

/// Runs the binary to its end.
pub fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    binary(arguments, environment).output().unwrap()
}

impl Process {
    /// Starts serving on a port of the system's choice.
    pub fn serve(environment: &[(&str, &str)]) -> Self {
        let mut command = binary(&[], environment);
        command.env("FPA_HTTP__LISTEN", "127.0.0.1:0").stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let reader = thread::spawn({
            let lines = Arc::clone(&lines);
            move || stdout.lines().for_each(|line| lines.lock().unwrap().push(line.unwrap()))
        });
        Self { child, lines, reader: Some(reader) }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The log so far, every line of which must be JSON.
    pub fn log(&self) -> Vec<Value> {
        let lines = self.lines.lock().unwrap();
        lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
            .collect()
    }

    pub fn raw_log(&self) -> String {
        self.lines.lock().unwrap().join("\n")
    }

    /// The first line of the log for which `wanted` holds.
    pub fn wait_for(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(line) = self.log().into_iter().find(|line| wanted(line)) {
                return line;
            }
            assert!(Instant::now() < deadline, "no such line in\n{}", self.raw_log());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The port, once the process listens.
    pub fn port(&self) -> u16 {
        let line = self.wait_for(|line| line["message"] == "listening");
        u16::try_from(line["server.port"].as_u64().unwrap()).unwrap()
    }

    pub fn signal(&self, name: &str) {
        let sent =
            Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end and returns its status.
    pub fn wait(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        status
    }

    /// A figure of /proc/PID/status in KiB.
    pub fn memory_kib(&self, field: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(field)).unwrap();
        line.split_ascii_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
