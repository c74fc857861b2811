//! Who may speak to whom: what is used is allowed on both sides, and nothing else is.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::object::{Labels, Object, Render, at, chooses, list, text};

const DNS: u64 = 53;

/// Edges that are used, out of the addresses in environment and arguments: from a workload, by
/// name, to a Service of the render.
fn used<'a>(render: &'a Render, from: &Object) -> BTreeSet<(&'a str, u64)> {
    let mut words: Vec<&str> = Vec::new();
    for container in from.containers() {
        words.extend(list(container, "env").iter().map(|one| text(one, "value")));
        words.extend(list(container, "args").iter().filter_map(Value::as_str));
    }
    let names = |word: &str, service: &str| {
        let host = word.split_once("://").and_then(|(_, rest)| {
            rest.split('/').next()?.rsplit('@').next()?.split([':', '.']).next()
        });
        word == service || host == Some(service)
    };
    let mut edges = BTreeSet::new();
    for service in render.of("Service") {
        if words.iter().any(|word| names(word, service.name())) {
            let port = at(&service.0, "spec.ports.0.port").as_u64().unwrap_or(0);
            edges.insert((service.name(), port));
        }
    }
    edges
}

fn policies<'a>(
    render: &'a Render,
    labels: &'a Labels,
    way: &'a str,
) -> impl Iterator<Item = &'a Object> {
    render.of("NetworkPolicy").filter(move |policy| {
        chooses(at(&policy.0, "spec.podSelector"), labels)
            && list(&policy.0, "spec.policyTypes").iter().any(|one| one == way)
    })
}

/// The pods of this namespace that a peer means.
fn peers<'a>(render: &'a Render, peer: &'a Value) -> impl Iterator<Item = &'a Object> {
    let local = at(peer, "namespaceSelector").is_null() && at(peer, "podSelector").is_object();
    render
        .with_pods()
        .filter(move |one| local && chooses(at(peer, "podSelector"), &one.pod_labels()))
}

/// Whether a rule's ports hold this one, by number or by the name it has on the receiving side.
fn holds_port(rule: &Value, number: u64, receiver: Option<&Object>) -> bool {
    list(rule, "ports").iter().any(|port| match at(port, "port") {
        Value::Number(found) => found.as_u64() == Some(number),
        Value::String(name) => receiver.is_some_and(|receiver| {
            receiver.containers().flat_map(|one| list(one, "ports")).any(|one| {
                text(one, "name") == name && at(one, "containerPort").as_u64() == Some(number)
            })
        }),
        _ => false,
    })
}

pub(super) fn traffic_is_what_is_used(render: &Render) -> Vec<String> {
    if render.of("NetworkPolicy").next().is_none() {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    for from in render.with_pods().filter(|one| one.kind() != "Pod") {
        let labels = from.pod_labels();
        let edges = used(render, from);
        let out: Vec<&Value> = policies(render, &labels, "Egress")
            .flat_map(|one| list(&one.0, "spec.egress"))
            .collect();
        if policies(render, &labels, "Egress").next().is_none()
            || policies(render, &labels, "Ingress").next().is_none()
        {
            wrong.push(format!("{} is held by no policy", from.title()));
        }
        let dns = out.iter().any(|rule| holds_port(rule, DNS, None));
        if !edges.is_empty() && !dns {
            wrong.push(format!("{} cannot resolve the names it uses", from.title()));
        }
        for (service, port) in &edges {
            let Some(target) = serving(render, service) else { continue };
            let goes = out.iter().any(|rule| {
                holds_port(rule, *port, Some(target))
                    && list(rule, "to")
                        .iter()
                        .flat_map(|peer| peers(render, peer))
                        .any(|one| one.name() == target.name())
            });
            let target_labels = target.pod_labels();
            let comes = policies(render, &target_labels, "Ingress")
                .flat_map(|one| list(&one.0, "spec.ingress"))
                .any(|rule| {
                    holds_port(rule, *port, Some(target))
                        && list(rule, "from").iter().any(|peer| chooses_pod(peer, &labels))
                });
            if !goes || !comes {
                wrong.push(format!("{} uses {service}:{port} and cannot reach it", from.title()));
            }
        }
        for rule in &out {
            for target in list(rule, "to").iter().flat_map(|peer| peers(render, peer)) {
                let wanted = edges.iter().any(|(service, _)| {
                    serving(render, service).is_some_and(|one| one.name() == target.name())
                });
                if !wanted {
                    wrong.push(format!(
                        "{} may reach {}, which it never uses",
                        from.title(),
                        target.name()
                    ));
                }
            }
        }
    }
    wrong
}

fn chooses_pod(peer: &Value, labels: &Labels) -> bool {
    at(peer, "namespaceSelector").is_null()
        && at(peer, "podSelector").is_object()
        && chooses(at(peer, "podSelector"), labels)
}

fn serving<'a>(render: &'a Render, service: &str) -> Option<&'a Object> {
    let service = render.find("Service", service)?;
    let selector = serde_json::json!({ "matchLabels": at(&service.0, "spec.selector") });
    render.with_pods().find(|one| one.kind() != "Pod" && chooses(&selector, &one.pod_labels()))
}

/// Rules whose other side no selector can name, and that hold the ports alone: the API server asks
/// the adapter and is asked by it from outside of all pods, S3 has no address of its own, and a
/// certificate's solver is asked through whatever front door there is.
const OPEN: &[(&str, &str)] = &[
    ("prometheus-adapter", "ingress"),
    ("prometheus-adapter", "egress"),
    ("redis-backup-to-s3", "egress"),
    ("acme-solver", "ingress"),
];

/// The front door itself: asked by everybody, on ports of its implementation.
const FRONT_DOOR: &str = "gateway-proxies";

/// Whether a peer is more than somebody: every namespace, every pod, every address.
fn is_everybody(peer: &Value) -> bool {
    let empty = |key: &str| at(peer, key).as_object().is_some_and(serde_json::Map::is_empty);
    let named = at(peer, "namespaceSelector.matchLabels").as_object().is_some_and(|labels| {
        ["kubernetes.io/metadata.name", "fingerprint-api/front-door"]
            .iter()
            .any(|key| labels.contains_key(*key))
    });
    let unnamed = at(peer, "namespaceSelector").is_object() && !named;
    empty("podSelector") || unnamed || text(peer, "ipBlock.cidr").ends_with("/0")
}

/// No peer is everybody, every rule names ports, and who is scraped lets Prometheus in.
pub(super) fn policies_name_who(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for policy in render.of("NetworkPolicy").filter(|one| one.name() != FRONT_DOOR) {
        for (way, side) in [("ingress", "from"), ("egress", "to")] {
            for rule in list(&policy.0, &format!("spec.{way}")) {
                if list(rule, "ports").is_empty() {
                    wrong.push(format!("{}: a rule for every port", policy.title()));
                }
                let peers = list(rule, side);
                if peers.is_empty() && !OPEN.contains(&(policy.name(), way))
                    || peers.iter().any(is_everybody)
                {
                    wrong.push(format!("{}: a peer is everybody", policy.title()));
                }
            }
        }
    }
    if render.of("NetworkPolicy").next().is_none() {
        return wrong;
    }
    for object in render.with_pods() {
        let annotations = at(object.template().unwrap_or(&Value::Null), "metadata.annotations");
        let scraped = annotations.get("prometheus.io/port").and_then(Value::as_str);
        let Some(port) = scraped.and_then(|port| port.parse().ok()) else { continue };
        let labels = object.pod_labels();
        let comes = policies(render, &labels, "Ingress")
            .flat_map(|one| list(&one.0, "spec.ingress"))
            .any(|rule| {
                holds_port(rule, port, Some(object))
                    && list(rule, "from").iter().any(|peer| {
                        let label =
                            at(peer, "podSelector.matchLabels").get("app.kubernetes.io/name");
                        label.is_some_and(|name| name == "prometheus")
                    })
            });
        if !comes {
            wrong.push(format!("{} is scraped and lets no Prometheus in", object.title()));
        }
    }
    wrong
}
