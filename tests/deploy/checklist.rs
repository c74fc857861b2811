//! What whoever runs the manifests relies on, literally: each number that is promised is in the
//! render.

use serde_json::{Value, json};

use crate::mutations::put;
use crate::object::{Object, Render, renders};

/// What an item promises of a render: a JSON pointer and the value that must be there; null:
/// nothing.
struct Promise {
    item: u8,
    render: &'static str,
    /// Of a generated object the name without its hash.
    object: (&'static str, &'static str),
    pointer: &'static str,
    value: fn() -> Value,
}

macro_rules! promises {
    ($($item:literal $render:literal $kind:ident $name:literal { $($pointer:literal: $value:tt),+ $(,)? })+) => {
        &[$($({
            fn value() -> Value { json!($value) }
            Promise { item: $item, render: $render, object: (stringify!($kind), $name), pointer: $pointer, value }
        }),+),+]
    };
}

const PROMISES: &[Promise] = promises! {
    1 "base" Namespace "fingerprint" {
        "/metadata/labels/monitoring": "enabled",
        "/metadata/labels/pod-security.kubernetes.io~1enforce": "restricted",
        "/metadata/labels/pod-security.kubernetes.io~1audit": "restricted",
        "/metadata/labels/pod-security.kubernetes.io~1warn": "restricted",
    }
    2 "base" Deployment "fingerprint-api" {
        "/spec/replicas": null,
        "/spec/strategy/type": "RollingUpdate",
        "/spec/strategy/rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0},
    }
    2 "base" HorizontalPodAutoscaler "fingerprint-api" { "/spec/minReplicas": 3 }
    3 "base" Deployment "fingerprint-api" {
        "/spec/template/spec/containers/0/resources/requests/cpu": "500m",
        "/spec/template/spec/containers/0/resources/requests/memory": "512Mi",
        "/spec/template/spec/containers/0/resources/limits/cpu": "2",
        "/spec/template/spec/containers/0/resources/limits/memory": "2Gi",
    }
    4 "base" Deployment "fingerprint-api" {
        "/spec/template/spec/containers/0/livenessProbe/httpGet": {"path": "/health", "port": "http"},
        "/spec/template/spec/containers/0/livenessProbe/initialDelaySeconds": 30,
        "/spec/template/spec/containers/0/livenessProbe/periodSeconds": 10,
        "/spec/template/spec/containers/0/readinessProbe/httpGet": {"path": "/api/v1/models/status", "port": "http"},
        "/spec/template/spec/containers/0/readinessProbe/initialDelaySeconds": 10,
        "/spec/template/spec/containers/0/readinessProbe/periodSeconds": 5,
        "/spec/template/spec/containers/0/startupProbe/httpGet": {"path": "/health", "port": "http"},
    }
    5 "base" Deployment "fingerprint-api" {
        "/spec/template/spec/securityContext": {
            "runAsNonRoot": true, "runAsUser": 1000, "runAsGroup": 1000, "fsGroup": 1000,
            "seccompProfile": {"type": "RuntimeDefault"}
        },
        "/spec/template/spec/containers/0/securityContext": {
            "allowPrivilegeEscalation": false, "privileged": false, "readOnlyRootFilesystem": true,
            "runAsNonRoot": true, "runAsUser": 1000, "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"}
        },
    }
    6 "base" Deployment "fingerprint-api" {
        "/spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/topologyKey": "kubernetes.io/hostname",
        "/spec/template/spec/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/preference/matchExpressions/0/values": ["worker-high-memory"],
        "/spec/template/spec/topologySpreadConstraints/0/topologyKey": "topology.kubernetes.io/zone",
    }
    7 "base" Deployment "fingerprint-api" {
        "/spec/template/metadata/annotations": {
            "prometheus.io/scrape": "true", "prometheus.io/port": "9090", "prometheus.io/path": "/metrics"
        },
    }
    8 "base" Deployment "fingerprint-api" {
        "/spec/template/spec/terminationGracePeriodSeconds": 45,
        "/spec/template/spec/volumes/0/name": "models",
        "/spec/template/spec/volumes/1/name": "config",
        "/spec/template/spec/volumes/2/name": "tmp",
        "/spec/template/spec/containers/0/volumeMounts/0": {
            "name": "models", "mountPath": "/var/lib/fingerprint-api/models", "readOnly": true
        },
    }
    9 "base" Service "fingerprint-api" {
        "/spec/type": "ClusterIP",
        "/spec/ports/0/port": 80,
        "/spec/ports/0/targetPort": "http",
        "/spec/ports/1/name": "metrics",
        "/spec/ports/1/port": 9090,
    }
    9 "base" Deployment "fingerprint-api" {
        "/spec/template/spec/containers/0/ports/0": {"name": "http", "containerPort": 8000, "protocol": "TCP"},
    }
    10 "base" ConfigMap "fingerprint-api-env" {
        "/data/FPA_LOG__LEVEL": "info",
        "/data/FPA_HTTP__CORS_ORIGINS": "",
    }
    11 "base" Gateway "fingerprint-api" {
        "/metadata/annotations/cert-manager.io~1cluster-issuer": "letsencrypt",
        "/spec/listeners/1/protocol": "HTTPS",
    }
    11 "base" HTTPRoute "fingerprint-api" {
        "/spec/rules/0/timeouts/request": "30s",
        "/spec/rules/0/matches": [
            {"path": {"type": "PathPrefix", "value": "/api"}}, {"path": {"type": "PathPrefix", "value": "/"}}
        ],
    }
    11 "base" HTTPRoute "fingerprint-api-https-only" {
        "/spec/rules/0/filters/0/requestRedirect/scheme": "https",
    }
    11 "optional" Ingress "fingerprint-api" {
        "/metadata/annotations/cert-manager.io~1cluster-issuer": "letsencrypt",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1ssl-redirect": "true",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1limit-rps": "100",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1limit-burst-multiplier": "2",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-connect-timeout": "30",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-read-timeout": "30",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-send-timeout": "30",
        "/spec/tls/0/hosts": ["fingerprint.example.com"],
        "/spec/rules/0/http/paths/0/path": "/api",
        "/spec/rules/0/http/paths/1/path": "/",
        "/spec/rules/0/http/paths/2": null,
    }
    12 "base" HorizontalPodAutoscaler "fingerprint-api" {
        "/apiVersion": "autoscaling/v2",
        "/spec/maxReplicas": 10,
        "/spec/metrics/0/resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}},
        "/spec/metrics/1/resource": {"name": "memory", "target": {"type": "Utilization", "averageUtilization": 80}},
        "/spec/metrics/2/pods": {
            "metric": {"name": "http_requests_per_second"}, "target": {"type": "AverageValue", "averageValue": "100"}
        },
        "/spec/behavior/scaleUp": {
            "stabilizationWindowSeconds": 60, "selectPolicy": "Max",
            "policies": [
                {"type": "Percent", "value": 100, "periodSeconds": 60},
                {"type": "Pods", "value": 2, "periodSeconds": 60}
            ]
        },
        "/spec/behavior/scaleDown": {
            "stabilizationWindowSeconds": 300, "selectPolicy": "Min",
            "policies": [
                {"type": "Percent", "value": 50, "periodSeconds": 60},
                {"type": "Pods", "value": 1, "periodSeconds": 60}
            ]
        },
    }
    13 "base" ServiceAccount "fingerprint-api" { "/automountServiceAccountToken": false }
    13 "base" Role "fingerprint-api" { "/rules": null }
    14 "base" NetworkPolicy "fingerprint-api" {
        "/spec/policyTypes": ["Ingress", "Egress"],
        "/spec/ingress/0/from/0/podSelector/matchLabels": {"gateway.networking.k8s.io/gateway-name": "fingerprint-api"},
        "/spec/ingress/0/from/1/namespaceSelector/matchLabels": {"fingerprint-api/front-door": "true"},
        "/spec/ingress/0/from/2/podSelector/matchLabels": {"fingerprint-api.client": "true"},
        "/spec/ingress/1/from/0/namespaceSelector/matchLabels": {"kubernetes.io/metadata.name": "monitoring"},
        "/spec/ingress/1/ports/0/port": "metrics",
        "/spec/egress/0/ports/0": {"protocol": "UDP", "port": 53},
    }
    14 "production" NetworkPolicy "fingerprint-api-to-redis" { "/spec/egress/0/ports/0/port": 6379 }
    15 "base" PodDisruptionBudget "fingerprint-api" { "/spec/minAvailable": 2 }
    16 "base" Deployment "fingerprint-api" {
        "/metadata/labels/app.kubernetes.io~1part-of": "fingerprint",
        "/spec/selector/matchLabels": {"app.kubernetes.io/name": "fingerprint-api"},
    }
    17 "staging" Deployment "fingerprint-api" {
        "/spec/replicas": 2,
        "/spec/template/spec/containers/0/resources/limits/memory": "1Gi",
    }
    17 "staging" ConfigMap "fingerprint-api-env" { "/data/FPA_LOG__LEVEL": "debug" }
    18 "production" HorizontalPodAutoscaler "fingerprint-api" {
        "/spec/minReplicas": 5,
        "/spec/maxReplicas": 20,
        "/spec/metrics/0/resource/name": "cpu",
        "/spec/metrics/1/resource/name": "memory",
        "/spec/metrics/2/pods/metric/name": "http_requests_per_second",
    }
    18 "production" Deployment "fingerprint-api" {
        "/spec/replicas": null,
        "/spec/template/spec/containers/0/resources/limits/memory": "2Gi",
        "/spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution": null,
        "/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey": "kubernetes.io/hostname",
    }
    18 "production" ConfigMap "fingerprint-api-env" { "/data/FPA_LOG__LEVEL": "warn" }
    19 "dev" Deployment "fingerprint-api" {
        "/metadata/namespace": "fingerprint-dev",
        "/spec/replicas": 1,
        "/spec/template/spec/containers/0/resources/requests/cpu": "100m",
        "/spec/template/spec/containers/0/resources/requests/memory": "256Mi",
        "/spec/template/spec/containers/0/resources/limits/memory": "256Mi",
    }
    19 "dev" ConfigMap "fingerprint-api-env" { "/data/FPA_LOG__LEVEL": "debug" }
    19 "dev" Gateway "fingerprint-api" {
        "/metadata/annotations": null,
        "/spec/listeners/0/protocol": "HTTP",
        "/spec/listeners/1": null,
    }
    19 "us-east-1" HTTPRoute "fingerprint-api" {
        "/spec/hostnames": ["fingerprint.example.com", "us-east-1.fingerprint.example.com"],
    }
    19 "eu-west-1" HTTPRoute "fingerprint-api" {
        "/spec/hostnames": ["fingerprint.example.com", "eu-west-1.fingerprint.example.com"],
    }
    19 "ap-southeast-1" HTTPRoute "fingerprint-api" {
        "/spec/hostnames": ["fingerprint.example.com", "ap-southeast-1.fingerprint.example.com"],
    }
    19 "us-east-1" HorizontalPodAutoscaler "fingerprint-api" { "/spec/minReplicas": 5, "/spec/maxReplicas": 20 }
    83 "pushgateway-production" Deployment "pushgateway" {
        "/spec/replicas": 1,
        "/spec/template/spec/containers/0/resources/requests/cpu": "100m",
        "/spec/template/spec/containers/0/resources/requests/memory": "128Mi",
        "/spec/template/spec/containers/0/resources/limits/cpu": "200m",
        "/spec/template/spec/containers/0/resources/limits/memory": "256Mi",
        "/spec/template/spec/containers/0/livenessProbe/periodSeconds": 10,
        "/spec/template/spec/containers/0/readinessProbe/periodSeconds": 10,
    }
    83 "pushgateway-production" Service "pushgateway" { "/spec/ports/0/port": 9091 }
    83 "pushgateway-production" Ingress "pushgateway" { "/spec/tls/0/secretName": "pushgateway-tls" }
    84 "pushgateway-production" Deployment "pushgateway" {
        "/spec/template/spec/containers/0/args/1": "--web.config.file=/etc/pushgateway/web.yml",
        "/spec/template/spec/volumes/1/secret/secretName": "pushgateway-auth",
    }
    84 "pushgateway-staging" Secret "pushgateway-auth" { "/metadata/namespace": "pushgateway-staging", "/data": null }
    84 "pushgateway-production" Secret "pushgateway-auth" { "/metadata/namespace": "pushgateway", "/data": null }
    85 "pushgateway-staging" Ingress "pushgateway" { "/spec/rules/0/host": "pushgateway.staging.example.com" }
    85 "pushgateway-production" Ingress "pushgateway" {
        "/spec/rules/0/host": "pushgateway.example.com",
        "/spec/rules/1/host": "ci-metrics.example.com",
        "/spec/tls/0/hosts": ["pushgateway.example.com", "ci-metrics.example.com"],
    }
    86 "pushgateway-example" Ingress "fp-pushgateway" {
        "/metadata/annotations/nginx.ingress.kubernetes.io~1whitelist-source-range": "192.0.2.0/24,198.51.100.0/24",
    }
    86 "pushgateway-production" NetworkPolicy "pushgateway" { "/spec/policyTypes": ["Ingress", "Egress"] }
    89 "pushgateway-production" Ingress "pushgateway" {
        "/metadata/annotations/nginx.ingress.kubernetes.io~1limit-rpm": "60",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1limit-connections": "10",
    }
    91 "pushgateway-example" PersistentVolumeClaim "fp-pushgateway" { "/spec/resources/requests/storage": "5Gi" }
    91 "pushgateway-example" Deployment "fp-pushgateway" {
        "/spec/template/spec/securityContext/runAsNonRoot": true,
        "/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem": true,
    }
    91 "pushgateway-example" NetworkPolicy "fp-pushgateway" { "/spec/policyTypes": ["Ingress", "Egress"] }
    91 "pushgateway-example" ServiceMonitor "fp-pushgateway" { "/spec/endpoints/0/honorLabels": true }
    91 "pushgateway-example" PodDisruptionBudget "fp-pushgateway" { "/spec/maxUnavailable": 1 }
    91 "pushgateway-example" Ingress "fp-pushgateway" { "/spec/ingressClassName": "nginx" }
    91 "pushgateway-example" Pod "fp-pushgateway-test" { "/metadata/annotations/helm.sh~1hook": "test" }
    95 "staging" ResourceQuota "fingerprint" {
        "/spec/hard/requests.cpu": "4",
        "/spec/hard/limits.cpu": "8",
        "/spec/hard/requests.memory": "8Gi",
        "/spec/hard/limits.memory": "16Gi",
    }
    95 "staging" LimitRange "fingerprint" { "/spec/limits/0/type": "Container" }
    96 "production" Secret "redis-auth" { "/data": null, "/stringData": null }
    97 "production" Deployment "redis" {
        "/spec/strategy/type": "Recreate",
        "/spec/template/spec/containers/1/ports/0/containerPort": 9121,
        "/spec/template/spec/volumes/0/persistentVolumeClaim/claimName": "redis-data",
    }
    97 "production" Service "redis" { "/spec/ports/1/port": 9121 }
    98 "production" Deployment "redis" {
        "/spec/template/spec/containers/0/startupProbe/periodSeconds": 2,
        "/spec/template/spec/containers/0/livenessProbe/periodSeconds": 10,
        "/spec/template/spec/containers/0/readinessProbe/periodSeconds": 5,
        "/spec/template/spec/containers/0/lifecycle/preStop/exec/command": ["redis-cli", "save"],
        "/spec/template/spec/terminationGracePeriodSeconds": 30,
    }
    99 "production" HTTPRoute "fingerprint-api" {
        "/spec/rules/0/filters/0/responseHeaderModifier/set/0/name": "Strict-Transport-Security",
    }
    99 "optional" Ingress "fingerprint-api" {
        "/metadata/annotations/nginx.ingress.kubernetes.io~1force-ssl-redirect": "true",
        "/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-body-size": "8m",
    }
    101 "production" CronJob "redis-backup" {
        "/spec/schedule": "0 2 * * *",
        "/spec/timeZone": "Etc/UTC",
        "/spec/concurrencyPolicy": "Forbid",
        "/spec/jobTemplate/spec/template/spec/initContainers/0/env/2": {"name": "RETENTION_DAYS", "value": "30"},
    }
    101 "production" CronJob "redis-backup" {
        "/spec/jobTemplate/spec/template/spec/containers/0/name": "upload",
    }
};

/// By its name, or by its name and the hash of a generator.
fn find<'a>(render: &'a Render, (kind, name): (&'a str, &'a str)) -> &'a Object {
    let generated = |one: &&Object| {
        one.name().strip_prefix(name).is_some_and(|rest| rest.len() == 11 && rest.starts_with('-'))
    };
    let mut of_kind = render.of(kind);
    let found = render.find(kind, name).or_else(|| of_kind.find(generated));
    found.unwrap_or_else(|| panic!("{}: there is no {kind}/{name}", render.name))
}

/// What an object says that the item does not promise.
fn fault(promise: &Promise, object: &Object) -> Option<String> {
    let found = object.0.pointer(promise.pointer).unwrap_or(&Value::Null);
    let wanted = (promise.value)();
    let Promise { item, render, object, pointer, .. } = promise;
    (*found != wanted)
        .then(|| format!("{item}: {render} {object:?} {pointer} is {found}, not {wanted}"))
}

fn promised(all: &[Render]) -> impl Iterator<Item = (&'static Promise, &Object)> {
    PROMISES.iter().map(|promise| {
        let render = all.iter().find(|one| one.name == promise.render);
        (
            promise,
            find(render.unwrap_or_else(|| panic!("no render {}", promise.render)), promise.object),
        )
    })
}

#[test]
fn every_number_of_the_checklist_is_in_the_renders() {
    let all = renders();
    let wrong: Vec<String> =
        promised(&all).filter_map(|(promise, object)| fault(promise, object)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_number_of_the_checklist_turns_red_when_it_is_changed() {
    let all = renders();
    for (promise, object) in promised(&all) {
        let mut broken = object.clone();
        put(&mut broken.0, promise.pointer, json!("another"));
        assert!(fault(promise, &broken).is_some(), "{} {}", promise.item, promise.pointer);
    }
}

/// Item 10: what the settings file says itself; the overlays' part stands in `fingerprint-api-env`.
#[test]
fn the_settings_file_says_what_the_checklist_asks_for() {
    let all = renders();
    let base = all.iter().find(|one| one.name == "base").expect("the base is rendered");
    let file = find(base, ("ConfigMap", "fingerprint-api-config"));
    let file: toml::Table = file.0["data"]["config.toml"].as_str().unwrap().parse().unwrap();
    for (section, key) in [
        ("http", "workers"),
        ("inference", "threads"),
        ("http", "request_timeout_ms"),
        ("inference", "deadline_ms"),
        ("http", "batch"),
        ("metrics", "listen"),
    ] {
        assert!(file[section].get(key).is_some(), "{section}.{key}");
    }
    assert_eq!(file["metrics"]["listen"].as_str(), Some("0.0.0.0:9090"));
}

/// Item 97: what the rule `redis_is_guarded` does not ask.
#[test]
fn redis_saves_as_the_checklist_asks_for() {
    let all = renders();
    let production =
        all.iter().find(|one| one.name == "production").expect("production is rendered");
    let text = find(production, ("ConfigMap", "redis-config")).0["data"]["redis.conf"]
        .as_str()
        .unwrap()
        .to_owned();
    for line in [
        "appendonly yes",
        "appendfsync everysec",
        "save 900 1",
        "save 300 10",
        "save 60 10000",
        "maxmemory 256mb",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}");
    }
}
