//! Nonces: good once, and never an error.

use serde_json::{Value, json};

use crate::client::{Client, fingerprint};
use crate::service::{Service, settings};

async fn issues(client: &Client, nonce: &str) -> Value {
    let mut body = fingerprint("mine");
    body["browser"] = json!({"collector": "1", "nonce": nonce, "collected_at": 0, "navigator": {"webdriver": false}});
    let answer = client.classify(body.to_string()).await;
    assert_eq!(answer.status(), 200);
    answer.json::<Value>().await.unwrap()["issues"].clone()
}

#[tokio::test]
async fn a_payload_that_comes_twice_is_an_issue() {
    let (_service, client) = Service::ready(settings()).await;
    let answer = client.get("/api/v1/nonce").await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let answer: Value = answer.json().await.unwrap();
    assert!(answer["issued_at"].as_u64().unwrap() > 1_700_000_000_000);
    let nonce = answer["nonce"].as_str().unwrap();
    let replayed = json!([{"path": "browser", "code": "replayed"}]);
    assert_eq!(issues(&client, nonce).await, json!([]));
    assert_eq!(issues(&client, nonce).await, replayed);
    assert_eq!(issues(&client, "made-up").await, replayed);
}

#[tokio::test]
async fn a_payload_without_a_nonce_says_nothing() {
    let (_service, client) = Service::ready(settings()).await;
    let mut body = fingerprint("mine");
    body["browser"] = json!({"navigator": {"webdriver": false}});
    let answer: Value = client.classify(body.to_string()).await.json().await.unwrap();
    assert_eq!(
        (&answer["issues"], &answer["layers"]["browser"]["used"]),
        (&json!([]), &json!(true))
    );
}

#[tokio::test]
async fn a_page_that_sends_nonsense_costs_the_other_layers_nothing() {
    let (_service, client) = Service::ready(settings()).await;
    let mut body = fingerprint("mine");
    body["browser"] = json!({"navigator": {"webdriver": "maybe"}, "screen": []});
    let answer: Value = client.classify(body.to_string()).await.json().await.unwrap();
    let issue = |path: &str, code: &str| json!({"path": path, "code": code});
    assert_eq!(
        answer["issues"],
        json!([
            issue("browser.navigator.webdriver", "wrong_type"),
            issue("browser.screen", "wrong_type"),
        ])
    );
    assert_eq!(answer["layers"]["http"]["used"], json!(true));
}

#[tokio::test]
async fn a_payload_of_another_day_is_an_issue() {
    let (_service, client) = Service::ready(settings()).await;
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis()
            as u64;
    let day = 24 * 60 * 60 * 1000;
    let replayed = json!([{"path": "browser.collected_at", "code": "replayed"}]);
    for (collected_at, issues) in [
        (now, json!([])),
        // A clock that is set to another time zone.
        (now - day / 2, json!([])),
        (now + day / 2, json!([])),
        (now - 2 * day, replayed.clone()),
        (now + 2 * day, replayed),
    ] {
        let mut body = fingerprint("mine");
        body["browser"] = json!({"collected_at": collected_at, "navigator": {"webdriver": false}});
        let answer: Value = client.classify(body.to_string()).await.json().await.unwrap();
        assert_eq!(answer["issues"], issues, "{collected_at}");
    }
}
