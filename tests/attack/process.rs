//! The service under attack, what it costs, and plain clients at chosen addresses.

use std::fs;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

pub(crate) const ATTACKER: [u8; 4] = [127, 0, 0, 2];
pub(crate) const OTHER: [u8; 4] = [127, 0, 0, 3];
/// A document of tens of kilobytes that needs neither model nor key.
pub(crate) const DOCUMENT: &str = "/api/v1/openapi.json";

/// The shipped binary with a sensor.
pub(crate) struct Process {
    child: Child,
    pub api: u16,
    pub sensor: u16,
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Process {
    pub(crate) async fn start(settings: &[(&str, &str)]) -> Self {
        let (api, sensor) = (free_port(), free_port());
        let child = Command::new(env!("CARGO_BIN_EXE_fingerprint-api"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("FPA_HTTP__LISTEN", format!("127.0.0.1:{api}"))
            .env("FPA_SENSOR__LISTEN", format!("127.0.0.1:{sensor}"))
            .env("FPA_LOG__LEVEL", "error")
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, api, sensor };
        let deadline = Instant::now() + Duration::from_mins(1);
        while !process.get("/api/v1/models/status").await.starts_with("HTTP/1.1 200") {
            assert!(Instant::now() < deadline, "not ready after 60 s");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }

    /// Opens a connection to the API from an address.
    pub(crate) async fn connect(&self, from: [u8; 4]) -> std::io::Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        socket.connect(SocketAddr::from(([127, 0, 0, 1], self.api))).await
    }

    /// What another client is answered; empty where it is not.
    pub(crate) async fn get(&self, path: &str) -> String {
        self.ask(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await
    }

    /// The same for a batch of lines.
    pub(crate) async fn post_lines(&self, lines: &str) -> String {
        let head = "POST /api/v1/classify/batch HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
                    content-type: application/x-ndjson\r\n";
        self.ask(format!("{head}content-length: {}\r\n\r\n{lines}", lines.len())).await
    }

    async fn ask(&self, request: String) -> String {
        let Ok(mut stream) = self.connect(OTHER).await else { return String::new() };
        let mut answer = Vec::new();
        let exchange = async {
            stream.write_all(request.as_bytes()).await?;
            stream.read_to_end(&mut answer).await
        };
        let _ = tokio::time::timeout(Duration::from_secs(10), exchange).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Another client is answered, again and again.
    pub(crate) async fn assert_serves_others(&self) {
        for _ in 0..20 {
            let answer = self.get(DOCUMENT).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.200}");
        }
    }

    /// Requests that the service has in flight, this one included.
    pub(crate) async fn in_flight(&self) -> f64 {
        let metrics = self.get("/metrics").await;
        let line = metrics.lines().find(|line| line.starts_with("http_requests_in_flight "));
        line.expect(&metrics).rsplit(' ').next().unwrap().parse().unwrap()
    }

    pub(crate) fn resident_mib(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// CPU seconds so far; the kernel counts them in hundredths.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<_> = text.rsplit(')').next().unwrap().split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
