//! What the guard judged is what ran: the handler that answers is the one whose access was checked,
//! whatever the spelling, the method or the proxy's fields.

use std::fs;

use crate::client::Client;
use crate::exposition::Exposition;
use crate::service::{Service, settings};
use fingerprint_test_support::process::run;

/// Guarded endpoints, with a method that each has.
const GUARDED: [(&str, &str); 10] = [
    ("POST", "/api/v1/classify"),
    ("POST", "/api/v1/classify/batch"),
    ("POST", "/api/v1/fingerprints"),
    ("POST", "/api/v1/fingerprint/identify"),
    ("POST", "/api/v1/feedback"),
    ("GET", "/api/v1/inspect"),
    ("GET", "/api/v1/nonce"),
    ("GET", "/api/v1/models"),
    ("GET", "/api/v1/models/browser"),
    ("POST", "/api/v1/models/reload"),
];
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
const FIELDS: [&str; 4] = [
    "",
    "x-http-method-override: GET\r\nx-method-override: GET\r\n",
    "x-forwarded-prefix: /health\r\nx-forwarded-uri: /health\r\n",
    "x-original-url: /health\r\nx-rewrite-url: /health\r\n",
];

/// Other spellings of a path.
fn spellings(path: &str) -> Vec<String> {
    let (folder, last) = path.rsplit_once('/').unwrap();
    let encoded = |letter: u8| format!("%{letter:02x}");
    let mut all = vec![
        path.to_owned(),
        path.to_uppercase(),
        format!("{path}/"),
        format!("{path}//"),
        format!("/{path}"),
        format!("{path};x"),
        format!("{path}%00"),
        format!("{path}%2f"),
        format!("{folder}/./{last}"),
        format!("{folder}/%2e/{last}"),
        format!("{folder}/x/../{last}"),
        format!("/health/..{path}"),
        format!("/docs/..{path}"),
        format!("/page/%2e%2e{path}"),
        format!("{path}?x=/health"),
        format!("http://x{path}"),
        path.bytes().map(encoded).collect(),
        format!("{folder}%2f{last}"),
    ];
    for (index, letter) in path.bytes().enumerate().filter(|(_, letter)| *letter != b'/') {
        let (before, after) = (&path[..index], &path[index + 1..]);
        all.push(format!("{before}{}{after}", encoded(letter)));
        all.push(format!("{before}%25{letter:02x}{after}"));
    }
    all
}

fn ask(client: &Client, method: &str, target: &str, fields: &str) -> (u16, String) {
    let answer = client.raw(
        format!(
            "{method} {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}\
             content-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}"
        )
        .as_bytes(),
    );
    let status = answer.get(9..12).and_then(|status| status.parse().ok());
    (status.unwrap_or_else(|| panic!("{method} {target}: {answer}")), answer)
}

async fn total(client: &Client, name: &str, labels: &[(&str, &str)]) -> f64 {
    let text = client.get("/metrics").await.text().await.unwrap();
    Exposition::read(&text).value(name, labels).unwrap_or_default()
}

#[tokio::test]
async fn no_spelling_reaches_a_handler_that_the_guard_did_not_judge() {
    let output = run(&["keys", "new", "--id", "app", "--role", "client"], &[]);
    let key = String::from_utf8(output.stderr).unwrap().trim().to_owned();
    let file = std::env::temp_dir().join(format!("fpa-routes-{}.toml", std::process::id()));
    fs::write(&file, output.stdout).unwrap();
    let mut config = settings();
    config.auth.enabled = true;
    config.auth.keys_file = file.to_str().unwrap().to_owned();
    let (_service, client) = Service::ready(config).await;
    let with_key = format!("x-api-key: {key}\r\n");
    let mut judged = 0;
    for (method, path) in GUARDED {
        for target in spellings(path) {
            for fields in FIELDS {
                let (status, answer) = ask(&client, method, &target, fields);
                // A spelling of `/docs/..` or `/page/..` may name a file that is not there.
                assert!(matches!(status, 400 | 401 | 404 | 405), "{method} {target}: {answer}");
                judged += u32::from(status == 401);
            }
            let (status, answer) = ask(&client, method, &target, &with_key);
            if path.ends_with("/reload") {
                assert!(matches!(status, 400 | 403 | 404 | 405), "{method} {target}: {answer}");
            }
        }
        for other in METHODS {
            let (status, answer) = ask(&client, other, path, "");
            assert!(matches!(status, 401 | 405), "{other} {path}: {answer}");
        }
    }
    assert!(judged >= 400, "the scan met the guard {judged} times");
    for result in ["success", "failure"] {
        let labels = [("result", result)];
        let name = "fingerprint_api_model_reloads_total";
        assert_eq!(total(&client, name, &labels).await, 0.0, "{result}");
    }
    let (status, _) = ask(&client, "POST", "/api/v1/models/%72eload", &with_key);
    assert_eq!(status, 403);
}
