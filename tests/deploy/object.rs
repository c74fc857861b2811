//! One rendered object and what the rules ask of it. Owns reading YAML and walking it; knows no
//! rule.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

pub(crate) const NOTHING: &Value = &Value::Null;

/// One object of a render.
#[derive(Debug, Clone)]
pub(crate) struct Object(pub Value);

/// What one overlay or chart profile renders.
#[derive(Debug, Clone)]
pub(crate) struct Render {
    pub name: String,
    pub objects: Vec<Object>,
}

pub(crate) type Labels = BTreeMap<String, String>;

/// The value at a path of keys and indices, null where there is none.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(value, |value, key| match key.parse::<usize>() {
        Ok(index) if value.is_array() => value.get(index).unwrap_or(NOTHING),
        _ => value.get(key).unwrap_or(NOTHING),
    })
}

pub(crate) fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    at(value, path).as_str().unwrap_or_default()
}

pub(crate) fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    at(value, path).as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn labels(value: &Value) -> Labels {
    let pairs = value.as_object().into_iter().flatten();
    pairs.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned())).collect()
}

/// Whether a selector's `matchLabels` choose these labels; an empty one chooses everything.
pub(crate) fn chooses(selector: &Value, labels_of_pod: &Labels) -> bool {
    labels(at(selector, "matchLabels"))
        .iter()
        .all(|(key, value)| labels_of_pod.get(key) == Some(value))
}

/// `500m`, `2`, `512Mi`, `2Gi` as a number of cores or bytes.
pub(crate) fn quantity(value: &Value) -> f64 {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &text[digits.len()..] {
        "m" => 0.001,
        "Ki" => 1024.0,
        "Mi" => 1024.0 * 1024.0,
        "Gi" => 1024.0 * 1024.0 * 1024.0,
        "mb" => 1024.0 * 1024.0,
        _ => 1.0,
    };
    digits.parse::<f64>().unwrap_or(f64::NAN) * factor
}

impl Object {
    pub(crate) fn kind(&self) -> &str {
        text(&self.0, "kind")
    }

    pub(crate) fn name(&self) -> &str {
        text(&self.0, "metadata.name")
    }

    pub(crate) fn title(&self) -> String {
        format!("{}/{}", self.kind(), self.name())
    }

    /// The pod template, where the object makes pods.
    pub(crate) fn template(&self) -> Option<&Value> {
        let path = match self.kind() {
            "Deployment" | "StatefulSet" | "DaemonSet" | "Job" => "spec.template",
            "CronJob" => "spec.jobTemplate.spec.template",
            "Pod" => return Some(&self.0),
            _ => return None,
        };
        Some(at(&self.0, path))
    }

    pub(crate) fn pod(&self) -> &Value {
        self.template().map_or(NOTHING, |template| at(template, "spec"))
    }

    pub(crate) fn pod_labels(&self) -> Labels {
        self.template().map(|template| labels(at(template, "metadata.labels"))).unwrap_or_default()
    }

    pub(crate) fn containers(&self) -> impl Iterator<Item = &Value> {
        list(self.pod(), "initContainers").iter().chain(list(self.pod(), "containers"))
    }

    /// The container that a pod is about: the first one that stays.
    pub(crate) fn main_container(&self) -> &Value {
        at(self.pod(), "containers.0")
    }

    pub(crate) fn is_the_service(&self) -> bool {
        self.kind() == "Deployment"
            && self
                .pod_labels()
                .get("app.kubernetes.io/name")
                .is_some_and(|name| name == "fingerprint-api")
    }
}

impl Render {
    pub(crate) fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Object> {
        self.objects.iter().filter(move |object| object.kind() == kind)
    }

    pub(crate) fn find(&self, kind: &str, name: &str) -> Option<&Object> {
        self.objects.iter().find(|object| object.kind() == kind && object.name() == name)
    }

    pub(crate) fn with_pods(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter().filter(|object| object.template().is_some())
    }

    /// What scales a workload of this name.
    pub(crate) fn scaler(&self, target: &str) -> Option<&Object> {
        let scalers = self.of("HorizontalPodAutoscaler").chain(self.of("ScaledObject"));
        scalers.into_iter().find(|scaler| text(&scaler.0, "spec.scaleTargetRef.name") == target)
    }

    /// Least and most pods of a workload.
    pub(crate) fn replicas(&self, workload: &Object) -> (f64, f64) {
        let number = |value: &Value, path: &str| at(value, path).as_f64();
        if let Some(scaler) = self.scaler(workload.name()) {
            let least =
                number(&scaler.0, "spec.minReplicas").or(number(&scaler.0, "spec.minReplicaCount"));
            let most =
                number(&scaler.0, "spec.maxReplicas").or(number(&scaler.0, "spec.maxReplicaCount"));
            return (least.unwrap_or(1.0), most.unwrap_or(f64::INFINITY));
        }
        let count = number(&workload.0, "spec.replicas").unwrap_or(1.0);
        (count, count)
    }
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn parse(yaml: &str) -> Vec<Object> {
    yaml_serde::Deserializer::from_str(yaml)
        .map(|document| Value::deserialize(document).expect("the render is YAML"))
        .filter(|value| !value.is_null())
        .map(Object)
        .collect()
}

/// Every committed render: `k8s/rendered/<overlay>.yaml`, `charts/rendered/<chart>-<profile>.yaml`
/// and those of the overlays that stand only here.
pub(crate) fn renders() -> Vec<Render> {
    let folders = ["k8s/rendered", "charts/rendered", "tests/deploy/rendered"];
    let found: Vec<Render> =
        folders.iter().flat_map(|folder| folder_renders(&root().join(folder))).collect();
    assert!(found.len() > 10, "the renders were not found; `make rendered` writes them");
    found
}

fn folder_renders(folder: &Path) -> Vec<Render> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let read = |path: PathBuf| Render {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        objects: parse(&fs::read_to_string(&path).unwrap()),
    };
    paths.into_iter().map(read).collect()
}
