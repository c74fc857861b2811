//! Payloads that the collectors themselves made in a headless Chromium 156 driven by puppeteer
//! (tests/golden/README.md).

use super::super::collected::Collected;
use super::super::{Browser, BrowserEvidence};
use crate::issue::Issue;
use crate::labels::{AutomationTool, Engine, Os};

const BOTD: &str = include_str!("../../../../../tests/golden/adapters/botd.json");
const FINGERPRINTJS: &str = include_str!("../../../../../tests/golden/adapters/fingerprintjs.json");
const FPSCANNER: &str = include_str!("../../../../../tests/golden/adapters/fpscanner.json");

fn read(json: &str) -> (Browser, Vec<Issue>) {
    let evidence: BrowserEvidence = serde_json::from_str(json).unwrap();
    let mut issues = Vec::new();
    (evidence.read(&mut issues).unwrap(), issues)
}

#[test]
fn botd_names_the_driver_and_the_engine() {
    let (browser, issues) = read(BOTD);
    assert_eq!(issues, []);
    assert!(browser.navigator.claim.unwrap().headless);
    assert_eq!(browser.navigator.webdriver, Collected::Value(true));
    assert_eq!(browser.errors.eval_length, Collected::Value(33));
    assert_eq!(browser.errors.stack_style.value().unwrap().engine(), Some(Engine::Blink));
    assert_eq!(browser.navigator.product_sub.text(), Some("20030107"));
    assert_eq!(
        (browser.plugins.texts().count(), browser.navigator.languages.texts().next()),
        (5, Some("en-US"))
    );
    // WebGL's masked name is that of every Chromium.
    assert_eq!(browser.webgl.value().unwrap().renderer, Collected::Missing);
    assert_eq!(browser.automation.traces().next(), None);
}

#[test]
fn a_property_that_botd_finds_names_its_tool() {
    let (browser, _) = read(&BOTD.replace("\"selenium\": false", "\"selenium\": true"));
    assert_eq!(
        browser.automation.traces().next(),
        Some(("selenium", Some(AutomationTool::Selenium)))
    );
}

#[test]
fn fingerprintjs_describes_the_machine() {
    let (browser, issues) = read(FINGERPRINTJS);
    assert_eq!(issues, []);
    assert_eq!(browser.navigator.platform_os(), Some(Os::Linux));
    assert_eq!(browser.navigator.vendor_engine(), Some(Engine::Blink));
    assert_eq!(browser.navigator.user_agent_data.value().unwrap().os(), Some(Os::Linux));
    assert_eq!(browser.screen.size(), Some((800, 600)));
    assert!(browser.webgl.value().unwrap().renderer.text().unwrap().contains("SwiftShader"));
    assert_eq!(browser.chrome_object, Collected::Value(true));
    assert_eq!(browser.plugins.texts().next(), Some("PDF Viewer"));
    assert_eq!(browser.timezone.name.text(), Some("UTC"));
}

#[test]
fn a_source_of_fingerprintjs_that_failed_is_broken() {
    let (browser, issues) = read(
        r#"{"schema":"fingerprintjs","components":{"platform":{"error":{},"duration":1},"vendor":{"value":""}}}"#,
    );
    assert_eq!((browser.navigator.platform, issues), (Collected::Broken, vec![]));
}

#[test]
fn fpscanner_names_the_driver_and_the_other_contexts() {
    let (browser, issues) = read(FPSCANNER);
    assert_eq!(issues, []);
    assert_eq!(browser.automation.devtools_protocol, Collected::Value(true));
    assert_eq!(browser.contexts.iframe.value().unwrap().webdriver, Collected::Value(true));
    assert_eq!(browser.contexts.worker.value().unwrap().platform.text(), Some("Linux x86_64"));
    assert_eq!(
        browser.navigator.user_agent_data.value().unwrap().brands.unwrap().chromium,
        Some(156)
    );
    assert_eq!(browser.errors.eval_length, Collected::Value(33));
}

#[test]
fn a_word_in_place_of_a_value_is_none() {
    let body = r#"{"schema":"fpscanner","signals":{"device":{"platform":"ERROR","cpuCount":"NA","memory":8}}}"#;
    let (browser, issues) = read(body);
    let navigator = browser.navigator;
    assert_eq!(
        (navigator.platform, navigator.hardware_concurrency),
        (Collected::Broken, Collected::Missing)
    );
    assert_eq!((navigator.device_memory, issues), (Collected::Value(8.0), vec![]));
}
