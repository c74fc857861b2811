//! The PROXY protocol: who may name a client, and what is left of the connection.

use std::time::{Duration, Instant};

use fingerprint_api::config::Config;
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::sensor::{json, with_sensor};
use crate::service::Service;
use fingerprint_test_support::tls;

const INSPECT: &str =
    "GET /api/v1/inspect HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const V1: &[u8] = b"PROXY TCP4 203.0.113.9 192.0.2.1 40000 443\r\n";

fn v2() -> Vec<u8> {
    let mut header = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0c".to_vec();
    header.extend([203, 0, 113, 9, 192, 0, 2, 1, 0x9c, 0x40, 0x01, 0xbb]);
    header
}

fn trusting(networks: &[&str]) -> Config {
    let mut config = with_sensor();
    config.edge.trusted_cidrs = networks.iter().map(|network| (*network).to_owned()).collect();
    config.edge.proxy_protocol = true;
    config
}

async fn over_tls(port: u16, header: &[u8]) -> std::io::Result<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(header).await?;
    let mut stream = tls::over(stream, &["http/1.1"], rustls::ALL_VERSIONS).await?;
    Ok(json(&tls::exchange(&mut stream, INSPECT).await))
}

#[tokio::test]
async fn behind_a_trusted_balancer_everything_but_the_syn_is_the_clients() {
    // Not `ready`: a probe from this machine would have to speak the protocol too.
    let service = Service::start(trusting(&["127.0.0.1"]));
    let port = service.sensor_port.unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    for header in [V1.to_vec(), v2()] {
        let answer = loop {
            let answer = over_tls(port, &header).await.unwrap();
            if answer["code"] != "models_not_ready" || Instant::now() > deadline {
                break answer;
            }
        };
        assert_eq!(answer["layers"]["tcp"]["used"], false, "{answer}");
        assert_eq!(answer["layers"]["tls"]["source"], "connection", "{answer}");
    }
}

#[tokio::test]
async fn a_trusted_peer_that_does_not_say_whom_it_brings_is_turned_away() {
    let service = Service::start(trusting(&["127.0.0.0/8"]));
    assert!(over_tls(service.sensor_port.unwrap(), b"").await.is_err());
    let mut clear = TcpStream::connect(("127.0.0.1", service.port)).await.unwrap();
    assert_eq!(tls::exchange(&mut clear, INSPECT).await, "");
}

#[tokio::test]
async fn nobody_else_can_name_a_client() {
    let (service, client) = Service::ready(trusting(&["192.0.2.0/24"])).await;
    assert!(
        over_tls(service.sensor_port.unwrap(), V1).await.is_err(),
        "a PROXY header is no ClientHello"
    );
    let answer = client.raw(&[V1, INSPECT.as_bytes()].concat());
    assert!(!answer.contains("200 OK"), "{answer}");
    assert!(over_tls(service.sensor_port.unwrap(), b"").await.is_ok());
}
