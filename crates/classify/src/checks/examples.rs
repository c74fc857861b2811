//! Requests that the checks' own tests vary.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::contract::request::Request;
use fingerprint_signals::Fingerprint;

pub(crate) const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                          Chrome/150.0.0.0 Safari/537.36";
pub(crate) const FIREFOX: &str =
    "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

/// Chromium 156, captured.
pub(crate) const CHROMIUM_HELLO: &[u8] =
    include_bytes!("../../../../tests/golden/hello/chromium_form_post_quantum.bin");
pub(crate) const PYTHON_HELLO: &[u8] =
    include_bytes!("../../../../tests/golden/hello/python_urllib.bin");
pub(crate) const CHROMIUM_HTTP2: &str = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
pub(crate) const FIREFOX_HTTP2: &str = "1:65536;2:0;4:131072;5:16384|12517377|0|m,p,a,s";

/// An HTTP/2 request with these fields, in order.
pub(crate) fn request(fields: &[(&str, &str)]) -> Fingerprint {
    read(&serde_json::json!({"http": {"version": "h2", "headers": fields}}))
}

/// A user agent beside evidence of other layers.
pub(crate) fn claim(user_agent: &str, mut layers: serde_json::Value) -> Fingerprint {
    layers["http"] = serde_json::json!({"version": "h2", "headers": [["user-agent", user_agent]]});
    read(&layers)
}

pub(crate) fn hello(bytes: &[u8]) -> serde_json::Value {
    serde_json::json!({"client_hello": STANDARD.encode(bytes)})
}

/// What is read of a request's body, which must be flawless.
pub(crate) fn read(body: &serde_json::Value) -> Fingerprint {
    let mut issues = Vec::new();
    let read =
        Request::from_json(body.to_string().as_bytes()).unwrap().into_parts().1.read(&mut issues);
    assert_eq!(issues, [], "{body}");
    read
}

/// A navigation of Chrome 150 on Windows, with some fields replaced or, where empty, left out.
pub(crate) fn chrome(changes: &[(&str, &str)]) -> Fingerprint {
    let fields = [
        ("sec-ch-ua", r#""Not;A=Brand";v="8", "Chromium";v="150", "Google Chrome";v="150""#),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", "\"Windows\""),
        ("upgrade-insecure-requests", "1"),
        ("user-agent", CHROME),
        ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("sec-fetch-site", "none"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-user", "?1"),
        ("sec-fetch-dest", "document"),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("accept-language", "en-US,en;q=0.9"),
    ];
    let changed = fields.iter().map(|(name, value)| {
        (
            *name,
            changes.iter().find(|(changed, _)| changed == name).map_or(*value, |(_, value)| *value),
        )
    });
    request(&changed.filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
}
