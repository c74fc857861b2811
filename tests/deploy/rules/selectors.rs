//! What selects finds something, and will still find it after an upgrade.

use serde_json::Value;

use crate::object::{Labels, Object, Render, at, chooses, labels, list};

pub(super) fn selectors_match(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in render.with_pods() {
        let own = object.pod_labels();
        let selector = at(&object.0, "spec.selector");
        if selector.is_object()
            && (!chooses(selector, &own) || labels(at(selector, "matchLabels")).is_empty())
        {
            wrong.push(format!("{} does not select its own pods", object.title()));
        }
        for (what, selector) in spread_selectors(object.pod()) {
            if !chooses(selector, &own) {
                wrong.push(format!("{}: its {what} does not mean its own pods", object.title()));
            }
        }
    }
    for service in render.of("Service") {
        let selector = labels(at(&service.0, "spec.selector"));
        let matched = |object: &&Object| selects(&selector, &object.pod_labels());
        let Some(target) = render.with_pods().find(matched) else {
            wrong.push(format!("{} selects no pod", service.title()));
            continue;
        };
        for port in list(&service.0, "spec.ports") {
            if !has_port(target, at(port, "targetPort")) {
                wrong.push(format!(
                    "{}: its pods have no port {}",
                    service.title(),
                    at(port, "targetPort")
                ));
            }
        }
    }
    for object in render.of("PodDisruptionBudget") {
        let selector = at(&object.0, "spec.selector");
        if !render.with_pods().any(|pods| chooses(selector, &pods.pod_labels())) {
            wrong.push(format!("{} selects no pod", object.title()));
        }
    }
    for object in render.of("NetworkPolicy") {
        let selector = at(&object.0, "spec.podSelector");
        if labels(at(selector, "matchLabels")).keys().any(|key| is_brought(key)) {
            continue;
        }
        if !render.with_pods().any(|pods| chooses(selector, &pods.pod_labels())) {
            wrong.push(format!("{} selects no pod", object.title()));
        }
    }
    for monitor in render.of("ServiceMonitor") {
        let selector = at(&monitor.0, "spec.selector");
        let Some(service) = render
            .of("Service")
            .find(|service| chooses(selector, &labels(at(&service.0, "metadata.labels"))))
        else {
            wrong.push(format!("{} selects no Service", monitor.title()));
            continue;
        };
        for endpoint in list(&monitor.0, "spec.endpoints") {
            if !list(&service.0, "spec.ports")
                .iter()
                .any(|port| at(port, "name") == at(endpoint, "port"))
            {
                wrong.push(format!(
                    "{}: the Service has no port {}",
                    monitor.title(),
                    at(endpoint, "port")
                ));
            }
        }
    }
    wrong
}

/// Labels of pods that others start: callers, the Gateway's proxies, cert-manager's solver.
fn is_brought(label: &str) -> bool {
    label.ends_with(".client")
        || ["gateway.networking.k8s.io/gateway-name", "acme.cert-manager.io/http01-solver"]
            .contains(&label)
}

fn selects(selector: &Labels, of_pod: &Labels) -> bool {
    !selector.is_empty() && selector.iter().all(|(key, value)| of_pod.get(key) == Some(value))
}

fn has_port(object: &Object, port: &Value) -> bool {
    object
        .containers()
        .flat_map(|container| list(container, "ports"))
        .any(|one| at(one, "name") == port || at(one, "containerPort") == port)
}

fn spread_selectors(pod: &Value) -> Vec<(&'static str, &Value)> {
    let anti = at(pod, "affinity.podAntiAffinity");
    let preferred = list(anti, "preferredDuringSchedulingIgnoredDuringExecution")
        .iter()
        .map(|term| ("anti-affinity", at(term, "podAffinityTerm.labelSelector")));
    let required = list(anti, "requiredDuringSchedulingIgnoredDuringExecution")
        .iter()
        .map(|term| ("anti-affinity", at(term, "labelSelector")));
    let spread = list(pod, "topologySpreadConstraints")
        .iter()
        .map(|one| ("topology spread", at(one, "labelSelector")));
    preferred.chain(required).chain(spread).collect()
}

/// A Deployment's selector cannot change, so a version in it makes the next upgrade impossible.
pub(super) fn selectors_have_no_version(render: &Render) -> Vec<String> {
    let volatile = ["version", "chart", "managed-by", "region", "environment"];
    let mut wrong = Vec::new();
    for object in &render.objects {
        let selector = at(&object.0, "spec.selector");
        let pairs = if selector.get("matchLabels").is_some() {
            at(selector, "matchLabels")
        } else {
            selector
        };
        for key in labels(pairs).keys() {
            if volatile.iter().any(|word| key.ends_with(word)) {
                wrong.push(format!("{} selects by {key}", object.title()));
            }
        }
    }
    wrong
}
