//! The service's own pods: probes, drain, settings, models and scraping.

use std::fs;

use serde_json::Value;

use crate::object::{Object, Render, at, list, root, text};

fn services(render: &Render) -> impl Iterator<Item = &Object> {
    render.of("Deployment").filter(|object| object.is_the_service())
}

pub(super) fn probes_are_the_services(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in services(render) {
        let container = object.main_container();
        // Behind the PROXY protocol the API's port is closed to a kubelet.
        let proxied = list(container, "env").iter().any(|one| {
            text(one, "name") == "FPA_EDGE__PROXY_PROTOCOL" && text(one, "value") == "true"
        });
        let port = if proxied { 9090 } else { 8000 };
        for (probe, path) in [
            ("startupProbe", "/health"),
            ("livenessProbe", "/health"),
            ("readinessProbe", "/api/v1/models/status"),
        ] {
            let get = at(container, &format!("{probe}.httpGet"));
            if text(get, "path") != path || number_of_port(container, at(get, "port")) != Some(port)
            {
                wrong.push(format!("{}: {probe} does not ask {path} on {port}", object.title()));
            }
        }
    }
    for object in render.with_pods().filter(|one| !matches!(one.kind(), "CronJob" | "Job" | "Pod"))
    {
        for container in list(object.pod(), "containers") {
            for probe in ["livenessProbe", "readinessProbe"] {
                let found = at(container, probe);
                let get = at(found, "httpGet");
                let reaches = get.is_null() || number_of_port(container, at(get, "port")).is_some();
                if found.is_null() || !reaches {
                    wrong.push(format!("{}: {probe} is missing or asks no port", object.title()));
                }
            }
        }
    }
    wrong
}

fn number_of_port(container: &Value, port: &Value) -> Option<u64> {
    let ports = list(container, "ports");
    let found =
        ports.iter().find(|one| at(one, "name") == port || at(one, "containerPort") == port);
    found.and_then(|one| at(one, "containerPort").as_u64())
}

pub(super) fn rollout_loses_nobody(render: &Render) -> Vec<String> {
    let keeps = |object: &&Object| {
        let update = at(&object.0, "spec.strategy.rollingUpdate");
        at(update, "maxUnavailable") == 0
            && at(update, "maxSurge").as_u64().is_some_and(|surge| surge > 0)
    };
    services(render)
        .filter(|object| !keeps(object))
        .map(|object| format!("{} takes pods away before others are ready", object.title()))
        .collect()
}

/// The settings file that the pod mounts.
fn settings(render: &Render, object: &Object) -> toml::Table {
    let volumes = list(object.pod(), "volumes").iter();
    let files =
        volumes.filter_map(|volume| render.find("ConfigMap", text(volume, "configMap.name")));
    let texts =
        files.filter_map(|map| at(&map.0, "data").get("config.toml").and_then(Value::as_str));
    texts.map(|text| text.parse().expect("config.toml is TOML")).next().unwrap_or_default()
}

/// After SIGTERM: the lead, long enough for slow load balancers, then the grace, then a second of
/// calm; only then may SIGKILL come.
pub(super) fn grace_is_long_enough(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in services(render) {
        let http = settings(render, object);
        let number = |key: &str| {
            http.get("http")
                .and_then(|http| http.get(key))
                .and_then(toml::Value::as_integer)
                .unwrap_or(0)
        };
        let (lead, grace) = (number("shutdown_lead_ms"), number("shutdown_grace_seconds"));
        let given = at(object.pod(), "terminationGracePeriodSeconds").as_i64().unwrap_or(30);
        if lead < 10_000 || grace < 10 || lead.div_euclid(1000) + grace + 1 >= given {
            wrong.push(format!(
                "{}: {lead} ms and {grace} s do not fit into {given} s",
                object.title()
            ));
        }
    }
    wrong
}

/// Whatever is wrong with a setting of the service must not stop the container that only copies
/// files.
pub(super) fn init_takes_what_it_needs(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in services(render) {
        for container in list(object.pod(), "initContainers") {
            let names: Vec<&str> =
                list(container, "env").iter().map(|one| text(one, "name")).collect();
            if names != ["FPA_MODELS__DIR"] || !list(container, "envFrom").is_empty() {
                wrong.push(format!(
                    "{}: {} reads {names:?}",
                    object.title(),
                    text(container, "name")
                ));
            }
        }
    }
    wrong
}

/// Every key that the manifests set is in the reference of the service's settings.
pub(super) fn settings_exist(render: &Render) -> Vec<String> {
    let reference =
        fs::read_to_string(root().join("docs/operate/configuration.md")).expect("the reference");
    let known = |key: &str| reference.contains(&format!("| `{key}` |"));
    let mut wrong = Vec::new();
    for object in services(render) {
        let mut names: Vec<String> = Vec::new();
        for container in object.containers() {
            names.extend(list(container, "env").iter().map(|one| text(one, "name").to_owned()));
            for source in list(container, "envFrom") {
                let map = render.find("ConfigMap", text(source, "configMapRef.name"));
                let data = map.and_then(|map| at(&map.0, "data").as_object()).into_iter().flatten();
                names.extend(data.map(|(key, _)| key.clone()));
            }
        }
        let variables = names
            .iter()
            .filter_map(|name| name.strip_prefix("FPA_"))
            .filter(|name| *name != "CONFIG");
        let mut keys: Vec<String> =
            variables.map(|name| name.to_ascii_lowercase().replace("__", ".")).collect();
        for (section, table) in &settings(render, object) {
            let table = table.as_table().into_iter().flatten();
            keys.extend(table.map(|(key, _)| format!("{section}.{key}")));
        }
        if keys.is_empty() {
            wrong.push(format!("{} sets nothing", object.title()));
        }
        wrong.extend(
            keys.iter()
                .filter(|key| !known(key))
                .map(|key| format!("{} sets {key}", object.title())),
        );
    }
    wrong
}

/// Models are more than the 1 MiB of a `ConfigMap`, and the process must not be able to write them.
pub(super) fn models_are_a_volume(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in services(render) {
        let mounts = list(object.main_container(), "volumeMounts");
        let mount = mounts.iter().find(|one| text(one, "name") == "models");
        let filled = list(object.pod(), "initContainers").iter().any(|one| {
            let args = list(one, "args");
            args.first().is_some_and(|arg| arg == "models")
                && args.get(1).is_some_and(|arg| arg == "copy")
        });
        let volume = list(object.pod(), "volumes").iter().find(|one| text(one, "name") == "models");
        let holds = volume.is_some_and(|one| at(one, "emptyDir").is_object())
            && mount.is_some_and(|one| at(one, "readOnly") == &Value::Bool(true));
        if !holds || !filled {
            wrong.push(format!(
                "{}: models are not a read-only volume that is filled",
                object.title()
            ));
        }
    }
    for map in render.of("ConfigMap") {
        let size = map.0.to_string().len();
        if size > 512 * 1024 || map.0.get("binaryData").is_some() {
            wrong.push(format!("{} holds {size} bytes; the cap is 1 MiB", map.title()));
        }
    }
    wrong
}

/// The annotations that Prometheus reads name a port and a path that are there.
pub(super) fn scrape_reaches_the_port(render: &Render) -> Vec<String> {
    let mut wrong = Vec::new();
    for object in services(render) {
        let annotations = at(object.template().unwrap_or(&Value::Null), "metadata.annotations");
        let word = |key: &str| annotations.get(key).and_then(Value::as_str).unwrap_or_default();
        let port = word("prometheus.io/port").parse().ok();
        let metrics = number_of_port(object.main_container(), &Value::from("metrics"));
        let listen = settings(render, object)
            .get("metrics")
            .and_then(|metrics| metrics.get("listen")?.as_str()?.rsplit(':').next()?.parse().ok());
        if word("prometheus.io/scrape") != "true"
            || word("prometheus.io/path") != "/metrics"
            || port.is_none()
            || port != metrics
            || port != listen
        {
            wrong.push(format!(
                "{}: scraped {port:?}, open {metrics:?}, served {listen:?}",
                object.title()
            ));
        }
    }
    wrong
}
