//! Real programs that a test needs beside the service. One that is not installed fails the test and
//! says how to get it.

use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A child process that listens on a port, killed with the test.
pub struct Program {
    child: Child,
    pub port: u16,
}

/// A port that nobody uses now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Program {
    /// Starts a program of a Debian package and waits until it listens on the port.
    pub fn start(name: &str, package: &str, port: u16, arguments: &[&str]) -> Self {
        // Debian keeps some of them where only root looks.
        let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(name);
        let command =
            command.args(arguments).env("PATH", path).stdout(Stdio::null()).stderr(Stdio::null());
        let spawned = command.spawn();
        let child = spawned.unwrap_or_else(|error| match error.kind() {
            ErrorKind::NotFound => {
                panic!("{name} is missing: `make tools`, or apt-get install {package}")
            }
            _ => panic!("{name}: {error}"),
        });
        let mut program = Self { child, port };
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = program.child.try_wait().unwrap();
            assert!(ended.is_none(), "{name} ended: {ended:?}");
            assert!(Instant::now() < deadline, "{name} does not listen");
            thread::sleep(Duration::from_millis(10));
        }
        program
    }

    /// A Redis that keeps nothing on disk.
    pub fn redis(port: u16) -> Self {
        let port_text = port.to_string();
        let arguments =
            ["--port", &port_text, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        Self::start("redis-server", "redis-server", port, &arguments)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Asked first: a master that is killed leaves its workers behind. Already ended is as good.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let deadline = Instant::now() + Duration::from_secs(5);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
