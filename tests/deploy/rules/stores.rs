//! What keeps something: Redis, the Pushgateway, and the jobs that look after them.

use serde_json::Value;

use crate::object::{Object, Render, at, list, quantity, text};

/// The password is in force, the memory ends before the container's does, and what was written
/// lasts.
pub(super) fn redis_is_guarded(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in render.of("Deployment").filter(|one| one.name() == "redis") {
        let mut say = |what: &str| wrong.push(format!("{}: {what}", object.title()));
        let container = object.main_container();
        let volumes = list(object.pod(), "volumes").iter();
        let maps =
            volumes.filter_map(|volume| render.find("ConfigMap", text(volume, "configMap.name")));
        let settings: String = maps
            .filter_map(|map| at(&map.0, "data").get("redis.conf").and_then(Value::as_str))
            .collect();
        let setting = |key: &str| {
            settings
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix(' '))
                .unwrap_or_default()
        };
        let script: String = list(container, "args").iter().filter_map(Value::as_str).collect();
        let named = list(container, "env").iter().any(|one| {
            text(one, "name") == "REDISCLI_AUTH" && at(one, "valueFrom.secretKeyRef").is_object()
        });
        if !(named && script.contains("requirepass \"%s\"") && script.contains("${REDISCLI_AUTH:?"))
            || setting("include") != "/run/redis/auth.conf"
        {
            say("the password is not in force");
        }
        let limit = quantity(at(container, "resources.limits.memory"));
        let most = quantity(&Value::from(setting("maxmemory")));
        if most.is_nan() || most > limit / 2.0 {
            say("maxmemory leaves no room below the limit of the container");
        }
        if setting("appendonly") != "yes" || setting("appendfsync") != "everysec" {
            say("what was written does not last");
        }
        let probes = ["startupProbe", "livenessProbe", "readinessProbe", "lifecycle.preStop"];
        if probes.iter().any(|one| at(container, one).is_null()) {
            say("a probe or preStop is missing");
        }
    }
    wrong
}

/// A claim that one node may write is never given to two pods at once.
pub(super) fn one_writer_a_volume(render: &Render) -> Vec<String> {
    let claims = |object: &Object| {
        list(object.pod(), "volumes").iter().any(|one| at(one, "persistentVolumeClaim").is_object())
    };
    let careless = |object: &&Object| {
        claims(object)
            && (text(&object.0, "spec.strategy.type") != "Recreate"
                || at(&object.0, "spec.replicas") != 1)
    };
    let found = render.of("Deployment").filter(careless);
    found.map(|one| format!("{} may write its volume twice", one.title())).collect()
}

fn is_pushgateway(object: &Object) -> bool {
    text(object.main_container(), "image").contains("prom/pushgateway")
}

/// Two replicas would each hold half of the groups; and the password is asked for by the binary.
pub(super) fn pushgateway_is_one_and_guarded(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in render.of("Deployment").filter(|one| is_pushgateway(one)) {
        let container = object.main_container();
        if at(&object.0, "spec.replicas") != 1 || render.scaler(object.name()).is_some() {
            wrong.push(format!("{} has more than one replica", object.title()));
        }
        let args: Vec<&str> = list(container, "args").iter().filter_map(Value::as_str).collect();
        let configured = args.iter().find_map(|arg| arg.strip_prefix("--web.config.file="));
        let mounted = configured.is_some_and(|file| {
            let mounts = list(container, "volumeMounts");
            mounts
                .iter()
                .any(|one| file.starts_with(text(one, "mountPath")) && text(one, "name") == "auth")
        });
        if !mounted {
            wrong.push(format!("{} asks nobody for a password", object.title()));
        }
        for probe in ["livenessProbe", "readinessProbe"] {
            if at(container, probe).get("periodSeconds").is_none_or(|period| period != 10) {
                wrong.push(format!("{}: {probe} is not each 10 s", object.title()));
            }
        }
    }
    wrong
}

pub(super) fn jobs_do_not_overlap(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for job in render.of("CronJob") {
        let holds = text(&job.0, "spec.concurrencyPolicy") == "Forbid"
            && text(&job.0, "spec.timeZone") == "Etc/UTC"
            && !at(&job.0, "spec.jobTemplate.spec.activeDeadlineSeconds").is_null();
        if !holds
            || (job.name().ends_with("redis-backup")
                && text(&job.0, "spec.schedule") != "0 2 * * *")
        {
            wrong.push(format!("{} may overlap, never end, or run at another hour", job.title()));
        }
    }
    wrong
}
