//! What is named exists.

use serde_json::Value;

use crate::object::{Object, Render, at, list, text};

/// Secrets that the chart profile `digest` says its user brings.
const BROUGHT: &[&str] = &["team-redis", "team-api-keys", "team-nonces"];

/// `ConfigMap`, Secret, `ServiceAccount` and claim of every pod; what ingresses, routes, scalers
/// and bindings point to.
pub(super) fn references_exist(render: &Render) -> Vec<String> {
    let mut missing = Vec::new();
    let mut need = |by: &Object, kind: &str, name: &str| {
        let brought = kind == "Secret" && BROUGHT.contains(&name);
        if !brought && render.find(kind, name).is_none() {
            missing.push(format!("{} names {kind}/{name}, which does not exist", by.title()));
        }
    };
    for object in render.with_pods() {
        let pod = object.pod();
        let account = text(pod, "serviceAccountName");
        if !account.is_empty() {
            need(object, "ServiceAccount", account);
        }
        for volume in list(pod, "volumes") {
            for (path, kind) in [
                ("configMap.name", "ConfigMap"),
                ("secret.secretName", "Secret"),
                ("persistentVolumeClaim.claimName", "PersistentVolumeClaim"),
            ] {
                if at(volume, path).is_string() {
                    need(object, kind, text(volume, path));
                }
            }
        }
        for source in object.containers().flat_map(|container| list(container, "envFrom")) {
            for (path, kind) in [("configMapRef.name", "ConfigMap"), ("secretRef.name", "Secret")] {
                if at(source, path).is_string() {
                    need(object, kind, text(source, path));
                }
            }
        }
    }
    for scaler in
        render.objects.iter().filter(|object| at(&object.0, "spec.scaleTargetRef").is_object())
    {
        need(scaler, "Deployment", text(&scaler.0, "spec.scaleTargetRef.name"));
    }
    for scaler in render.of("VerticalPodAutoscaler") {
        need(scaler, "Deployment", text(&scaler.0, "spec.targetRef.name"));
    }
    for binding in render.of("RoleBinding").chain(render.of("ClusterRoleBinding")) {
        let role = text(&binding.0, "roleRef.name");
        // Roles of the cluster itself, which every cluster has.
        if !role.starts_with("system:") && role != "extension-apiserver-authentication-reader" {
            need(binding, text(&binding.0, "roleRef.kind"), role);
        }
    }
    missing.extend(subjects_exist(render));
    missing.extend(keys_exist(render));
    missing.extend(backends_exist(render));
    missing.extend(volumes_are_declared(render));
    missing
}

/// Accounts that a binding means, in the namespace that it says; the cluster's own are not
/// rendered.
fn subjects_exist(render: &Render) -> Vec<String> {
    let mut missing = Vec::new();
    for binding in render.of("RoleBinding").chain(render.of("ClusterRoleBinding")) {
        for subject in
            list(&binding.0, "subjects").iter().filter(|one| text(one, "kind") == "ServiceAccount")
        {
            let space = text(subject, "namespace");
            let account = render.find("ServiceAccount", text(subject, "name"));
            let exists = account.is_some_and(|one| text(&one.0, "metadata.namespace") == space);
            if space.is_empty() || !exists && space != "kube-system" {
                missing.push(format!("{} binds {subject}, which does not exist", binding.title()));
            }
        }
    }
    missing
}

/// The keys of Secrets and `ConfigMaps`; a Secret without values says in an annotation which it
/// has.
fn keys_exist(render: &Render) -> Vec<String> {
    let mut missing = Vec::new();
    let mut need = |by: &Object, kind: &str, name: &str, key: &str| {
        if kind == "Secret" && BROUGHT.contains(&name) {
            return;
        }
        let Some(found) = render.find(kind, name) else {
            missing.push(format!("{} names {kind}/{name}, which does not exist", by.title()));
            return;
        };
        let declared = text(at(&found.0, "metadata.annotations"), "fingerprint-api/keys");
        if found.0.get("data").and_then(|data| data.get(key)).is_none()
            && !declared.split(',').any(|one| one == key)
        {
            missing.push(format!(
                "{} names the key {key} of {kind}/{name}, which it has not",
                by.title()
            ));
        }
    };
    for object in render.with_pods() {
        for variable in object.containers().flat_map(|container| list(container, "env")) {
            for (path, kind) in
                [("valueFrom.secretKeyRef", "Secret"), ("valueFrom.configMapKeyRef", "ConfigMap")]
            {
                let source = at(variable, path);
                if source.is_object() {
                    need(object, kind, text(source, "name"), text(source, "key"));
                }
            }
        }
        for volume in list(object.pod(), "volumes") {
            for item in list(volume, "secret.items") {
                need(object, "Secret", text(volume, "secret.secretName"), text(item, "key"));
            }
        }
    }
    missing
}

fn backends_exist(render: &Render) -> Vec<String> {
    let mut missing = Vec::new();
    let mut need = |by: &Object, name: &str, port: &Value| {
        let service = render.find("Service", name);
        let has = service.is_some_and(|service| {
            list(&service.0, "spec.ports")
                .iter()
                .any(|one| at(one, "name") == port || at(one, "port") == port)
        });
        if !has {
            missing
                .push(format!("{} sends to {name} port {port}, which does not exist", by.title()));
        }
    };
    for ingress in render.of("Ingress") {
        for path in list(&ingress.0, "spec.rules").iter().flat_map(|rule| list(rule, "http.paths"))
        {
            let port = at(path, "backend.service.port");
            let port = port.get("name").or(port.get("number")).unwrap_or(crate::object::NOTHING);
            need(ingress, text(path, "backend.service.name"), port);
        }
    }
    for route in render.of("HTTPRoute") {
        for backend in
            list(&route.0, "spec.rules").iter().flat_map(|rule| list(rule, "backendRefs"))
        {
            need(route, text(backend, "name"), at(backend, "port"));
        }
    }
    missing
}

fn volumes_are_declared(render: &Render) -> Vec<String> {
    let mut missing = Vec::new();
    for object in render.with_pods() {
        let declared: Vec<&str> =
            list(object.pod(), "volumes").iter().map(|one| text(one, "name")).collect();
        for mount in object.containers().flat_map(|container| list(container, "volumeMounts")) {
            if !declared.contains(&text(mount, "name")) {
                missing.push(format!(
                    "{} mounts {}, which is no volume",
                    object.title(),
                    text(mount, "name")
                ));
            }
        }
    }
    missing
}

/// A value in the tree is a secret no more; `deploy.sh … secrets` fills them in the cluster.
pub(super) fn secrets_have_no_value(render: &Render) -> Vec<String> {
    let with_value = |secret: &&Object| {
        ["data", "stringData"]
            .iter()
            .any(|key| secret.0.get(*key).is_some_and(|data| !data.is_null()))
    };
    render
        .of("Secret")
        .filter(with_value)
        .map(|secret| format!("{} has a value", secret.title()))
        .collect()
}
