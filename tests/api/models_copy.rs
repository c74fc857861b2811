//! `models copy`, by which an init container fills the volume that the service reads.

use std::fs;
use std::path::{Path, PathBuf};

use fingerprint_test_support::process;

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("fingerprint-api-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn models() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/models").to_owned()
}

#[test]
fn a_copy_holds_the_active_models_and_nothing_of_their_training() {
    let scratch = Scratch::new("copy");
    let copy = scratch.path("models");
    let output = process::run(&["models", "copy", &copy], &[("FPA_MODELS__DIR", &models())]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let active = fs::read_to_string(Path::new(&copy).join("active.toml")).unwrap();
    let versions: toml::Table = active.parse().unwrap();
    for (question, version) in &versions {
        let manifest =
            Path::new(&copy).join(question).join(version.as_str().unwrap()).join("manifest.json");
        assert!(manifest.is_file(), "{}", manifest.display());
    }
    // The questions and the list of them, the network and what drift is measured against: no
    // schema, no training.
    for name in ["active.toml", "network", "reference.json"] {
        assert!(Path::new(&copy).join(name).exists(), "{name}");
    }
    assert_eq!(fs::read_dir(&copy).unwrap().count(), versions.len() + 3);
    // Again, onto itself: a pod's volume outlives the container that filled it.
    assert!(
        process::run(&["models", "copy", &copy], &[("FPA_MODELS__DIR", &models())])
            .status
            .success()
    );
}

#[test]
fn a_copy_of_a_broken_model_fails_and_names_it() {
    let scratch = Scratch::new("broken");
    let (first, second) = (scratch.path("first"), scratch.path("second"));
    assert!(
        process::run(&["models", "copy", &first], &[("FPA_MODELS__DIR", &models())])
            .status
            .success()
    );
    let version =
        fs::read_dir(Path::new(&first).join("network")).unwrap().next().unwrap().unwrap().path();
    let model = version.join("model.onnx");
    let mut content = fs::read(&model).unwrap();
    content.push(0);
    fs::write(&model, content).unwrap();
    let output = process::run(&["models", "copy", &second], &[("FPA_MODELS__DIR", &first)]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("network"), "{said}");
}
