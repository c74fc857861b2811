//! Every crate of the lock file is under a licence that `deny.toml` lists. The full check is
//! `cargo deny`; this one needs nothing installed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn allowed() -> Vec<String> {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml")).unwrap();
    let deny: toml::Table = text.parse().unwrap();
    let list = deny["licenses"]["allow"].as_array().unwrap();
    list.iter().map(|licence| licence.as_str().unwrap().to_owned()).collect()
}

/// Whether an SPDX expression can be met: some `OR` branch whose every `AND` part is on the list.
fn met(expression: &str, allowed: &[String]) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.split(" OR ").any(|branch| {
        branch.split(" AND ").all(|licence| allowed.iter().any(|a| a == licence.trim()))
    })
}

#[test]
fn every_crate_is_under_a_licence_on_the_list() {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let metadata: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let allowed = allowed();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "the metadata lists {} crates", packages.len());
    let refused: Vec<_> = packages
        .iter()
        .filter(|package| !met(package["license"].as_str().unwrap_or("none given"), &allowed))
        .map(|package| {
            format!("{} {}: {}", package["name"], package["version"], package["license"])
        })
        .collect();
    assert!(refused.is_empty(), "not on the list of deny.toml:\n{}", refused.join("\n"));
}

#[test]
fn an_expression_is_met_by_one_branch_and_not_by_half_of_one() {
    let allowed = ["MIT".to_owned(), "Apache-2.0".to_owned()];
    assert!(met("GPL-3.0 OR MIT", &allowed) && met("MIT/Apache-2.0", &allowed));
    assert!(!met("MIT AND GPL-3.0", &allowed) && !met("none given", &allowed));
}
