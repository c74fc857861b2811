//! Payloads that the checks' own tests vary: a Chrome, a Firefox and a Safari that are honest.

use serde_json::{Value, json};

pub(super) use super::super::examples::{CHROME, FIREFOX};
use fingerprint_signals::Fingerprint;

pub(super) const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                         Version/26.0 Mobile/15E148 Safari/604.1";

/// Whether a weight alone moves the odds of one in fifty beyond a half (`PRIOR` in src/verdict).
pub(super) fn decides(weight: f32) -> Option<f32> {
    Some(weight).filter(|weight| *weight > (0.98_f32 / 0.02).ln())
}

/// Chrome 150 on Windows, with some members replaced, by their path.
pub(super) fn chrome(changes: &[(&str, Value)]) -> Fingerprint {
    let realm = json!({"user_agent": CHROME, "platform": "Win32", "language": "en-US", "languages": ["en-US", "en"],
        "hardware_concurrency": 8, "device_memory": 8, "timezone": "Europe/Paris"});
    changed(
        json!({
            "navigator": {"user_agent": CHROME, "platform": "Win32", "vendor": "Google Inc.", "product_sub": "20030107",
                "language": "en-US", "languages": ["en-US", "en"], "hardware_concurrency": 8, "device_memory": 8,
                "max_touch_points": 0, "webdriver": false, "pdf_viewer_enabled": true, "user_agent_data": {
                "brands": [["Not;A=Brand", "8"], ["Chromium", "150"], ["Google Chrome", "150"]], "mobile": false,
                "platform": "Windows"}},
            "screen": {"width": 1920, "height": 1080, "outer_width": 1920, "outer_height": 1040},
            "webgl": {"vendor": "Google Inc. (Intel)",
                "renderer": "ANGLE (Intel, Intel(R) UHD Graphics 620 Direct3D11 vs_5_0 ps_5_0, D3D11)"},
            "plugins": ["PDF Viewer"], "chrome_object": true,
            "timezone": {"name": "Europe/Paris", "offset_minutes": -60},
            "media": {"pointer": "fine", "hover": true},
            "errors": {"eval_length": 33, "stack_style": "v8", "function_to_string": "function toString() { [native code] }"},
            "automation": {"globals": [], "document_attributes": [], "notification_permission": "default",
                "permission_state": "prompt", "webdriver_descriptor": "native", "devtools_protocol": false},
            "contexts": {"worker": realm, "iframe": realm},
        }),
        changes,
    )
}

/// Firefox 153 on Linux.
pub(super) fn firefox(changes: &[(&str, Value)]) -> Fingerprint {
    changed(
        json!({
            "navigator": {"user_agent": FIREFOX, "platform": "Linux x86_64", "vendor": "", "product_sub": "20100101",
                "languages": ["en-US"], "hardware_concurrency": 8, "max_touch_points": 0, "webdriver": false},
            "chrome_object": false,
            "errors": {"eval_length": 37, "stack_style": "gecko",
                "function_to_string": "function toString() {\n    [native code]\n}"},
        }),
        changes,
    )
}

/// Safari 26 on a telephone.
pub(super) fn safari_phone(changes: &[(&str, Value)]) -> Fingerprint {
    changed(
        json!({
            "navigator": {"user_agent": PHONE, "platform": "iPhone", "vendor": "Apple Computer, Inc.",
                "product_sub": "20030107", "languages": ["en-US"], "max_touch_points": 5, "webdriver": false},
            "webgl": {"vendor": "Apple Inc.", "renderer": "Apple GPU"}, "chrome_object": false,
            "errors": {"eval_length": 37, "stack_style": "webkit"},
        }),
        changes,
    )
}

/// The same client with header fields.
pub(super) fn with_headers(mut fingerprint: Fingerprint, fields: &[(&str, &str)]) -> Fingerprint {
    fingerprint.http = super::super::examples::request(fields).http;
    fingerprint
}

/// What a real Chromium 156 answers to the probes (tests/golden/browser/chromium-window.json).
pub(super) fn chromium_156() -> Value {
    json!({"set": "1", "bits": "/////////v/9//////9//9z3//8="})
}

/// What a real `WebKitGTK` answers (tests/golden/browser/webkitgtk-window.json).
pub(super) fn webkit() -> Value {
    json!({"set": "1", "bits": "z9//p/C/96XJqf+L/XwnpxAGwzQ="})
}

/// What browser-compat-data says of Chrome 150 for Android.
pub(super) fn chrome_android_150() -> Value {
    json!({"set": "1", "bits": "/////////v39///7//9//1im1/8="})
}

fn changed(mut payload: Value, changes: &[(&str, Value)]) -> Fingerprint {
    for (path, value) in changes {
        let mut place = &mut payload;
        for name in path.split('.') {
            place = &mut place[name];
        }
        *place = value.clone();
    }
    super::super::examples::read(&json!({"browser": payload}))
}

#[test]
fn an_honest_page_raises_nothing() {
    for honest in [chrome(&[]), firefox(&[]), safari_phone(&[])] {
        assert_eq!(super::super::findings(&honest), []);
    }
}
