//! What the catalog accepts: a set that is whole, verified and answers as it was trained; anything
//! less is refused by name, and the set before it stays.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use fingerprint_api::serving::catalog::Catalog;
use fingerprint_api::serving::status::{ModelState, Readiness};

/// A copy of the committed models, removed at the end.
struct Models(PathBuf);

impl Models {
    fn copied() -> Self {
        static COPIES: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("fpa-models-{}-{}", std::process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(committed.join("active.toml"), folder.join("active.toml")).unwrap();
        for question in ["network", "browser", "os", "device", "client", "spoofing"] {
            let version = fs::read_dir(committed.join(question)).unwrap().next().unwrap().unwrap();
            let target = folder.join(question).join(version.file_name());
            fs::create_dir_all(&target).unwrap();
            for file in fs::read_dir(version.path()).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), target.join(file.file_name())).unwrap();
            }
        }
        Self(folder)
    }

    fn file(&self, question: &str, name: &str) -> PathBuf {
        let version = fs::read_dir(self.0.join(question)).unwrap().next().unwrap().unwrap();
        version.path().join(name)
    }

    fn edit(&self, question: &str, name: &str, change: impl FnOnce(String) -> String) {
        let path = self.file(question, name);
        let text = fs::read_to_string(&path).unwrap();
        let changed = change(text.clone());
        assert_ne!(text, changed, "the change changed nothing");
        fs::write(path, changed).unwrap();
    }

    /// Why the set is refused.
    fn refusal(&self) -> String {
        let catalog = Catalog::new(Some(self.0.clone()));
        let error = catalog.load().unwrap_err().to_string();
        assert_eq!(catalog.status().status, Readiness::Failed);
        assert_eq!(catalog.status().error.as_deref(), Some(error.as_str()));
        error
    }
}

impl Drop for Models {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_committed_set_loads_and_says_what_it_is() {
    let models = Models::copied();
    let catalog = Catalog::new(Some(models.0.clone()));
    assert_eq!(catalog.status().status, Readiness::Loading);
    catalog.load().unwrap();
    let status = catalog.status();
    assert_eq!((status.status, status.models.len()), (Readiness::Ready, 5));
    for model in &status.models {
        assert_eq!(
            (model.state, model.schema.as_str()),
            (ModelState::Ready, status.schema.as_str())
        );
        assert_eq!((model.sha256.len(), model.labels.is_empty()), (64, false));
        assert!(model.metrics.as_ref().unwrap().n.unwrap() > 1000, "{}", model.name);
    }
}

#[test]
fn a_changed_byte_of_the_network_is_refused_and_every_model_says_so() {
    let models = Models::copied();
    let path = models.file("network", "model.onnx");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
    let refusal = models.refusal();
    assert!(refusal.starts_with("network ") && refusal.contains("sha256"), "{refusal}");
    let catalog = Catalog::new(Some(models.0.clone()));
    let _ = catalog.load();
    assert!(catalog.status().models.iter().all(|model| model.error.is_some()));
}

#[test]
fn only_the_model_at_fault_carries_the_reason() {
    let models = Models::copied();
    fs::remove_file(models.file("os", "manifest.json")).unwrap();
    assert!(models.refusal().contains("model os "));
    let catalog = Catalog::new(Some(models.0.clone()));
    let _ = catalog.load();
    let faulty: Vec<_> =
        catalog.status().models.into_iter().filter(|model| model.error.is_some()).collect();
    assert_eq!(faulty.iter().map(|model| model.name.as_str()).collect::<Vec<_>>(), ["os"]);
}

#[test]
fn a_model_that_reads_other_bytes_than_the_network_has_is_refused() {
    let models = Models::copied();
    models.edit("client", "manifest.json", |text| {
        let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        manifest["network"]["sha256"] = "0".repeat(64).into();
        manifest.to_string()
    });
    let refusal = models.refusal();
    assert!(refusal.contains("model client ") && refusal.contains("another network"), "{refusal}");
}

#[test]
fn a_model_of_another_schema_is_refused() {
    let models = Models::copied();
    let schema = Catalog::new(None).status().schema;
    models.edit("device", "manifest.json", |text| text.replace(&schema, "000000000000"));
    assert!(models.refusal().contains("schema 000000000000"));
}

#[test]
fn a_network_that_answers_otherwise_than_trained_is_refused() {
    let models = Models::copied();
    let wrong = fs::read_to_string(models.file("network", "golden.json")).unwrap();
    // The last number of the last answer, moved by one.
    let end = wrong
        .rfind(']')
        .and_then(|end| wrong[..end].rfind(']'))
        .and_then(|end| wrong[..end].rfind(','))
        .unwrap();
    let wrong = format!("{},7.5]]}}\n", &wrong[..end]);
    let digest = <sha2::Sha256 as sha2::Digest>::digest(wrong.as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(models.file("network", "golden.json"), wrong).unwrap();
    models.edit("network", "manifest.json", |text| {
        let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        manifest["files"]["golden.json"] = digest.into();
        manifest.to_string()
    });
    let refusal = models.refusal();
    assert!(refusal.contains("golden row"), "{refusal}");
}

#[test]
fn a_question_without_a_version_is_refused() {
    let models = Models::copied();
    let active = models.0.join("active.toml");
    let text = fs::read_to_string(&active).unwrap();
    fs::write(
        &active,
        text.lines().filter(|line| !line.starts_with("os")).collect::<Vec<_>>().join("\n"),
    )
    .unwrap();
    assert!(models.refusal().contains("no version is active for os"));
}

#[test]
fn a_set_that_fails_to_load_leaves_the_one_before_in_place() {
    let models = Models::copied();
    let catalog = Catalog::new(Some(models.0.clone()));
    catalog.load().unwrap();
    fs::remove_file(models.file("browser", "manifest.json")).unwrap();
    assert!(catalog.load().is_err());
    assert_eq!(catalog.status().status, Readiness::Ready);
    assert!(catalog.active().is_some());
    assert!(catalog.status().error.unwrap().contains("browser"));
}
