//! What the sensor's watching costs: CPU of the service per request on its TLS listener, against
//! the same application behind the same actix and rustls without taps, in the same run.
//!
//!     cargo bench --bench sensor
//!
//! Each server runs in a process of its own with one worker; this process is the client, and only
//! the server's CPU time counts (user and system, from /proc). Rounds of both alternate; medians
//! are shown.

#![allow(clippy::print_stdout, reason = "a bench shows what it measured")]

use fingerprint_test_support::tls;
use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_http::{HttpService, Protocol};
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::App;
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream as ServerStream;
use fingerprint_api::config::Config;
use fingerprint_api::http::{Observe, Router};
use fingerprint_api::sensor::certificate::Certificate;
use fingerprint_api::server::{self, Server};
use rustls::ServerConfig;
use rustls::crypto::ring;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::client::TlsStream;

type Failure = Box<dyn std::error::Error>;

const ROUNDS: usize = 7;
const REQUEST: &[u8] =
    b"GET /health HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\naccept-language: en\r\n\
                         accept-encoding: gzip, br\r\nuser-agent: bench/1\r\n\r\n";

fn main() -> Result<(), Failure> {
    match env::args().nth(1).as_deref() {
        Some("serve-plain") => actix_web::rt::System::new().block_on(serve_plain()),
        Some("serve-sensor") => actix_web::rt::System::new().block_on(serve_sensor()),
        _ => {
            tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(compare())
        }
    }
}

/// actix behind rustls, as its own server puts the two together, with the service's application.
async fn serve_plain() -> Result<(), Failure> {
    let config = Config::default();
    let api = Arc::new(server::api(&config)?);
    let routes = Router::new(api, true);
    let certificate = Arc::new(Certificate::new(&config.sensor)?);
    let mut tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let tls = Arc::new(tls);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("port {}", listener.local_addr()?.port());
    let builder = actix_server::Server::build().workers(1).disable_signals();
    let builder = builder.listen("plain", listener, move || {
        let routes = routes.clone();
        let app = App::new()
            .wrap(Observe(routes.api.clone()))
            .configure(move |app| routes.configure(app));
        let app = app.into_factory().map_err(|error: actix_web::Error| error.error_response());
        let http = HttpService::build()
            .keep_alive(Duration::from_secs(75))
            .client_disconnect_timeout(Duration::from_secs(1))
            .finish(map_config(app, |()| AppConfig::default()));
        let acceptor = Rc::new(TlsAcceptor::from(Arc::clone(&tls)));
        let enter = fn_service(move |stream: ServerStream| {
            let acceptor = Rc::clone(&acceptor);
            async move {
                stream.set_nodelay(true)?;
                let peer = stream.peer_addr().ok();
                let stream = acceptor.accept(stream).await?;
                let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                let protocol = if http2 { Protocol::Http2 } else { Protocol::Http1 };
                Ok::<_, actix_http::error::DispatchError>((stream, protocol, peer))
            }
        });
        enter.and_then(http)
    })?;
    Ok(builder.run().await?)
}

async fn serve_sensor() -> Result<(), Failure> {
    let mut config = Config::default();
    config.http.listen = ([127, 0, 0, 1], 0).into();
    config.http.workers = 1;
    config.sensor.listen = String::from("127.0.0.1:0");
    let server = Server::build(config)?;
    println!("port {}", server.sensor_port().ok_or("no sensor")?);
    Ok(server.run_until_stopped().await?)
}

/// A server in a process of its own.
struct Peer {
    child: Child,
    port: u16,
}

impl Peer {
    fn start(mode: &str) -> Result<Self, Failure> {
        let mut child =
            Command::new(env::current_exe()?).arg(mode).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let port = line.trim().strip_prefix("port ").ok_or("no port")?.parse()?;
        Ok(Self { child, port })
    }

    /// CPU seconds so far.
    fn spent(&self) -> Result<f64, Failure> {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> =
            text.rsplit(')').next().ok_or("no fields")?.split_whitespace().collect();
        let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok());
        Ok((ticks(11).ok_or("utime")? + ticks(12).ok_or("stime")?) / 100.0)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // The process may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug, Clone, Copy)]
enum Load {
    Http1KeepAlive,
    Http2KeepAlive,
    Http1EachConnection,
    Http2EachConnection,
}

const LOADS: [(Load, &str, usize); 4] = [
    (Load::Http1KeepAlive, "HTTP/1.1, one connection", 20_000),
    (Load::Http2KeepAlive, "HTTP/2, one connection", 20_000),
    (Load::Http1EachConnection, "HTTP/1.1, a connection each", 2000),
    (Load::Http2EachConnection, "HTTP/2, a connection each", 2000),
];

async fn compare() -> Result<(), Failure> {
    let [plain, sensor] = ["serve-plain", "serve-sensor"].map(Peer::start);
    let peers = [plain?, sensor?];
    println!("CPU µs of the server per request, medians of {ROUNDS} rounds");
    println!("{:<30} {:>8} {:>8} {:>7}", "", "plain", "sensor", "ratio");
    for (load, name, requests) in LOADS {
        let mut seen = [const { Vec::new() }; 2];
        for round in 0..=ROUNDS {
            for (peer, seen) in peers.iter().zip(&mut seen) {
                let before = peer.spent()?;
                drive(load, peer.port, requests).await?;
                // The first round warms up.
                if round > 0 {
                    seen.push((peer.spent()? - before) / requests as f64 * 1e6);
                }
            }
        }
        let [plain, sensor] = seen.map(median);
        println!("{name:<30} {plain:>8.1} {sensor:>8.1} {:>7.2}", sensor / plain);
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

async fn drive(load: Load, port: u16, requests: usize) -> Result<(), Failure> {
    match load {
        Load::Http1KeepAlive => {
            http1(&mut tls::connect(port, &["http/1.1"]).await, requests).await?;
        }
        Load::Http2KeepAlive => http2(tls::connect(port, &["h2"]).await, requests).await?,
        Load::Http1EachConnection => {
            for _ in 0..requests {
                http1(&mut tls::connect(port, &["http/1.1"]).await, 1).await?;
            }
        }
        Load::Http2EachConnection => {
            for _ in 0..requests {
                http2(tls::connect(port, &["h2"]).await, 1).await?;
            }
        }
    }
    Ok(())
}

async fn http1(stream: &mut TlsStream<TcpStream>, requests: usize) -> io::Result<()> {
    let mut answer = [0; 4096];
    for _ in 0..requests {
        stream.write_all(REQUEST).await?;
        let mut length = 0;
        while !answer.get(..length).unwrap_or_default().ends_with(br#"{"status":"up"}"#) {
            match stream.read(answer.get_mut(length..).unwrap_or_default()).await? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => length += read,
            }
        }
    }
    Ok(())
}

async fn http2(stream: TlsStream<TcpStream>, requests: usize) -> Result<(), Failure> {
    let (mut client, connection) = h2::client::handshake(stream).await?;
    let connection = tokio::spawn(connection);
    for _ in 0..requests {
        let request = http::Request::get("https://localhost/health")
            .header("accept", "*/*")
            .header("accept-language", "en")
            .header("accept-encoding", "gzip, br")
            .header("user-agent", "bench/1");
        client = client.ready().await?;
        let (answer, _) = client.send_request(request.body(())?, true)?;
        let mut body = answer.await?.into_body();
        while let Some(piece) = body.data().await {
            body.flow_control().release_capacity(piece?.len())?;
        }
    }
    connection.abort();
    Ok(())
}
