//! Loading models and keys again while serving.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::client::{Client, fingerprint, problem};
use crate::exposition::Exposition;
use crate::service::{Service, settings};

/// A copy of the models that a test may spoil.
pub(crate) fn copied_models(name: &str) -> PathBuf {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let target = to.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true if entry.file_name() == "training" => {}
                true => copy(&entry.path(), &target),
                false => drop(fs::copy(entry.path(), target).unwrap()),
            }
        }
    }
    let folder = std::env::temp_dir().join(format!("fpa-reload-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("models"), &folder);
    folder
}

async fn reloads(client: &Client, result: &str) -> f64 {
    let text = client.get("/metrics").await.text().await.unwrap();
    let labels = [("result", result)];
    Exposition::read(&text).value("fingerprint_api_model_reloads_total", &labels).unwrap()
}

async fn reload(client: &Client) -> reqwest::Response {
    client.http.post(format!("{}/api/v1/models/reload", client.base)).send().await.unwrap()
}

#[tokio::test]
async fn a_reload_swaps_a_good_set_in_and_leaves_the_old_one_where_the_new_is_bad() {
    let folder = copied_models("swap");
    let mut config = settings();
    config.models.dir = folder.to_str().unwrap().to_owned();
    let (_service, client) = Service::ready(config).await;
    let answer = reload(&client).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.json::<Value>().await.unwrap()["status"], "ready");
    assert_eq!(reloads(&client, "success").await, 1.0);

    let network = fs::read_dir(folder.join("network")).unwrap().next().unwrap().unwrap().path();
    let model = network.join("model.onnx");
    let mut bytes = fs::read(&model).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&model, bytes).unwrap();
    let document = problem(reload(&client).await, 409, "models_refused").await;
    assert!(document["detail"].as_str().unwrap().contains("sha256"), "{document}");
    assert_eq!(reloads(&client, "failure").await, 1.0);
    assert_eq!(client.get("/api/v1/models/status").await.status(), 200);
    assert_eq!(client.classify(fingerprint("x").to_string()).await.status(), 200);
}

#[tokio::test]
async fn without_keys_a_proxy_on_this_host_may_not_pass_a_reload_on() {
    let (_service, client) = Service::ready(settings()).await;
    let request = client.http.post(format!("{}/api/v1/models/reload", client.base));
    let answer = request.header("x-forwarded-for", "127.0.0.1").send().await.unwrap();
    problem(answer, 403, "forbidden").await;
    assert_eq!(reload(&client).await.status(), 200);
}
