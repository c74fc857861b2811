//! What the outside sees: hosts, TLS, paths, and annotations that somebody reads.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::object::{Object, Render, at, list, text};

/// Annotations of ingress-nginx
/// (kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations) and cert-manager
/// that the manifests use; anything else is more likely invented than new.
const ANNOTATIONS: &[&str] = &[
    "cert-manager.io/cluster-issuer",
    "nginx.ingress.kubernetes.io/force-ssl-redirect",
    "nginx.ingress.kubernetes.io/limit-burst-multiplier",
    "nginx.ingress.kubernetes.io/limit-connections",
    "nginx.ingress.kubernetes.io/limit-rpm",
    "nginx.ingress.kubernetes.io/limit-rps",
    "nginx.ingress.kubernetes.io/proxy-body-size",
    "nginx.ingress.kubernetes.io/proxy-connect-timeout",
    "nginx.ingress.kubernetes.io/proxy-read-timeout",
    "nginx.ingress.kubernetes.io/proxy-send-timeout",
    "nginx.ingress.kubernetes.io/ssl-redirect",
    "nginx.ingress.kubernetes.io/whitelist-source-range",
];

pub(super) fn annotations_exist(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for ingress in render.of("Ingress") {
        let found = at(&ingress.0, "metadata.annotations").as_object().into_iter().flatten();
        for (key, value) in found {
            if !ANNOTATIONS.contains(&key.as_str()) || !value.is_string() {
                wrong.push(format!("{}: nobody reads {key}", ingress.title()));
            }
        }
    }
    wrong
}

fn paths(ingress: &Object) -> impl Iterator<Item = &Value> {
    list(&ingress.0, "spec.rules").iter().flat_map(|rule| list(rule, "http.paths"))
}

/// The metrics have a port of their own, and no ingress leads there.
pub(super) fn ingress_hides_metrics(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    let hidden = |service: &str, port: &Value| {
        let service = render.find("Service", service);
        let ports = service.map(|one| list(&one.0, "spec.ports")).unwrap_or_default();
        ports.iter().any(|one| {
            text(one, "name") == "metrics" && (at(one, "name") == port || at(one, "port") == port)
        })
    };
    for ingress in render.of("Ingress") {
        for path in paths(ingress) {
            let port = at(path, "backend.service.port");
            let port = port.get("name").or(port.get("number")).unwrap_or(&Value::Null);
            if text(path, "path").starts_with("/metrics")
                || hidden(text(path, "backend.service.name"), port)
            {
                wrong.push(format!("{} shows the metrics", ingress.title()));
            }
        }
    }
    for route in render.of("HTTPRoute") {
        for backend in
            list(&route.0, "spec.rules").iter().flat_map(|rule| list(rule, "backendRefs"))
        {
            if hidden(text(backend, "name"), at(backend, "port")) {
                wrong.push(format!("{} shows the metrics", route.title()));
            }
        }
    }
    for service in render.of("Service").filter(|one| one.name().contains("fingerprint-api")) {
        let names: Vec<&str> =
            list(&service.0, "spec.ports").iter().map(|one| text(one, "name")).collect();
        if names != ["http", "metrics"] {
            wrong.push(format!("{} has the ports {names:?}", service.title()));
        }
    }
    wrong
}

/// Every host has a certificate and plain HTTP is sent there; `dev` alone is meant to be without.
pub(super) fn ingress_speaks_tls(render: &Render) -> Vec<String> {
    if render.name == "dev" || render.name.ends_with("-dev") {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    for ingress in render.of("Ingress") {
        let covered: Vec<&str> = list(&ingress.0, "spec.tls")
            .iter()
            .flat_map(|one| list(one, "hosts"))
            .filter_map(Value::as_str)
            .collect();
        for host in list(&ingress.0, "spec.rules").iter().map(|rule| text(rule, "host")) {
            if host.is_empty() || !covered.contains(&host) {
                wrong.push(format!("{}: {host:?} has no certificate", ingress.title()));
            }
        }
        let annotations = at(&ingress.0, "metadata.annotations");
        let redirected = annotations.get("nginx.ingress.kubernetes.io/force-ssl-redirect");
        let limited = ["limit-rps", "limit-rpm"]
            .iter()
            .any(|key| annotations.get(format!("nginx.ingress.kubernetes.io/{key}")).is_some());
        if redirected.is_none_or(|value| value != "true") || !limited {
            wrong.push(format!("{} neither redirects to TLS nor limits", ingress.title()));
        }
    }
    for gateway in render.of("Gateway") {
        let secure = list(&gateway.0, "spec.listeners").iter().any(|one| {
            text(one, "protocol") == "HTTPS" && !list(one, "tls.certificateRefs").is_empty()
        });
        if !secure {
            wrong.push(format!("{} has no HTTPS listener", gateway.title()));
        }
    }
    wrong
}

/// `sessionAffinityConfig` beside `None` is refused by the API server.
pub(super) fn affinity_is_meant(render: &Render) -> Vec<String> {
    let odd = |service: &&Object| {
        let spec = at(&service.0, "spec");
        !at(spec, "sessionAffinityConfig").is_null() && text(spec, "sessionAffinity") != "ClientIP"
    };
    render
        .of("Service")
        .filter(odd)
        .map(|one| format!("{} configures no affinity", one.title()))
        .collect()
}

/// The hosts a render answers for, each once.
pub(crate) fn hosts(render: &Render) -> BTreeSet<String> {
    let of_ingress = render.of("Ingress").flat_map(|one| list(&one.0, "spec.rules"));
    let of_gateway = render.of("Gateway").flat_map(|one| list(&one.0, "spec.listeners"));
    let named = of_ingress.map(|rule| text(rule, "host"));
    named.chain(of_gateway.map(|listener| text(listener, "hostname"))).map(str::to_owned).collect()
}

/// Each listener has a host, a route that carries the same host, and over TLS a certificate of its
/// own; what arrives by plain HTTP is sent to TLS.
pub(super) fn gateway_is_whole(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for gateway in render.of("Gateway") {
        let mut certificates = BTreeSet::new();
        for listener in list(&gateway.0, "spec.listeners") {
            let (name, host) = (text(listener, "name"), text(listener, "hostname"));
            let carries = |route: &Object| {
                let attached = list(&route.0, "spec.parentRefs").iter().any(|one| {
                    text(one, "name") == gateway.name() && text(one, "sectionName") == name
                });
                attached && list(&route.0, "spec.hostnames").iter().any(|one| one == host)
            };
            if host.is_empty() || !render.of("HTTPRoute").any(carries) {
                wrong.push(format!("{}: nothing is behind {name} ({host:?})", gateway.title()));
            }
            let secret = text(listener, "tls.certificateRefs.0.name");
            if text(listener, "protocol") == "HTTPS"
                && (secret.is_empty() || !certificates.insert(secret))
            {
                wrong.push(format!("{}: {name} has no certificate of its own", gateway.title()));
            }
        }
        let redirected = render.of("HTTPRoute").any(|route| {
            list(&route.0, "spec.rules.0.filters")
                .iter()
                .any(|one| text(one, "requestRedirect.scheme") == "https")
        });
        if !certificates.is_empty() && !redirected {
            wrong.push(format!("{} answers in plain HTTP", gateway.title()));
        }
    }
    for route in render.of("HTTPRoute") {
        // One in a namespace that is named is somebody else's.
        let ours = |parent: &&Value| at(parent, "namespace").is_null();
        for parent in list(&route.0, "spec.parentRefs").iter().filter(ours) {
            let gateway = render.find("Gateway", text(parent, "name"));
            let listens = gateway.is_some_and(|one| {
                let listeners = list(&one.0, "spec.listeners");
                listeners.iter().any(|listener| at(listener, "name") == at(parent, "sectionName"))
            });
            if !listens {
                wrong.push(format!("{} hangs on nothing", route.title()));
            }
        }
    }
    wrong
}
