//! The OpenAPI document: held by a snapshot, and true to the list of codes.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use fingerprint_api::http::error::Code;
use fingerprint_signals::labels::Browser;
use serde_json::Value;

use crate::service::{Service, settings};

#[tokio::test]
async fn the_document_is_the_committed_one() {
    let (_service, client) = Service::ready(settings()).await;
    let served = client.get("/api/v1/openapi.json").await.text().await.unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/openapi.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &served).unwrap();
    }
    let committed = fs::read_to_string(&golden).unwrap_or_default();
    assert!(
        served == committed,
        "the API changed; if it should, run the tests with UPDATE_GOLDEN=1"
    );
}

#[tokio::test]
async fn the_documented_codes_are_those_there_are() {
    let (_service, client) = Service::ready(settings()).await;
    let document: Value = client.get("/api/v1/openapi.json").await.json().await.unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let listed = document["components"]["schemas"]["Code"]["enum"].as_array().unwrap();
    let listed: BTreeSet<_> = listed.iter().map(|code| code.as_str().unwrap()).collect();
    assert_eq!(listed, Code::ALL.iter().map(|code| code.as_str()).collect());
    let problems = &document["paths"]["/api/v1/classify"]["post"]["responses"];
    for status in ["400", "413", "415", "422", "500", "503", "504"] {
        let schema = &problems[status]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(schema, "#/components/schemas/Problem", "{status}");
    }
}

#[tokio::test]
async fn the_documented_labels_are_those_of_the_answers() {
    let (_service, client) = Service::ready(settings()).await;
    let document: Value = client.get("/api/v1/openapi.json").await.json().await.unwrap();
    let listed = document["components"]["schemas"]["Browser"]["enum"].as_array().unwrap();
    let listed: Vec<_> = listed.iter().map(|label| label.as_str().unwrap()).collect();
    let labels: Vec<_> = Browser::ALL.iter().map(|label| label.as_str()).collect();
    assert_eq!(listed, labels);
}

#[tokio::test]
async fn every_reference_leads_to_a_schema() {
    let (_service, client) = Service::ready(settings()).await;
    let text = client.get("/api/v1/openapi.json").await.text().await.unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    for reference in text.split("\"#/").skip(1) {
        let pointer = format!("/{}", reference.split('"').next().unwrap());
        assert!(document.pointer(&pointer).is_some(), "{pointer}");
    }
}

#[tokio::test]
async fn the_pages_are_there() {
    let (_service, client) = Service::ready(settings()).await;
    let index = client.get("/").await.text().await.unwrap();
    assert!(index.contains("/docs/"), "{index}");
    let page = client.get("/docs").await;
    assert!(page.url().path() == "/docs/" && page.status() == 200);
    assert!(page.text().await.unwrap().contains("swagger-ui"));
    let script = client.get("/docs/swagger-initializer.js").await.text().await.unwrap();
    assert!(script.contains("/api/v1/openapi.json"), "{script}");
}

/// reqwest asks for no coding here, and browsers ask for several.
#[tokio::test]
async fn the_pages_are_compressed_for_those_who_take_it() {
    let (_service, client) = Service::ready(settings()).await;
    let plain = client.get("/docs/swagger-ui.css").await;
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = plain.bytes().await.unwrap();
    assert!(plain.starts_with(b".swagger-ui"));
    for (asked, compressed) in [("br, gzip;q=0.8", true), ("GZIP", true), ("gzip;q=0, br", false)] {
        let url = format!("{}/docs/swagger-ui.css", client.base);
        let answer = client.http.get(url).header("accept-encoding", asked).send().await.unwrap();
        assert_eq!(answer.headers()["vary"], "accept-encoding");
        assert_eq!(answer.headers().contains_key("content-encoding"), compressed, "{asked}");
        let body = answer.bytes().await.unwrap();
        let mut text = Vec::new();
        if compressed {
            flate2::read::GzDecoder::new(&*body).read_to_end(&mut text).unwrap();
        } else {
            text.extend_from_slice(&body);
        }
        assert!(text == plain, "{asked}");
    }
}
