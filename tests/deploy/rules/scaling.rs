//! How many pods there are, may be, and must stay.

use serde_json::Value;

use crate::object::{Object, Render, at, chooses, list, quantity, text};

/// A count in the workload would reset the scaler's with every apply.
pub(super) fn scaler_is_alone(render: &Render) -> Vec<String> {
    let counted = |object: &&Object| {
        render.scaler(object.name()).is_some() && !at(&object.0, "spec.replicas").is_null()
    };
    render
        .of("Deployment")
        .filter(counted)
        .map(|object| format!("{} has `replicas` beside its scaler", object.title()))
        .collect()
}

/// A share of a request that is not made cannot be computed.
pub(super) fn scaler_has_requests(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for scaler in render.of("HorizontalPodAutoscaler") {
        let target = text(&scaler.0, "spec.scaleTargetRef.name");
        let Some(workload) = render.find("Deployment", target) else { continue };
        for metric in
            list(&scaler.0, "spec.metrics").iter().filter(|one| at(one, "resource").is_object())
        {
            let name = text(metric, "resource.name");
            for container in list(workload.pod(), "containers") {
                if at(container, &format!("resources.requests.{name}")).is_null() {
                    wrong.push(format!(
                        "{} scales on {name}, which nobody requests",
                        scaler.title()
                    ));
                }
            }
        }
    }
    wrong
}

/// What the checklist promises, whole in every environment that scales.
pub(super) fn scaler_is_complete(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for scaler in render.of("HorizontalPodAutoscaler") {
        let metrics = list(&scaler.0, "spec.metrics");
        let utilization = |name: &str| {
            metrics
                .iter()
                .find(|one| text(one, "resource.name") == name)
                .and_then(|one| at(one, "resource.target.averageUtilization").as_u64())
        };
        let requests = metrics
            .iter()
            .find(|one| text(one, "pods.metric.name") == "http_requests_per_second")
            .map(|one| quantity(at(one, "pods.target.averageValue")));
        if utilization("cpu") != Some(70)
            || utilization("memory") != Some(80)
            || requests != Some(100.0)
        {
            wrong.push(format!(
                "{} does not scale on CPU 70 %, memory 80 % and 100 requests",
                scaler.title()
            ));
        }
        behaviour(scaler, at(&scaler.0, "spec.behavior"), &mut wrong);
    }
    for scaler in render.of("ScaledObject") {
        let kinds: Vec<&str> =
            list(&scaler.0, "spec.triggers").iter().map(|one| text(one, "type")).collect();
        if kinds != ["cpu", "memory", "prometheus"] {
            wrong.push(format!("{} has the triggers {kinds:?}", scaler.title()));
        }
        behaviour(
            scaler,
            at(&scaler.0, "spec.advanced.horizontalPodAutoscalerConfig.behavior"),
            &mut wrong,
        );
    }
    wrong
}

fn behaviour(scaler: &Object, found: &Value, wrong: &mut Vec<String>) {
    for (way, window, policies) in [
        ("scaleUp", 60, [("Percent", 100), ("Pods", 2)]),
        ("scaleDown", 300, [("Percent", 50), ("Pods", 1)]),
    ] {
        let side = at(found, way);
        let holds = at(side, "stabilizationWindowSeconds") == window
            && policies.iter().all(|(kind, value)| {
                list(side, "policies").iter().any(|policy| {
                    text(policy, "type") == *kind
                        && at(policy, "value") == *value
                        && at(policy, "periodSeconds") == 60
                })
            });
        if !holds {
            wrong.push(format!("{}: {way} is not what was promised", scaler.title()));
        }
    }
}

/// A budget of all pods would stop every drain of a node.
pub(super) fn budget_is_below_replicas(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for budget in render.of("PodDisruptionBudget") {
        let selector = at(&budget.0, "spec.selector");
        let Some(workload) = render.with_pods().find(|one| chooses(selector, &one.pod_labels()))
        else {
            continue;
        };
        let (least, _) = render.replicas(workload);
        if at(&budget.0, "spec.maxUnavailable").as_u64().is_some_and(|away| away > 0) {
            continue;
        }
        let kept = at(&budget.0, "spec.minAvailable").as_f64();
        if kept.is_none_or(|kept| kept >= least || kept < 1.0) {
            wrong.push(format!("{} keeps {kept:?} of {least} pods", budget.title()));
        }
    }
    for workload in render.of("Deployment").filter(|one| render.replicas(one).0 > 1.0) {
        let guarded =
            |budget: &Object| chooses(at(&budget.0, "spec.selector"), &workload.pod_labels());
        if !render.of("PodDisruptionBudget").any(guarded) {
            wrong.push(format!("{} has several pods and no budget", workload.title()));
        }
    }
    wrong
}

/// Without its metrics a scaler holds what runs: an outage of the monitoring must not take pods
/// away.
pub(super) fn fallback_is_no_shrinking(render: &Render) -> Vec<String> {
    let shrinks = |scaler: &&Object| {
        let fallback = at(&scaler.0, "spec.fallback");
        let held = at(fallback, "replicas").as_u64();
        text(fallback, "behavior") != "currentReplicasIfHigher"
            || held.is_none_or(|held| at(&scaler.0, "spec.minReplicaCount").as_u64() > Some(held))
    };
    let found = render.of("ScaledObject").filter(shrinks);
    found.map(|one| format!("{} takes pods away when Prometheus is away", one.title())).collect()
}

/// Every pod at its most, the one that a rollout adds, those of before that are still ending (they
/// count until they are gone), and a run of every job.
pub(super) fn quota_holds_the_maximum(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for quota in render.of("ResourceQuota") {
        for side in ["requests", "limits"] {
            for resource in ["cpu", "memory"] {
                let allowed = quantity(
                    at(&quota.0, "spec.hard")
                        .get(format!("{side}.{resource}"))
                        .unwrap_or(&Value::Null),
                );
                let needed: f64 =
                    render.with_pods().map(|one| most(render, one, side, resource)).sum();
                if allowed.is_nan() || needed > allowed {
                    wrong.push(format!(
                        "{} allows {side}.{resource} {allowed}, at most {needed} are needed",
                        quota.title()
                    ));
                }
            }
        }
    }
    wrong
}

fn most(render: &Render, workload: &Object, side: &str, resource: &str) -> f64 {
    let path = format!("resources.{side}.{resource}");
    let amount = |container: &Value| quantity(at(container, &path));
    let together: f64 = list(workload.pod(), "containers").iter().map(amount).sum();
    let before = list(workload.pod(), "initContainers").iter().map(amount).fold(0.0, f64::max);
    let surge = at(&workload.0, "spec.strategy.rollingUpdate.maxSurge").as_f64().unwrap_or(0.0);
    let most = render.replicas(workload).1;
    let ending = if surge > 0.0 { most } else { 0.0 };
    (most + ending + surge) * together.max(before)
}
