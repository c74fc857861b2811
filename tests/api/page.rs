//! The page and the collector script, as a browser gets them.

use reqwest::StatusCode;

use crate::service::{Service, settings};

/// Path, content type, and something that is in it.
const FILES: &[(&str, &str, &str)] = &[
    ("/", "text/html; charset=utf-8", "<script src=\"/collector.js\">"),
    ("/collector.js", "text/javascript; charset=utf-8", "fingerprintApi"),
    ("/collector.mjs", "text/javascript; charset=utf-8", "export"),
    ("/page/page.js", "text/javascript; charset=utf-8", "fingerprintApi"),
    ("/page/page.css", "text/css; charset=utf-8", "prefers-color-scheme"),
    ("/page/favicon.svg", "image/svg+xml", "<svg"),
];

#[tokio::test]
async fn every_file_of_the_page_is_there_as_what_it_is() {
    let (_service, client) = Service::ready(settings()).await;
    for (path, content_type, within) in FILES {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()["content-type"], *content_type, "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
        assert!(answer.headers().contains_key("cache-control"), "{path}");
        assert!(answer.text().await.unwrap().contains(within), "{path}");
    }
    assert_eq!(client.get("/page/secret.txt").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(client.get("/page/../Cargo.toml").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_policy_allows_nothing_but_the_pages_own_files() {
    let (_service, client) = Service::ready(settings()).await;
    for (path, ..) in FILES {
        let answer = client.get(path).await;
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        for never in ["unsafe", "http:", "https:", "blob:", "data:", "*"] {
            assert!(!policy.contains(never), "{never} in {policy}");
        }
    }
}

#[tokio::test]
async fn the_page_names_no_other_origin_and_holds_no_inline_code() {
    let (_service, client) = Service::ready(settings()).await;
    let page = client.get("/").await.text().await.unwrap();
    for never in ["://", "<style", "style=", "onclick", "<script>"] {
        assert!(!page.contains(never), "{never}");
    }
    let parts = page.split("=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    for part in parts.filter(|part| !part.is_empty()) {
        let answer = client.get(&format!("/{part}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "/{part}");
    }
}

#[tokio::test]
async fn a_browser_that_holds_the_script_is_not_sent_it_again() {
    let (_service, client) = Service::ready(settings()).await;
    let first = client.get("/collector.js").await;
    let tag = first.headers()["etag"].clone();
    assert_eq!(first.headers()["cross-origin-resource-policy"], "cross-origin");
    let address = format!("{}/collector.js", client.base);
    let again =
        client.http.get(&address).header("if-none-match", tag.clone()).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.headers()["etag"], tag);
    assert!(again.text().await.unwrap().is_empty());
    let other =
        client.http.get(&address).header("if-none-match", "\"other\"").send().await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_page_is_only_read() {
    let (_service, client) = Service::ready(settings()).await;
    let answer = client.post("/collector.js", "text/plain", "x").await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    let head = client.http.head(format!("{}/", client.base)).send().await.unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    assert!(head.text().await.unwrap().is_empty());
}
