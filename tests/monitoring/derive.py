"""The shipped configuration, made fast and local: the same rules, routes and relabelling with times
scaled, discovery read from files and receivers on loopback. Nothing is written by hand here."""

import re

import yaml

from .promtool import RULE_FILES, seconds
from .tools import MONITORING

WINDOW_SCALE = 60
SHORTEST_WINDOW = 5
WAIT_SCALE = 240
PATIENCE_SCALE = 20
# Ages compared with the clock: 26 h become twenty seconds.
AGE_SCALE = 4680

SECRETS = "/etc/alertmanager/secrets"


def window(text):
    """`[5m]` is five seconds; no window is shorter than a few scrapes."""
    return f"{max(SHORTEST_WINDOW, seconds(text) // WINDOW_SCALE)}s"


def wait(text):
    return f"{max(1, seconds(text) * 1000 // WAIT_SCALE)}ms" if seconds(text) else "0s"


def milliseconds(text):
    return int(text.removesuffix("ms"))


def expression(text):
    text = re.sub(r"\[(\d+[smhd])\]", lambda found: f"[{window(found[1])}]", text)
    # The age of a push, not a distance into the future.
    return re.sub(r"(time\(\) - .*> )([\d*\s]+)$", rf"\1(\2) / {AGE_SCALE}", text.strip())


def rules():
    for name in RULE_FILES:
        document = yaml.safe_load((MONITORING / "prometheus" / name).read_text())
        for group in document["groups"]:
            group.pop("interval", None)
            for rule in group["rules"]:
                rule["expr"] = expression(rule["expr"])
                if "for" in rule:
                    # One scrape that comes late on a busy machine is not a fault.
                    rule["for"] = max("2000ms", wait(rule["for"]), key=milliseconds)
        yield name, document


def prometheus(port, folder, secrets, probe_port):
    """Every discovery by role reads `<role>.json` of the folder, of the namespaces it asks for alone;
    passwords stand below `secrets`, and the probe listens on a port of its own."""
    config = yaml.safe_load((MONITORING / "prometheus" / "prometheus.yml").read_text())
    config["global"].update(scrape_interval="1s", scrape_timeout="1s", evaluation_interval="1s")
    discoveries = [*config["scrape_configs"], *config["alerting"]["alertmanagers"]]
    for each in discoveries:
        found = each.pop("kubernetes_sd_configs", None)
        if found:
            each["file_sd_configs"] = [
                {"files": [str(folder / f"{found[0]['role']}.json")], "refresh_interval": "1s"}
            ]
            names = found[0].get("namespaces", {}).get("names")
            if names and found[0]["role"] == "pod" and each.get("job_name") != "fingerprint-api":
                asked = {
                    "source_labels": ["__meta_kubernetes_namespace"],
                    "regex": "|".join(names),
                    "action": "keep",
                }
                each["relabel_configs"].insert(0, asked)
        # The stand-ins speak plain HTTP.
        if each.pop("tls_config", None):
            each.pop("authorization")
            each["scheme"] = "http"
        for rule in each.get("relabel_configs", []):
            if rule.get("replacement", "").startswith("blackbox-exporter:"):
                rule["replacement"] = f"127.0.0.1:{probe_port}"
        if "basic_auth" in each:
            file = each["basic_auth"]["password_file"].removeprefix("/etc/prometheus/secrets/")
            each["basic_auth"]["password_file"] = str(secrets / file)
        for static in each.get("static_configs", []):
            static["targets"] = [
                f"127.0.0.1:{port}" if t == "localhost:9090" else t for t in static["targets"]
            ]
    return config


def features():
    """The feature flags with which Prometheus is deployed."""
    for each in yaml.safe_load_all((MONITORING / "prometheus" / "prometheus.yaml").read_text()):
        if each["kind"] == "StatefulSet":
            args = each["spec"]["template"]["spec"]["containers"][0]["args"]
            yield from (arg for arg in args if arg.startswith("--enable-feature="))


def alertmanager(secrets, smtp_port, http_port):
    text = (
        (MONITORING / "alertmanager" / "alertmanager.yml")
        .read_text()
        .replace(SECRETS, str(secrets))
    )
    config = yaml.safe_load(text)
    config["global"].update(
        smtp_smarthost=f"127.0.0.1:{smtp_port}",
        # The stand-in has no certificate.
        smtp_require_tls=False,
        pagerduty_url=f"http://127.0.0.1:{http_port}/pagerduty",
    )
    for receiver in config["receivers"]:
        for hook in receiver.get("webhook_configs", []):
            hook["url"] = f"http://127.0.0.1:{http_port}/watchdog"
    scale_routes(config["route"])
    return config


def scale_routes(route):
    # Patience keeps its order, or what is going to be inhibited would be told before.
    if "group_wait" in route:
        route["group_wait"] = (
            f"{min(4000, seconds(route['group_wait']) * 1000 // PATIENCE_SCALE)}ms"
        )
    if "group_interval" in route:
        route["group_interval"] = wait(route["group_interval"])
    # Told at any hour, so that the test does not depend on the clock.
    route.pop("mute_time_intervals", None)
    for child in route.get("routes", []):
        scale_routes(child)


def pod(name, namespace, port, app, port_name, **more):
    """A target as Kubernetes discovery describes it."""
    labels = {
        "__meta_kubernetes_namespace": namespace,
        "__meta_kubernetes_pod_name": name,
        "__meta_kubernetes_pod_label_app_kubernetes_io_name": app,
        "__meta_kubernetes_pod_label_app_kubernetes_io_part_of": "fingerprint",
        "__meta_kubernetes_pod_container_port_name": port_name,
        "__meta_kubernetes_pod_phase": "Running",
        "__meta_kubernetes_pod_node_name": "node-1",
    }
    labels.update({f"__meta_kubernetes_pod_{key}": value for key, value in more.items()})
    return {"targets": [f"127.0.0.1:{port}"], "labels": labels}
