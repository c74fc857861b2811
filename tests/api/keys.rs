//! API keys: who is let in, and that the file is read again.

use std::fs;
use std::path::PathBuf;

use reqwest::Response;

use crate::client::{Client, fingerprint, problem};
use crate::exposition::Exposition;
use crate::service::{Service, settings};
use fingerprint_test_support::process::{Process, run};

/// A key and its entry, as the command line makes them.
fn new_key(id: &str, role: &str) -> (String, String) {
    let output = run(&["keys", "new", "--id", id, "--role", role], &[]);
    assert!(output.status.success());
    let key = String::from_utf8(output.stderr).unwrap().trim().to_owned();
    assert!(key.starts_with("fpa_") && key.len() > 40, "{key}");
    (key, String::from_utf8(output.stdout).unwrap())
}

fn keys_file(name: &str, entries: &str) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("fpa-api-keys-{}-{name}.toml", std::process::id()));
    fs::write(&path, entries).unwrap();
    path
}

async fn classify(client: &Client, header: Option<(&str, &str)>) -> Response {
    let mut request = client.http.post(format!("{}/api/v1/classify", client.base));
    request = request.header("content-type", "application/json");
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    request.body(fingerprint("x").to_string()).send().await.unwrap()
}

#[tokio::test]
async fn a_key_opens_by_either_header_and_nothing_else_does() {
    let (key, entry) = new_key("ci", "client");
    let mut config = settings();
    config.auth.enabled = true;
    config.auth.keys_file = keys_file("open", &entry).to_str().unwrap().to_owned();
    let (_service, client) = Service::ready(config).await;
    let bearer = format!("bearer {key}");
    assert_eq!(classify(&client, Some(("authorization", &bearer))).await.status(), 200);
    assert_eq!(classify(&client, Some(("x-api-key", &key))).await.status(), 200);
    let basic = format!("basic {key}");
    for header in [None, Some(("x-api-key", "fpa_wrong")), Some(("authorization", basic.as_str()))]
    {
        let answer = classify(&client, header).await;
        assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
        problem(answer, 401, "unauthorized").await;
    }
    for path in
        ["/", "/health", "/docs/", "/metrics", "/api/v1/openapi.json", "/api/v1/models/status"]
    {
        assert_eq!(client.get(path).await.status(), 200, "{path}");
    }
    // A path that no endpoint declares is nowhere, with a key or without.
    problem(client.get("/api/v1/nope").await, 404, "not_found").await;
    let metrics = Exposition::read(&client.get("/metrics").await.text().await.unwrap());
    let refused =
        |reason| metrics.value("fingerprint_api_auth_failures_total", &[("reason", reason)]);
    assert_eq!((refused("missing"), refused("unknown")), (Some(2.0), Some(1.0)));
}

#[tokio::test]
async fn only_an_admin_loads_models() {
    let (client_key, client_entry) = new_key("app", "client");
    let (admin_key, admin_entry) = new_key("ops", "admin");
    let mut config = settings();
    config.auth.enabled = true;
    let file = keys_file("admin", &format!("{client_entry}{admin_entry}"));
    config.auth.keys_file = file.to_str().unwrap().to_owned();
    let (_service, client) = Service::ready(config).await;
    let reload = |key: String| {
        let request = client.http.post(format!("{}/api/v1/models/reload", client.base));
        async move { request.header("x-api-key", key).send().await.unwrap() }
    };
    problem(reload(client_key).await, 403, "forbidden").await;
    problem(reload("fpa_wrong".to_owned()).await, 401, "unauthorized").await;
    assert_eq!(reload(admin_key).await.status(), 200);
}

#[tokio::test]
async fn a_hangup_reads_the_keys_again_and_a_broken_file_changes_nothing() {
    let (old, old_entry) = new_key("old", "client");
    let (new, new_entry) = new_key("new", "client");
    let file = keys_file("again", &old_entry);
    let mut process = Process::serve(&[
        ("FPA_AUTH__ENABLED", "true"),
        ("FPA_AUTH__KEYS_FILE", file.to_str().unwrap()),
        ("FPA_MODELS__DIR", concat!(env!("CARGO_MANIFEST_DIR"), "/models")),
    ]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    assert_eq!(classify(&client, Some(("x-api-key", &old))).await.status(), 200);

    fs::write(&file, "keys = 5").unwrap();
    process.signal("HUP");
    process.wait_for(|line| line["message"] == "keys not read; the old ones stay");
    assert_eq!(classify(&client, Some(("x-api-key", &old))).await.status(), 200);

    fs::write(&file, &new_entry).unwrap();
    process.signal("HUP");
    process.wait_for(|line| line["message"] == "keys read");
    assert_eq!(classify(&client, Some(("x-api-key", &old))).await.status(), 401);
    assert_eq!(classify(&client, Some(("x-api-key", &new))).await.status(), 200);
    process.signal("TERM");
    assert!(process.wait().success());
    let log = process.raw_log();
    assert!(!log.contains(&new) && !log.contains(&old), "{log}");
}

#[test]
fn a_keys_file_that_cannot_be_used_stops_the_start() {
    let file = keys_file("broken", "[[keys]]\nid = \"a\"\nsha256 = \"00\"\n");
    let environment =
        [("FPA_AUTH__ENABLED", "true"), ("FPA_AUTH__KEYS_FILE", file.to_str().unwrap())];
    for arguments in [&["serve"][..], &["config", "check"]] {
        let output = run(arguments, &environment);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("`auth.keys_file`") && said.contains("64 hexadecimal"), "{said}");
    }
}
