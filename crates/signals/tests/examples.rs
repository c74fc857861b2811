//! The examples print what they promise.

#![allow(clippy::unwrap_used, reason = "a test ends where its assumptions do")]

use std::path::Path;
use std::process::Command;

/// `cargo test` builds the examples of the crate beside its tests.
fn example(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    Command::new(profile.join("examples").join(name))
}

fn capture(name: &str) -> String {
    format!("{}/../../tests/golden/hello/{name}.bin", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn ja4_of_a_captured_hello_is_printed() {
    for (name, expected) in [
        ("curl_h2", "t13d3112h2_e8f1e7e78f70_b26ce05bbdd6\n"),
        ("openssl_tls12", "t12i280600_d943125447b4_e7e480e5a997\n"),
    ] {
        let output = example("ja4").arg(capture(name)).output().unwrap();
        assert!(output.status.success(), "{name}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    }
}

#[test]
fn a_file_without_a_hello_is_an_error() {
    let output =
        example("ja4").arg(format!("{}/Cargo.toml", env!("CARGO_MANIFEST_DIR"))).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(!example("ja4").output().unwrap().status.success());
}
