//! The manifests held to their rules: every committed render passes every rule, every rule turns
//! red when what it guards is broken once, and the renders are those of the sources beside them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

mod checklist;
mod mutations;
mod object;
mod repository;
mod rules;

use std::collections::BTreeMap;

use object::{Render, renders};
use rules::RULES;

fn faults(render: &Render) -> Vec<String> {
    let found = RULES.iter().flat_map(|rule| {
        let named = move |fault| format!("{}: {}: {fault}", render.name, rule.name);
        (rule.check)(render).into_iter().map(named)
    });
    found.collect()
}

#[test]
fn every_render_holds_every_rule() {
    let found: Vec<String> = renders().iter().flat_map(faults).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// One that several regions serve is the way out when one of them is lost.
const COMMON_HOST: &str = "fingerprint.example.com";

#[test]
fn every_region_serves_the_common_host_and_one_of_its_own() {
    for region in ["us-east-1", "eu-west-1", "ap-southeast-1"] {
        let render =
            renders().into_iter().find(|one| one.name == region).expect("the region is rendered");
        let own = format!("{region}.{COMMON_HOST}");
        assert_eq!(rules::hosts(&render), [COMMON_HOST.to_owned(), own].into());
    }
}

#[test]
fn no_host_is_answered_for_twice() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    // What stands only in the tests is production again; charts share their example's host.
    let shipped = renders()
        .into_iter()
        .filter(|one| object::root().join(format!("k8s/rendered/{}.yaml", one.name)).is_file());
    for render in shipped {
        for host in rules::hosts(&render) {
            let name = render.name.clone();
            if host == COMMON_HOST && name != "production" {
                continue;
            }
            if let Some(other) = owners.insert(host.clone(), name) {
                panic!("{host} belongs to {other} and to {}", render.name);
            }
        }
    }
    assert!(owners.len() >= 9, "{owners:?}");
}
