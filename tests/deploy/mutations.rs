//! Each guarded property broken once: the rule that guards it must turn red, or it guards nothing.

use serde_json::{Value, json};

use crate::object::{Object, Render, renders};
use crate::rules::RULES;

struct Mutation {
    rule: &'static str,
    render: &'static str,
    object: (&'static str, &'static str),
    /// A JSON pointer, and what is put there; null removes it.
    change: (&'static str, fn() -> Value),
}

const fn breaks(
    rule: &'static str,
    render: &'static str,
    object: (&'static str, &'static str),
    change: (&'static str, fn() -> Value),
) -> Mutation {
    Mutation { rule, render, object, change }
}

const API: (&str, &str) = ("Deployment", "fingerprint-api");
const REDIS: (&str, &str) = ("Deployment", "redis");
const GATE: (&str, &str) = ("Deployment", "pushgateway");
const HPA: (&str, &str) = ("HorizontalPodAutoscaler", "fingerprint-api");
const INGRESS: (&str, &str) = ("Ingress", "fingerprint-api");

macro_rules! value {
    ($($json:tt)+) => {{
        fn made() -> Value { json!($($json)+) }
        made
    }};
}

/// The mistakes that the manifests this replaces made, and one for every other rule.
const MUTATIONS: &[Mutation] = &[
    breaks(
        "references_exist",
        "production",
        API,
        ("/spec/template/spec/volumes/0/configMap", value!({"name": "models"})),
    ),
    breaks(
        "references_exist",
        "production",
        API,
        ("/spec/template/spec/serviceAccountName", value!("default-api")),
    ),
    breaks(
        "references_exist",
        "production",
        API,
        ("/spec/template/spec/containers/0/env/2/valueFrom/secretKeyRef/key", value!("pass")),
    ),
    breaks(
        "references_exist",
        "production",
        REDIS,
        ("/spec/template/spec/volumes/0/persistentVolumeClaim/claimName", value!("redis")),
    ),
    breaks(
        "references_exist",
        "optional",
        INGRESS,
        ("/spec/rules/0/http/paths/0/backend/service/port/name", value!("web")),
    ),
    breaks(
        "references_exist",
        "production",
        ("HTTPRoute", "fingerprint-api"),
        ("/spec/rules/0/backendRefs/0/port", value!(8080)),
    ),
    breaks(
        "references_exist",
        "staging",
        ("RoleBinding", "fingerprint-api"),
        ("/subjects/0/namespace", value!("fingerprint")),
    ),
    breaks(
        "references_exist",
        "production",
        ("CronJob", "redis-backup"),
        ("/spec/jobTemplate/spec/template/spec/volumes/1/configMap/name", value!("scripts")),
    ),
    breaks("references_exist", "production", HPA, ("/spec/scaleTargetRef/name", value!("api"))),
    breaks(
        "secrets_have_no_value",
        "production",
        ("Secret", "redis-auth"),
        ("/stringData", value!({"password": "x"})),
    ),
    breaks(
        "selectors_match",
        "production",
        ("Service", "fingerprint-api"),
        ("/spec/selector/app.kubernetes.io~1name", value!("fingerprint")),
    ),
    breaks(
        "selectors_match",
        "production",
        ("PodDisruptionBudget", "fingerprint-api"),
        ("/spec/selector/matchLabels/app.kubernetes.io~1name", value!("api")),
    ),
    breaks(
        "selectors_have_no_version",
        "production",
        API,
        ("/spec/selector/matchLabels/app.kubernetes.io~1version", value!("0.1.0")),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/containers/0/securityContext/capabilities/drop", value!([])),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem", value!(false)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation", value!(null)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        REDIS,
        ("/spec/template/spec/containers/1/resources/limits/memory", value!(null)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/hostNetwork", value!(true)),
    ),
    breaks("pods_are_restricted", "production", API, ("/spec/template/spec/hostPID", value!(true))),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        (
            "/spec/template/spec/volumes/0",
            value!({"name": "models", "hostPath": {"path": "/models"}}),
        ),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/securityContext/fsGroup", value!(null)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/containers/0/securityContext/runAsUser", value!(0)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/initContainers/0/securityContext/runAsNonRoot", value!(false)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/containers/0/securityContext/privileged", value!(true)),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        (
            "/spec/template/spec/containers/0/securityContext/seccompProfile/type",
            value!("Unconfined"),
        ),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        (
            "/spec/template/spec/containers/0/securityContext/capabilities/add",
            value!(["NET_ADMIN"]),
        ),
    ),
    breaks(
        "pods_are_restricted",
        "production",
        API,
        ("/spec/template/spec/containers/0/ports/0/hostPort", value!(8000)),
    ),
    breaks(
        "namespaces_are_restricted",
        "production",
        ("Namespace", "fingerprint"),
        ("/metadata/labels/pod-security.kubernetes.io~1enforce", value!("baseline")),
    ),
    breaks(
        "images_are_pinned",
        "production",
        API,
        ("/spec/template/spec/containers/0/image", value!("fingerprint-api:latest")),
    ),
    breaks(
        "roles_are_least",
        "production",
        ("Role", "fingerprint-api"),
        ("/rules", value!([{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}])),
    ),
    breaks(
        "roles_are_least",
        "production",
        API,
        ("/spec/template/spec/automountServiceAccountToken", value!(true)),
    ),
    breaks("scaler_is_alone", "production", API, ("/spec/replicas", value!(5))),
    breaks(
        "scaler_has_requests",
        "production",
        API,
        ("/spec/template/spec/containers/0/resources/requests/memory", value!(null)),
    ),
    breaks("scaler_is_complete", "production", HPA, ("/spec/metrics/2", value!(null))),
    breaks(
        "scaler_is_complete",
        "production",
        HPA,
        ("/spec/behavior/scaleDown/stabilizationWindowSeconds", value!(0)),
    ),
    breaks(
        "scaler_is_complete",
        "keda",
        ("ScaledObject", "fingerprint-api"),
        ("/spec/triggers/2", value!(null)),
    ),
    breaks(
        "budget_is_below_replicas",
        "production",
        ("PodDisruptionBudget", "fingerprint-api"),
        ("/spec/minAvailable", value!(5)),
    ),
    breaks(
        "budget_is_below_replicas",
        "staging",
        ("PodDisruptionBudget", "fingerprint-api"),
        ("/metadata/name", value!(null)),
    ),
    breaks("quota_holds_the_maximum", "production", HPA, ("/spec/maxReplicas", value!(40))),
    breaks(
        "quota_holds_the_maximum",
        "production",
        ("ResourceQuota", "fingerprint"),
        ("/spec/hard/limits.cpu", value!("48")),
    ),
    breaks(
        "probes_are_the_services",
        "production",
        API,
        ("/spec/template/spec/containers/0/livenessProbe/httpGet/path", value!("/healthz")),
    ),
    breaks(
        "probes_are_the_services",
        "production",
        API,
        ("/spec/template/spec/containers/0/ports/0/containerPort", value!(8080)),
    ),
    breaks(
        "probes_are_the_services",
        "production",
        API,
        ("/spec/template/spec/containers/0/readinessProbe/httpGet/path", value!("/health")),
    ),
    breaks(
        "probes_are_the_services",
        "production",
        REDIS,
        ("/spec/template/spec/containers/1/readinessProbe", value!(null)),
    ),
    breaks(
        "probes_are_the_services",
        "optional",
        API,
        ("/spec/template/spec/containers/0/readinessProbe/httpGet/port", value!("http")),
    ),
    breaks(
        "rollout_loses_nobody",
        "production",
        API,
        ("/spec/strategy/rollingUpdate/maxUnavailable", value!(1)),
    ),
    breaks(
        "grace_is_long_enough",
        "production",
        API,
        ("/spec/template/spec/terminationGracePeriodSeconds", value!(20)),
    ),
    breaks(
        "settings_exist",
        "production",
        API,
        ("/spec/template/spec/containers/0/env/0/name", value!("FPA_AUTH__ON")),
    ),
    breaks(
        "init_takes_what_it_needs",
        "production",
        API,
        (
            "/spec/template/spec/initContainers/0/env/1",
            value!({"name": "FPA_LIMIT__PER_KEY", "value": "1"}),
        ),
    ),
    breaks(
        "init_takes_what_it_needs",
        "production",
        API,
        ("/spec/template/spec/initContainers/0/envFrom", value!([{"configMapRef": {"name": "x"}}])),
    ),
    breaks(
        "written_as_stored",
        "production",
        API,
        ("/spec/template/spec/containers/0/resources/limits/cpu", value!("2000m")),
    ),
    breaks(
        "written_as_stored",
        "production",
        ("NetworkPolicy", "redis"),
        ("/spec/egress", value!([])),
    ),
    breaks("written_as_stored", "production", ("Role", "fingerprint-api"), ("/rules", value!([]))),
    breaks(
        "fallback_is_no_shrinking",
        "keda",
        ("ScaledObject", "fingerprint-api"),
        ("/spec/fallback/replicas", value!(3)),
    ),
    breaks(
        "fallback_is_no_shrinking",
        "keda",
        ("ScaledObject", "fingerprint-api"),
        ("/spec/fallback/behavior", value!(null)),
    ),
    breaks(
        "gateway_is_whole",
        "us-east-1",
        ("HTTPRoute", "fingerprint-api"),
        ("/spec/hostnames/1", value!(null)),
    ),
    breaks(
        "gateway_is_whole",
        "production",
        ("HTTPRoute", "fingerprint-api"),
        ("/spec/parentRefs/0/sectionName", value!("tls")),
    ),
    breaks(
        "gateway_is_whole",
        "us-east-1",
        ("Gateway", "fingerprint-api"),
        ("/spec/listeners/3/tls/certificateRefs/0/name", value!("fingerprint-api-tls")),
    ),
    breaks(
        "gateway_is_whole",
        "production",
        ("HTTPRoute", "fingerprint-api-https-only"),
        ("/spec/rules/0/filters", value!([])),
    ),
    breaks(
        "models_are_a_volume",
        "production",
        API,
        ("/spec/template/spec/initContainers", value!([])),
    ),
    breaks(
        "models_are_a_volume",
        "production",
        API,
        ("/spec/template/spec/containers/0/volumeMounts/1/readOnly", value!(false)),
    ),
    breaks(
        "scrape_reaches_the_port",
        "production",
        API,
        ("/spec/template/metadata/annotations/prometheus.io~1port", value!("9115")),
    ),
    breaks(
        "traffic_is_what_is_used",
        "production",
        ("NetworkPolicy", "fingerprint-api-to-redis"),
        ("/spec/egress/0/ports/0/port", value!(6380)),
    ),
    breaks(
        "traffic_is_what_is_used",
        "production",
        ("NetworkPolicy", "redis"),
        ("/spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1name", value!("api")),
    ),
    breaks(
        "traffic_is_what_is_used",
        "production",
        ("NetworkPolicy", "fingerprint-api"),
        ("/spec/egress", value!([])),
    ),
    breaks(
        "traffic_is_what_is_used",
        "production",
        API,
        ("/spec/template/spec/containers/0/env/4/value", value!("")),
    ),
    breaks(
        "policies_name_who",
        "production",
        ("NetworkPolicy", "fingerprint-api"),
        ("/spec/ingress/0/from", value!(null)),
    ),
    breaks(
        "policies_name_who",
        "production",
        ("NetworkPolicy", "fingerprint-api-to-redis"),
        ("/spec/egress/0/to/0", value!({"ipBlock": {"cidr": "0.0.0.0/0"}})),
    ),
    breaks(
        "policies_name_who",
        "production",
        ("NetworkPolicy", "redis"),
        ("/spec/ingress/1/ports", value!(null)),
    ),
    breaks(
        "policies_name_who",
        "production",
        ("NetworkPolicy", "fingerprint-api"),
        ("/spec/ingress/0/from/0/namespaceSelector", value!({})),
    ),
    breaks(
        "policies_name_who",
        "production",
        ("NetworkPolicy", "fingerprint-api"),
        ("/spec/ingress/1/ports/0/port", value!(9115)),
    ),
    breaks(
        "ingress_hides_metrics",
        "optional",
        INGRESS,
        ("/spec/rules/0/http/paths/0/path", value!("/metrics")),
    ),
    breaks(
        "ingress_hides_metrics",
        "optional",
        INGRESS,
        ("/spec/rules/0/http/paths/1/backend/service/port/name", value!("metrics")),
    ),
    breaks("ingress_speaks_tls", "optional", INGRESS, ("/spec/tls", value!([]))),
    breaks(
        "ingress_speaks_tls",
        "production",
        ("Gateway", "fingerprint-api"),
        ("/spec/listeners/1", value!(null)),
    ),
    breaks(
        "ingress_hides_metrics",
        "production",
        ("HTTPRoute", "fingerprint-api"),
        ("/spec/rules/0/backendRefs/0/port", value!(9090)),
    ),
    breaks(
        "ingress_speaks_tls",
        "optional",
        INGRESS,
        ("/metadata/annotations/nginx.ingress.kubernetes.io~1limit-rps", value!(null)),
    ),
    breaks(
        "annotations_exist",
        "optional",
        INGRESS,
        ("/metadata/annotations/nginx.ingress.kubernetes.io~1rate-limit", value!("100")),
    ),
    breaks(
        "affinity_is_meant",
        "production",
        ("Service", "fingerprint-api"),
        ("/spec/sessionAffinityConfig", value!({"clientIP": {"timeoutSeconds": 60}})),
    ),
    breaks(
        "redis_is_guarded",
        "production",
        REDIS,
        (
            "/spec/template/spec/containers/0/args/0",
            value!("exec redis-server /etc/redis/redis.conf"),
        ),
    ),
    breaks(
        "redis_is_guarded",
        "production",
        REDIS,
        ("/spec/template/spec/containers/0/resources/limits/memory", value!("256Mi")),
    ),
    breaks(
        "one_writer_a_volume",
        "production",
        REDIS,
        ("/spec/strategy/type", value!("RollingUpdate")),
    ),
    breaks(
        "pushgateway_is_one_and_guarded",
        "pushgateway-production",
        GATE,
        ("/spec/replicas", value!(2)),
    ),
    breaks(
        "pushgateway_is_one_and_guarded",
        "pushgateway-production",
        GATE,
        ("/spec/template/spec/containers/0/args", value!([])),
    ),
    breaks(
        "jobs_do_not_overlap",
        "production",
        ("CronJob", "redis-backup"),
        ("/spec/concurrencyPolicy", value!("Allow")),
    ),
    breaks(
        "jobs_do_not_overlap",
        "production",
        ("CronJob", "redis-backup"),
        ("/spec/schedule", value!("0 3 * * *")),
    ),
    breaks(
        "jobs_do_not_overlap",
        "production",
        ("CronJob", "redis-backup"),
        ("/spec/timeZone", value!(null)),
    ),
];

pub(crate) fn put(object: &mut Value, pointer: &str, new: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    let parent = object.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer} leads nowhere"));
    match parent {
        Value::Array(items) => {
            let index: usize = key.parse().unwrap();
            if new.is_null() {
                items.remove(index);
            } else if index == items.len() {
                items.push(new);
            } else {
                items[index] = new;
            }
        }
        Value::Object(fields) if new.is_null() => {
            fields.remove(&key).unwrap_or_else(|| panic!("{pointer} was not there"));
        }
        Value::Object(fields) => {
            fields.insert(key, new);
        }
        _ => panic!("{pointer} leads nowhere"),
    }
}

fn find<'a>(render: &'a mut Render, (kind, name): (&str, &str)) -> &'a mut Object {
    let title = format!("{}: {kind}/{name}", render.name);
    render
        .objects
        .iter_mut()
        .find(|one| one.kind() == kind && one.name() == name)
        .unwrap_or_else(|| panic!("{title}"))
}

#[test]
fn every_rule_turns_red_when_its_property_is_broken() {
    let all = renders();
    for mutation in MUTATIONS {
        let Mutation { rule, render, object, change: (pointer, new) } = mutation;
        let mut broken = all
            .iter()
            .find(|one| one.name == *render)
            .unwrap_or_else(|| panic!("{render}"))
            .clone();
        let found = find(&mut broken, *object);
        if *pointer == "/metadata/name" {
            // The whole object goes.
            found.0 = json!({"kind": "Removed"});
        } else {
            put(&mut found.0, pointer, new());
        }
        let check =
            RULES.iter().find(|one| one.name == *rule).unwrap_or_else(|| panic!("{rule}")).check;
        assert!(
            !check(&broken).is_empty(),
            "{rule} stays green with {object:?} {pointer} = {}",
            new()
        );
    }
}

#[test]
fn every_rule_has_a_mutation() {
    for rule in RULES {
        assert!(MUTATIONS.iter().any(|one| one.rule == rule.name), "nothing breaks {}", rule.name);
    }
}
