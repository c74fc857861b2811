//! Forward-auth, asked directly and by a real nginx.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reqwest::Response;
use serde_json::Value;

use crate::client::{Client, problem};
use crate::service::{Service, settings};
use fingerprint_test_support::process::{Process, run};
use fingerprint_test_support::program::{Program, free_port};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/forward-auth");
const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/150.0.0.0 Safari/537.36";

fn field<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers()[name].to_str().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fpa-authorize-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The fields of a Chrome that opens a page.
fn as_chrome(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    let fields = [
        (
            "sec-ch-ua",
            "\"Chromium\";v=\"150\", \"Google Chrome\";v=\"150\", \"Not A;Brand\";v=\"99\"",
        ),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", "\"Windows\""),
        ("upgrade-insecure-requests", "1"),
        ("user-agent", CHROME),
        (
            "accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        ),
        ("sec-fetch-site", "none"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-user", "?1"),
        ("sec-fetch-dest", "document"),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("accept-language", "en-US,en;q=0.9"),
    ];
    fields.into_iter().fold(request, |request, (name, value)| request.header(name, value))
}

async fn with_example() -> (Service, Client) {
    let mut config = settings();
    config.authorize.policy_file = format!("{EXAMPLES}/policy.toml");
    Service::ready(config).await
}

#[tokio::test]
async fn a_browser_passes_a_library_does_not_and_both_hear_the_verdict() {
    let (_service, client) = with_example().await;
    let url = format!("{}/api/v1/authorize", client.base);
    let answer = as_chrome(client.http.get(&url)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(field(&answer, "x-fingerprint-browser"), "chrome");
    assert_eq!(field(&answer, "x-fingerprint-os"), "windows");
    assert_eq!(field(&answer, "x-fingerprint-automation"), "none");
    assert_eq!(field(&answer, "x-fingerprint-spoofing"), "none");

    let lies = client.http.get(&url).header("x-fingerprint-browser", "chrome");
    let answer =
        lies.header("user-agent", "curl/8.5.0").header("accept", "*/*").send().await.unwrap();
    assert_eq!(field(&answer, "x-fingerprint-browser"), "curl");
    assert_eq!(field(&answer, "x-fingerprint-automation"), "http_client");
    assert!(field(&answer, "x-fingerprint-reasons").contains("client_is_no_browser"));
    let document = problem(answer, 403, "forbidden").await;
    assert!(document["detail"].as_str().unwrap().contains("`automation`"), "{document}");
}

#[tokio::test]
async fn what_proxies_add_changes_nothing_and_order_is_no_evidence() {
    let (_service, client) = with_example().await;
    let url = format!("{}/api/v1/authorize", client.base);
    let plain = as_chrome(client.http.get(&url)).send().await.unwrap();
    let proxied = as_chrome(client.http.get(&url).header("x-forwarded-for", "192.0.2.1"))
        .header("via", "1.1 proxy")
        .header("x-forwarded-uri", "/somewhere")
        .header("authorization", "Bearer of-the-application")
        .send()
        .await
        .unwrap();
    for name in ["browser", "version", "os", "automation", "spoofing", "reasons"] {
        let name = format!("x-fingerprint-{name}");
        assert_eq!(field(&plain, &name), field(&proxied, &name), "{name}");
    }
}

#[tokio::test]
async fn what_a_trusted_proxy_tells_of_the_connection_is_evidence() {
    const JA4_OF_CURL: &str = "t13d3112h2_e8f1e7e78f70_b26ce05bbdd6";
    let mut config = settings();
    config.edge.trusted_cidrs = vec!["127.0.0.0/8".to_owned()];
    config.edge.profile = "custom".to_owned();
    config.edge.ja4_header = "x-own-ja4".to_owned();
    let (_service, client) = Service::ready(config).await;
    let request = as_chrome(client.http.get(format!("{}/api/v1/authorize", client.base)));
    let plain = request.try_clone().unwrap().send().await.unwrap();
    let told = request.header("x-own-ja4", JA4_OF_CURL).send().await.unwrap();
    let reasons = |answer: &Response| field(answer, "x-fingerprint-reasons").to_owned();
    assert_ne!(reasons(&plain), reasons(&told));
}

#[tokio::test]
async fn envoy_appends_a_path_and_keeps_the_method() {
    let (_service, client) = with_example().await;
    let url = format!("{}/api/v1/authorize/shop/cart?x=1", client.base);
    let answer = as_chrome(client.http.delete(&url)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(field(&answer, "x-fingerprint-browser"), "chrome");
    let exact =
        client.http.delete(format!("{}/api/v1/authorize", client.base)).send().await.unwrap();
    problem(exact, 405, "method_not_allowed").await;
}

#[tokio::test]
async fn without_a_policy_everything_passes() {
    let (_service, client) = Service::ready(settings()).await;
    let request = client.http.post(format!("{}/api/v1/authorize", client.base));
    let answer =
        request.header("user-agent", "curl/8.5.0").header("accept", "*/*").send().await.unwrap();
    assert_eq!((answer.status().as_u16(), field(&answer, "x-fingerprint-browser")), (200, "curl"));
}

#[tokio::test]
async fn nginx_asks_and_obeys() {
    let (service, _) = with_example().await;
    let folder = folder("nginx");
    fs::create_dir_all(folder.join("www")).unwrap();
    fs::write(folder.join("www/index.html"), "the page").unwrap();
    let port = free_port();
    let example = fs::read_to_string(format!("{EXAMPLES}/nginx.conf")).unwrap();
    let server = [
        ("listen 80;", format!("listen 127.0.0.1:{port};")),
        ("127.0.0.1:8000", format!("127.0.0.1:{}", service.port)),
        ("/var/www/html", folder.join("www").display().to_string()),
    ];
    let server = server.into_iter().fold(example, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, &to)
    });
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|kind| format!("{kind}_temp_path {};\n", folder.join(kind).display()))
        .collect();
    let text = format!(
        "daemon off;\npid {0}/pid;\nerror_log {0}/error.log;\nevents {{}}\n\
         http {{\naccess_log off;\n{temporary}{server}}}\n",
        folder.display()
    );
    let file = folder.join("nginx.conf");
    fs::write(&file, text).unwrap();
    let log = folder.join("error.log").display().to_string();
    let arguments = ["-c", file.to_str().unwrap(), "-e", &log];
    let _nginx = Program::start("nginx", "nginx", port, &arguments);

    let client = Client::at_port(port);
    let page =
        as_chrome(client.http.get(format!("{}/index.html", client.base))).send().await.unwrap();
    assert_eq!(page.status(), 200, "{}", fs::read_to_string(&log).unwrap_or_default());
    assert_eq!(field(&page, "x-fingerprint-browser"), "chrome");
    assert_eq!(page.text().await.unwrap(), "the page");
    let refused = client.http.get(format!("{}/index.html", client.base));
    let refused = refused.header("user-agent", "python-requests/2.32.3").header("accept", "*/*");
    let refused = refused.send().await.unwrap();
    assert_eq!(refused.status(), 403);
    assert_eq!(field(&refused, "x-fingerprint-automation"), "http_client");
    // A body stays with nginx.
    let post =
        as_chrome(client.http.post(format!("{}/index.html", client.base))).body("x".repeat(5000));
    assert_eq!(post.send().await.unwrap().status(), 405);
}

#[tokio::test]
async fn a_hangup_reads_the_policy_again_and_a_broken_one_changes_nothing() {
    let file = folder("again").join("policy.toml");
    fs::write(&file, "default = \"deny\"").unwrap();
    let mut process = Process::serve(&[
        ("FPA_AUTHORIZE__POLICY_FILE", file.to_str().unwrap()),
        ("FPA_MODELS__DIR", concat!(env!("CARGO_MANIFEST_DIR"), "/models")),
    ]);
    let client = Client::at_port(process.port());
    client.wait_until_ready().await;
    let status = async || client.get("/api/v1/authorize").await.status().as_u16();
    assert_eq!(status().await, 403);
    fs::write(&file, "default = \"maybe\"").unwrap();
    process.signal("HUP");
    process.wait_for(|line| line["message"] == "policy not read; the old one stays");
    assert_eq!(status().await, 403);
    fs::write(&file, "default = \"allow\"").unwrap();
    process.signal("HUP");
    process.wait_for(|line| line["message"] == "policy read");
    assert_eq!(status().await, 200);
    process.signal("TERM");
    assert!(process.wait().success());
}

#[test]
fn a_policy_that_is_wrong_is_refused_by_its_key() {
    let file = folder("wrong").join("policy.toml");
    let rule = "default = \"allow\"\n[[rules]]\nname = \"r\"\naction = \"deny\"\n\
                reasons = { any_of = [\"declared_crowler\"] }\n";
    fs::write(&file, rule).unwrap();
    for arguments in [&["serve"][..], &["config", "check"]] {
        let output = run(arguments, &[("FPA_AUTHORIZE__POLICY_FILE", file.to_str().unwrap())]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("`authorize.policy_file`") && said.contains("declared_crowler"),
            "{said}"
        );
    }
}

#[test]
fn every_reason_of_the_golden_answers_can_be_named_in_a_policy() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/answers.json");
    let answers: Vec<Value> = serde_json::from_str(&fs::read_to_string(golden).unwrap()).unwrap();
    let reasons = answers.iter().flat_map(|answer| answer["reasons"].as_array().unwrap());
    let used: BTreeSet<_> = reasons.map(|reason| reason["code"].as_str().unwrap()).collect();
    let known: BTreeSet<_> = fingerprint_classify::reason_codes().into_iter().collect();
    assert!(used.is_subset(&known), "{:?}", used.difference(&known));
}
