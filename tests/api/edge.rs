//! Evidence in the header fields of a proxy: believed from a trusted one, and from nobody else.

use fingerprint_api::config::Config;
use serde_json::Value;

use crate::client::Client;
use crate::sensor::{json, with_sensor};
use crate::service::Service;
use fingerprint_test_support::tls;

const JA4: &str = "t13d1516h2_8daaf6152771_02713d6af862";

fn behind_nginx(network: &str) -> Config {
    let mut config = with_sensor();
    config.edge.trusted_cidrs = vec![network.to_owned()];
    config.edge.profile = String::from("nginx");
    config
}

fn inspect(fields: &str) -> String {
    format!(
        "GET /api/v1/inspect HTTP/1.1\r\nHost: localhost\r\nUser-Agent: curl/8.5.0\r\n{fields}Connection: close\r\n\r\n"
    )
}

async fn asked(network: &str, fields: &str) -> (Service, Client, Value) {
    let (service, client) = Service::ready(behind_nginx(network)).await;
    let answer = json(&client.raw(inspect(fields).as_bytes()));
    (service, client, answer)
}

#[tokio::test]
async fn a_trusted_proxy_tells_of_its_client() {
    let fields =
        format!("X-SSL-JA4: {JA4}\r\nX-HTTP2-Fingerprint: 1:65536;4:131072|12517377|0|m,p,a,s\r\n");
    let (_service, _client, answer) = asked("127.0.0.0/8", &fields).await;
    assert_eq!(answer["fingerprints"]["ja4"], JA4, "{answer}");
    assert_eq!(answer["layers"]["tls"]["source"], "header:nginx");
    assert_eq!(answer["layers"]["http2"]["source"], "header:nginx");
    assert_eq!(answer["layers"]["http"]["source"], "proxy");
    assert_eq!(answer["layers"]["tcp"]["used"], false, "the SYN is the proxy's");
    assert!(answer["fingerprints"]["header_order"].is_null(), "so is the order of the fields");
}

#[tokio::test]
async fn the_same_from_anybody_else_is_a_forgery() {
    let (service, _client, answer) = asked("192.0.2.0/24", &format!("X-SSL-JA4: {JA4}\r\n")).await;
    assert!(answer["fingerprints"]["ja4"].is_null(), "{answer}");
    let codes: Vec<_> =
        answer["reasons"].as_array().unwrap().iter().map(|reason| &reason["code"]).collect();
    assert!(codes.iter().any(|code| **code == "forged_edge_headers"), "{answer}");
    // On the sensor the connection's own hello stands against it.
    let mut stream = tls::connect(service.sensor_port.unwrap(), &["http/1.1"]).await;
    let answer =
        json(&tls::exchange(&mut stream, &inspect(&format!("X-SSL-JA4: {JA4}\r\n"))).await);
    assert_ne!(answer["fingerprints"]["ja4"], JA4);
    assert_eq!(answer["layers"]["tls"]["source"], "connection", "{answer}");
}

#[tokio::test]
async fn a_field_that_came_twice_is_not_believed() {
    let twice = format!("X-SSL-JA4: {JA4}\r\nX-SSL-JA4: t13d1516h2_8daaf6152771_000000000000\r\n");
    let (_service, _client, answer) = asked("127.0.0.1", &twice).await;
    assert!(answer["fingerprints"]["ja4"].is_null(), "{answer}");
    assert_eq!(answer["issues"][0]["code"], "given_twice", "{answer}");
}
