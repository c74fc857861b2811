//! What a payload is read to, whatever state it is in.

use super::*;
use crate::labels::{Browser as Label, Os};

fn read(json: &serde_json::Value) -> (Option<Browser>, Vec<(String, IssueCode)>) {
    let evidence: BrowserEvidence = serde_json::from_value(json.clone()).unwrap();
    let mut issues = Vec::new();
    let browser = evidence.read(&mut issues);
    (browser, issues.into_iter().map(|issue| (issue.path, issue.code)).collect())
}

#[test]
fn missing_blocked_and_broken_stay_apart() {
    let (browser, issues) = read(&serde_json::json!({
        "navigator": {"platform": {"error": "SecurityError: no"}, "vendor": {"error": "TypeError: x"}, "webdriver": false},
        "webgl": {"error": "no context"},
    }));
    let browser = browser.unwrap();
    assert_eq!(browser.navigator.platform, Collected::Blocked);
    assert_eq!(browser.navigator.vendor, Collected::Broken);
    assert_eq!(browser.navigator.product_sub, Collected::Missing);
    assert_eq!(browser.navigator.webdriver, Collected::Value(false));
    assert_eq!(browser.webgl, Collected::Broken);
    assert_eq!(issues, []);
}

#[test]
fn a_wrong_type_is_named_and_costs_the_rest_nothing() {
    let (browser, issues) = read(&serde_json::json!({
        "navigator": {"webdriver": "no", "languages": ["en", 5], "platform": "Win32", "max_touch_points": -1},
        "screen": 7,
    }));
    assert_eq!(browser.unwrap().navigator.platform_os(), Some(Os::Windows));
    let wrong = |path: &str| (path.to_owned(), IssueCode::WrongType);
    assert_eq!(
        issues,
        [
            wrong("browser.navigator.languages"),
            wrong("browser.navigator.max_touch_points"),
            wrong("browser.navigator.webdriver"),
            wrong("browser.screen"),
        ]
    );
}

#[test]
fn unknown_members_are_named() {
    let (_, issues) =
        read(&serde_json::json!({"navigator": {"platform": "Win32", "x": {"y": 1}}, "z": []}));
    let paths: Vec<_> = issues.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["browser.navigator.x", "browser.z"]);
    assert!(issues.iter().all(|(_, code)| *code == IssueCode::UnknownField));
}

#[test]
fn a_payload_that_says_nothing_is_empty() {
    for nothing in [serde_json::json!({}), serde_json::json!({"collector": "1", "navigator": {}})] {
        assert_eq!(read(&nothing), (None, vec![("browser".to_owned(), IssueCode::Empty)]));
    }
}

#[test]
fn the_user_agent_and_its_data_are_read() {
    let (browser, issues) = read(&serde_json::json!({"navigator": {
        "user_agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
        "user_agent_data": {"brands": [["Chromium", "150"], ["Brave", "150"]], "mobile": false, "platform": "Windows"},
    }}));
    let navigator = browser.unwrap().navigator;
    assert_eq!(navigator.claim.unwrap().version, Some(150));
    assert_eq!(
        navigator.user_agent_data.value().unwrap().browser(),
        Some((Label::Brave, Some(150)))
    );
    assert_eq!(issues, []);
}

#[test]
fn an_unknown_probe_set_is_an_issue() {
    let (browser, issues) =
        read(&serde_json::json!({"chrome_object": true, "probes": {"set": "9", "bits": ""}}));
    assert_eq!(browser.unwrap().probes, None);
    assert_eq!(issues, [("browser.probes.set".to_owned(), IssueCode::InvalidValue)]);
}

#[test]
fn a_bitmap_that_is_none_is_an_issue() {
    for (bits, code) in [("%", IssueCode::InvalidBase64), ("AAAA", IssueCode::InvalidValue)] {
        let (_, issues) =
            read(&serde_json::json!({"chrome_object": true, "probes": {"set": "1", "bits": bits}}));
        assert_eq!(issues, [("browser.probes.bits".to_owned(), code)]);
    }
}

#[test]
fn an_unknown_schema_is_an_issue() {
    let (browser, issues) =
        read(&serde_json::json!({"schema": "clientjs", "navigator": {"platform": "Win32"}}));
    assert_eq!(browser, None);
    assert_eq!(issues[0], ("browser.schema".to_owned(), IssueCode::InvalidValue));
}
