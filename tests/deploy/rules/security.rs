//! Pod Security *restricted* (kubernetes.io/docs/concepts/security/pod-security-standards), least
//! roles, and images that stay what they were.

use serde_json::Value;

use crate::object::{Object, Render, at, list, text};

pub(super) fn pods_are_restricted(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in render.with_pods() {
        let pod = object.pod();
        let mut say = |what: &str| wrong.push(format!("{}: {what}", object.title()));
        for key in ["hostNetwork", "hostPID", "hostIPC", "hostUsers"] {
            if at(pod, key) == &Value::Bool(true) {
                say(key);
            }
        }
        let allowed = [
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret",
        ];
        for volume in list(pod, "volumes") {
            let kinds = volume.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
            for kind in kinds.filter(|kind| *kind != "name" && !allowed.contains(kind)) {
                say(&format!("volume of the kind {kind}"));
            }
        }
        if at(pod, "securityContext.fsGroup").is_null() {
            say("no fsGroup");
        }
        if at(pod, "automountServiceAccountToken").is_null() {
            say("does not say whether it wants a token");
        }
        for container in object.containers() {
            for fault in container_faults(pod, container) {
                say(&format!("container {}: {fault}", text(container, "name")));
            }
        }
    }
    wrong
}

fn container_faults(pod: &Value, container: &Value) -> Vec<&'static str> {
    let own = at(container, "securityContext");
    let either = |key: &str| match at(own, key) {
        Value::Null => at(pod, &format!("securityContext.{key}")),
        value => value,
    };
    let capabilities = at(own, "capabilities");
    let checks = [
        (at(own, "allowPrivilegeEscalation") == &Value::Bool(false), "may gain privileges"),
        (at(own, "privileged") != &Value::Bool(true), "is privileged"),
        (at(own, "readOnlyRootFilesystem") == &Value::Bool(true), "may write its root"),
        (either("runAsNonRoot") == &Value::Bool(true), "may run as root"),
        (either("runAsUser").as_u64().is_some_and(|uid| uid > 0), "has no user id of its own"),
        (
            list(capabilities, "drop").iter().any(|one| one == "ALL")
                && list(capabilities, "add").is_empty(),
            "keeps capabilities",
        ),
        (
            ["RuntimeDefault", "Localhost"].contains(&text(either("seccompProfile"), "type")),
            "has no seccomp profile",
        ),
        (
            list(container, "ports").iter().all(|port| at(port, "hostPort").is_null()),
            "takes a port of the node",
        ),
        (has_all_resources(container), "has no requests or limits"),
    ];
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
}

fn has_all_resources(container: &Value) -> bool {
    ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"]
        .iter()
        .all(|path| !at(at(container, "resources"), path).is_null())
}

pub(super) fn namespaces_are_restricted(render: &Render) -> Vec<String> {
    let enforced = |namespace: &Object| {
        let labels = at(&namespace.0, "metadata.labels");
        labels.get("pod-security.kubernetes.io/enforce").is_some_and(|level| level == "restricted")
            && labels.get("monitoring").is_some()
    };
    render
        .of("Namespace")
        .filter(|namespace| !enforced(namespace))
        .map(|namespace| format!("{} is not restricted", namespace.title()))
        .collect()
}

pub(super) fn images_are_pinned(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in render.with_pods() {
        for image in object.containers().map(|container| text(container, "image")) {
            let last = image.rsplit('/').next().unwrap_or_default();
            let pinned =
                last.contains('@') || last.split_once(':').is_some_and(|(_, tag)| tag != "latest");
            if !pinned {
                wrong.push(format!("{} runs {image}, whatever that is tomorrow", object.title()));
            }
        }
    }
    wrong
}

/// Nothing here reads secrets, and nobody may do everything; who has no rights gets no token.
pub(super) fn roles_are_least(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for role in render.of("Role").chain(render.of("ClusterRole")) {
        for rule in list(&role.0, "rules") {
            let words =
                ["apiGroups", "resources", "verbs"].into_iter().flat_map(|key| list(rule, key));
            for word in words.filter_map(Value::as_str) {
                if word == "*" || word == "secrets" {
                    wrong.push(format!("{} grants {word}", role.title()));
                }
            }
        }
        if role.name().contains("fingerprint-api") && !list(&role.0, "rules").is_empty() {
            wrong.push(format!("{} grants what the service never asks for", role.title()));
        }
    }
    for object in render.with_pods().filter(|object| object.name() != "prometheus-adapter") {
        if at(object.pod(), "automountServiceAccountToken") != &Value::Bool(false) {
            wrong.push(format!("{} gets a token it has no use for", object.title()));
        }
    }
    wrong
}
