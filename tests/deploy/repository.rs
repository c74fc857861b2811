//! The tree around the manifests: renders that fit their sources, paths that exist, patches that
//! meet something, and no secret anywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::object::{at, list, parse, root, text};

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "rendered" && name != ".venv" {
            files_below(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["k8s", "charts", "tests/deploy/overlays"] {
        files_below(&root().join(folder), &mut found);
    }
    found.sort();
    found
}

/// Holds without kustomize or Helm at hand; where they are, `make test-deploy` renders anew.
#[test]
fn the_renders_are_of_these_sources() {
    let mut hash = Sha256::new();
    for path in sources() {
        let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        let content = fs::read(&path).unwrap();
        hash.update(format!("{relative} {}\n", content.len()));
        hash.update(&content);
    }
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let committed = fs::read_to_string(root().join("k8s/rendered/SOURCES")).unwrap();
    assert_eq!(committed.trim(), digest, "run `make rendered` and read the diff");
}

fn kustomizations() -> impl Iterator<Item = (PathBuf, Value)> {
    let found = sources().into_iter().filter(|path| path.ends_with("kustomization.yaml"));
    found.map(|path| {
        let objects = parse(&fs::read_to_string(&path).unwrap());
        (path.parent().unwrap().to_path_buf(), objects[0].0.clone())
    })
}

#[test]
fn every_path_of_a_kustomization_exists() {
    for (folder, kustomization) in kustomizations() {
        let files =
            list(&kustomization, "configMapGenerator").iter().flat_map(|one| list(one, "files"));
        let patches = list(&kustomization, "patches").iter().filter_map(|patch| patch.get("path"));
        let named = list(&kustomization, "resources")
            .iter()
            .chain(list(&kustomization, "components"))
            .chain(files)
            .chain(patches)
            .filter_map(Value::as_str);
        for name in named {
            assert!(folder.join(name).exists(), "{} names {name}", folder.display());
        }
        for key in [
            "bases",
            "patchesStrategicMerge",
            "patchesJson6902",
            "commonLabels",
            "vars",
            "replicas",
        ] {
            assert!(
                kustomization.get(key).is_none(),
                "{}: {key} is deprecated or unwanted",
                folder.display()
            );
        }
    }
}

/// kustomize ignores a patch whose target matches nothing; that is how a promise gets lost.
#[test]
fn every_patch_meets_a_source() {
    let everything: Vec<(String, String)> = sources()
        .iter()
        .filter(|path| {
            path.extension().is_some_and(|one| one == "yaml")
                && path.starts_with(root().join("k8s"))
        })
        .flat_map(|path| parse(&fs::read_to_string(path).unwrap()))
        .map(|object| (object.kind().to_owned(), object.name().to_owned()))
        .collect();
    let mut met = 0;
    for (folder, kustomization) in kustomizations() {
        for target in list(&kustomization, "patches").iter().map(|patch| at(patch, "target")) {
            if target.is_null() {
                continue;
            }
            let wanted = (text(target, "kind").to_owned(), text(target, "name").to_owned());
            assert!(everything.contains(&wanted), "{}: {wanted:?} is nowhere", folder.display());
            met += 1;
        }
    }
    assert!(met >= 5, "{met} targets");
}

/// A chart is packed alone, so it brings a copy.
#[test]
fn the_script_of_the_chart_is_that_of_the_component() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let component = read("k8s/components/pushgateway/pushgateway-cleanup.sh");
    assert_eq!(read("charts/pushgateway/files/pushgateway-cleanup.sh"), component);
}

/// What looks like a real secret: private keys, well-known tokens, and values given to names that
/// ask for one.
fn looks_secret(line: &str) -> bool {
    let marks = [
        "-----BEGIN RSA PRIVATE",
        "-----BEGIN PRIVATE",
        "-----BEGIN EC PRIVATE",
        "-----BEGIN OPENSSH",
    ];
    let token = |prefix: &str, length: usize| {
        line.match_indices(prefix).any(|(start, _)| {
            let rest = &line[start + prefix.len()..];
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count() >= length
        })
    };
    marks.iter().any(|mark| line.contains(mark))
        || token("AKIA", 16)
        || token("ghp_", 36)
        || token("github_pat_", 22)
        || token("xoxb-", 10)
        || token("sk_live_", 16)
        || line.contains("$2y$") && line.len() > 60 + line.find("$2y$").unwrap_or(0)
        || line.contains("hooks.slack.com/services/T")
}

/// `password: value` where the value is neither empty, a reference, a variable nor a placeholder.
fn has_password(line: &str) -> bool {
    let lower = line.trim().to_ascii_lowercase();
    let names =
        ["password", "passwd", "requirepass", "secret_key", "api_key", "apikey", "routing_key"];
    let Some((name, value)) = lower.split_once([':', '=']) else { return false };
    let name = name.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let value = value.trim().trim_matches(['"', '\'', ',']);
    let placeholder = value.is_empty()
        || value.starts_with(['$', '{', '<', '%', '|', '>', '&', '*', '/', '(', '['])
        || value.contains(['(', ' ', '$', '{', '<', '\\'])
        || ["null", "true", "false", "none", "string", "str", "password", "changeme", "example"]
            .contains(&value);
    names.iter().any(|one| name.ends_with(one)) && !placeholder && value.len() >= 6
}

#[test]
fn what_looks_like_a_secret_is_seen() {
    assert!(has_password("  password: hunter2hunter2"));
    assert!(looks_secret(&format!("key = {}{}", "AKIA", "ABCDEFGHIJKLMNOP")));
    assert!(looks_secret(&format!("-----BEGIN {} KEY-----", "PRIVATE")));
    assert!(!has_password("password: ${REDIS_PASSWORD}"));
    assert!(!has_password("              key: password"));
}

#[test]
fn no_file_of_the_tree_looks_like_a_secret() {
    let listed = Command::new("git")
        .args(["ls-files"])
        .current_dir(root())
        .output()
        .expect("git lists the tree");
    let mut found = Vec::new();
    for name in String::from_utf8(listed.stdout).unwrap().lines() {
        let Ok(content) = fs::read_to_string(root().join(name)) else { continue };
        // This file says what to look for. In code `password = x` is a name, not a value.
        if name == "tests/deploy/repository.rs" {
            continue;
        }
        let code = [".rs", ".py", ".js", ".mjs", ".ts"].iter().any(|ending| name.ends_with(ending));
        let secret = |line: &str| looks_secret(line) || !code && has_password(line);
        let lines = content.lines().enumerate().filter(|(_, line)| secret(line));
        found.extend(lines.map(|(number, line)| format!("{name}:{}: {line}", number + 1)));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
