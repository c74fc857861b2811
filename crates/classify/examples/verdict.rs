//! A verdict without HTTP: the models' folder and one request in, the answer out.
//!
//! `cargo run --release -p fingerprint-classify --example verdict`

use std::path::Path;

use fingerprint_classify::{Answer, Classifier, Request};

/// A program that claims to be Chrome, with the header fields of curl.
const REQUEST: &[u8] = br#"{
    "http": {"version": "h2", "headers": [
        ["user-agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"],
        ["accept", "*/*"], ["accept-encoding", "gzip, deflate"], ["x-requested-by", "a script"]]},
    "http2": {"akamai_fingerprint": "3:100;4:33554432;2:0|33488897|0|m,p,s,a"}
}"#;

fn verdict() -> Result<Answer, Box<dyn std::error::Error>> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let classifier = Classifier::load(&models)?;
    Ok(classifier.classify(Request::from_json(REQUEST)?)?)
}

#[allow(clippy::print_stdout, reason = "an example shows its answer")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let answer = verdict()?;
    println!("claims {}, is {}", answer.claimed.browser, answer.browser.label);
    println!("spoofing: {} ({:.4})", answer.spoofing.detected, answer.spoofing.probability);
    for reason in answer.reasons.iter().flatten() {
        println!("{:+.1} {}: {}", reason.weight, reason.code, reason.message);
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test ends where its assumptions do")]
mod tests {
    #[test]
    fn the_example_finds_a_library_behind_the_name_of_chrome() {
        let answer = super::verdict().expect("the committed models load");
        assert_eq!(answer.claimed.browser.as_str(), "chrome");
        assert!(answer.spoofing.detected);
        let codes: Vec<_> = answer.reasons.iter().flatten().map(|reason| reason.code).collect();
        assert!(codes.contains(&"http2_contradicts_user_agent"), "{codes:?}");
    }
}
