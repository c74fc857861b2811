"""The live stack: the real service (one instance for each fault, each in a namespace of its own),
Prometheus, Alertmanager, Pushgateway, Redis and exporters, with the shipped files made fast."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import yaml

from . import derive, load
from .cluster import Cluster
from .receivers import PASSWORD, Receivers, free_port
from .tools import MONITORING, ROOT, WORK, run, tool

BINARY = pathlib.Path(os.environ.get("FINGERPRINT_API", ROOT / "target/release/fingerprint-api"))
# As the service itself looks for them: beside the binary, else in the checkout.
BESIDE = BINARY.parent / "models"
MODELS = BESIDE if (BESIDE / "active.toml").is_file() else ROOT / "models"

# What the healthy instance is asked to do beside its defaults, so that all its metrics are alive.
FEATURES = {
    "FPA_LIMIT__ENABLED": "true",
    "FPA_LIMIT__PER_ADDRESS": "1000",
    "FPA_LIMIT__PER_KEY": "1000",
    "FPA_LIMIT__REDIS_URL": "redis://127.0.0.1:{redis}/0",
    # A busy machine is no fault of Redis.
    "FPA_LIMIT__REDIS_TIMEOUT_MS": "1000",
    "FPA_CACHE__ENTRIES": "1000",
    "FPA_MODELS__SHADOW": str(MODELS),
    "FPA_SENSOR__LISTEN": "127.0.0.1:{sensor}",
    "FPA_TRACE__OTLP_ENDPOINT": "http://127.0.0.1:{collector}",
}
NAMESPACES = [
    "fingerprint",
    "killed",
    "broken",
    "slow",
    "slower",
    "crowded",
    "unknown",
    "novel",
    "limited",
    "refused",
]
NAMESPACES += ["guarded", "gone-staging"]
REDIS_BYTES = 8 << 20
SCRAPER = ("prometheus", "password-of-production")
PUSHER = ("ci", "password-of-ci")
# Namespace -> the password of `prometheus` there.
PUSHGATEWAYS = {"pushgateway": SCRAPER[1], "pushgateway-staging": "password-of-staging"}


class Stack:
    def __init__(self, namespaces):
        self.namespaces = namespaces
        if not BINARY.exists():
            raise AssertionError(f"{BINARY} is missing: make build, or set FINGERPRINT_API")
        WORK.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="live-", dir=WORK))
        self.processes = {}
        self.loops = {}
        self.ports = {}
        self.started = time.monotonic()
        self.receivers = Receivers()
        # `idle` has pods and no service: what is told there is inhibited by nothing else.
        self.cluster = Cluster([*namespaces, "idle"])
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    # Processes

    def spawn(self, name, *command, env=None):
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("FPA_")
        }
        with open(self.folder / f"{name}.log", "ab") as out:  # noqa: PTH123
            self.processes[name] = subprocess.Popen(
                [str(part) for part in command],
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**environment, **(env or {})},
                cwd=self.folder,
            )

    def kill(self, name, how=signal.SIGKILL):
        process = self.processes.pop(name, None)
        if process is not None:
            process.send_signal(how)
            process.wait(timeout=60)

    def service(self, name, **settings):
        """Starts an instance; a second call starts it again on the same ports."""
        api, metrics = self.ports.setdefault(name, (free_port(), free_port()))
        env = {
            "FPA_HTTP__LISTEN": f"127.0.0.1:{api}",
            "FPA_METRICS__LISTEN": f"127.0.0.1:{metrics}",
            "FPA_HTTP__WORKERS": "1",
            "FPA_MODELS__DIR": str(MODELS),
            "FPA_HTTP__SHUTDOWN_LEAD_MS": "0",
            **settings,
        }
        self.spawn(f"api-{name}", BINARY, "serve", env=env)

    def api(self, name):
        return self.ports[name][0]

    def _start(self):
        self._redis()
        self._pushgateways()
        self.sensor_port = free_port()
        ports = {
            "redis": self.redis_port,
            "sensor": self.sensor_port,
            "collector": self.receivers.http_port,
        }
        features = {key: value.format(**ports) for key, value in FEATURES.items()}
        self.broken_models = self.folder / "broken-models"
        self.broken_models.mkdir()
        # As it was built: everything healthy. The faults come later.
        for name in self.namespaces:
            more = {}
            if name == "fingerprint":
                more = features
            elif name == "crowded":
                more = {"FPA_INFERENCE__THREADS": "1", "FPA_INFERENCE__QUEUE_CAPACITY": "1"}
            elif name == "limited":
                # Counting alone: Redis, which is going to be killed, is not its cause.
                more = {
                    "FPA_LIMIT__ENABLED": "true",
                    "FPA_LIMIT__PER_ADDRESS": "1",
                    "FPA_LIMIT__BURST": "0",
                }
            elif name == "broken":
                shutil.copytree(
                    MODELS,
                    self.broken_models,
                    dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns("training"),
                )
                more = {"FPA_MODELS__DIR": str(self.broken_models)}
            elif name == "guarded":
                self.guarded_sensor_port = free_port()
                more = {
                    "FPA_SENSOR__LISTEN": f"127.0.0.1:{self.guarded_sensor_port}",
                    **self._keys(),
                }
            elif name == "refused":
                shutil.copytree(self.broken_models, self.folder / "refused-models")
                more = {"FPA_MODELS__DIR": str(self.folder / "refused-models")}
            self.service(name, **more)
        self._alertmanager()
        self._prometheus()

    def _keys(self):
        """Settings that let in the bearer of one key, which is thrown away."""
        made = subprocess.run(
            [BINARY, "keys", "new", "--id", "nobody"], capture_output=True, text=True, check=True
        )
        keys = self.folder / "keys.toml"
        keys.write_text(made.stdout)
        return {"FPA_AUTH__ENABLED": "true", "FPA_AUTH__KEYS_FILE": str(keys)}

    def _redis(self):
        self.redis_port = free_port()
        self.start_redis()
        self.redis_exporter_port = free_port()
        self.spawn(
            "redis-exporter",
            tool("prometheus-redis-exporter"),
            f"--redis.addr=redis://127.0.0.1:{self.redis_port}",
            f"--web.listen-address=127.0.0.1:{self.redis_exporter_port}",
        )
        self.node_port = free_port()
        self.start_node_exporter()

    def start_redis(self):
        self.spawn(
            "redis",
            tool("redis-server"),
            *("--port", self.redis_port, "--bind", "127.0.0.1", "--save", "", "--maxclients", "60"),
            *("--maxmemory", REDIS_BYTES, "--daemonize", "no"),
        )

    def start_node_exporter(self):
        self.spawn(
            "node-exporter",
            tool("prometheus-node-exporter"),
            f"--web.listen-address=127.0.0.1:{self.node_port}",
        )

    def fill_redis(self, share):
        """Until so much of maxmemory is used; full, it would refuse the rate limit's writes, and that
        is told in a graver way."""
        used, number = 0, 0
        while used < share * REDIS_BYTES:
            number += 1
            self.redis_cli(
                "eval",
                "redis.call('set', KEYS[1], string.rep('x', 100000))",
                "1",
                f"filler-{number}",
            )
            used = int(self.redis_cli("info", "memory").split("used_memory:")[1].split()[0])

    def redis_cli(self, *arguments):
        ended = subprocess.run(
            ["redis-cli", "-p", str(self.redis_port), *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.stdout

    def _pushgateways(self):
        """One for each environment; in each two users with passwords of their own, held by the binary's
        own web configuration."""
        self.pushgateway_ports = {namespace: free_port() for namespace in PUSHGATEWAYS}
        for namespace, port in self.pushgateway_ports.items():
            users = {}
            for user, password in ((SCRAPER[0], PUSHGATEWAYS[namespace]), PUSHER):
                passed, line = run("htpasswd", "-nbB", "-C", "4", user, password)
                assert passed, line
                users[user] = line.strip().split(":", 1)[1]
            folder = self.folder / namespace
            folder.mkdir()
            (folder / "web.yml").write_text(yaml.safe_dump({"basic_auth_users": users}))
            (folder / "password").write_text(PUSHGATEWAYS[namespace])
            self.spawn(
                namespace,
                tool("prometheus-pushgateway"),
                f"--web.listen-address=127.0.0.1:{port}",
                f"--web.config.file={folder / 'web.yml'}",
                # Debian's build keeps its state in a file of the system's unless told otherwise.
                f"--persistence.file={folder / 'state'}",
                *("--log.level", "error"),
            )

    def _alertmanager(self):
        secrets = self.folder / "secrets"
        secrets.mkdir()
        hooks = f"http://127.0.0.1:{self.receivers.http_port}"
        for name, text in {
            "smtp-password": PASSWORD,
            "slack-url": f"{hooks}/slack",
            "pagerduty-routing-key": "routing-key-of-the-test",
            "watchdog-token": "token-of-the-test",
        }.items():
            (secrets / name).write_text(text)
        config = derive.alertmanager(secrets, self.receivers.smtp_port, self.receivers.http_port)
        folder = self.folder / "alertmanager"
        shutil.copytree(MONITORING / "alertmanager" / "templates", folder / "templates")
        (folder / "alertmanager.yml").write_text(yaml.safe_dump(config))
        self.alertmanager_port = free_port()
        self.spawn(
            "alertmanager",
            tool("prometheus-alertmanager"),
            f"--config.file={folder / 'alertmanager.yml'}",
            f"--storage.path={folder / 'state'}",
            f"--web.listen-address=127.0.0.1:{self.alertmanager_port}",
            "--cluster.listen-address=",
            "--log.level=warn",
        )

    def _prometheus(self):
        self.prometheus_port = free_port()
        folder = self.folder / "prometheus"
        folder.mkdir()
        for name, document in derive.rules():
            (folder / name).write_text(yaml.safe_dump(document))
        self._targets(folder)
        shutil.copy(MONITORING / "prometheus" / "probes.yml", folder)
        probe_port = self.cluster.serve(("/probe", self.cluster.probe))
        config = derive.prometheus(self.prometheus_port, folder, self.folder, probe_port)
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
        passed, said = run("promtool", "check", "config", folder / "prometheus.yml")
        assert passed, said
        self.spawn(
            "prometheus",
            tool("prometheus"),
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'tsdb'}",
            f"--web.listen-address=127.0.0.1:{self.prometheus_port}",
            # The image's version 3 expands external labels by itself.
            *("--enable-feature=expand-external-labels", "--log.level=warn"),
            *derive.features(),
            *("--rules.alert.resend-delay=1s", "--rules.alert.for-grace-period=0s"),
            "--rules.alert.for-outage-tolerance=0s",
            env={"POD_NAME": "prometheus-0", "CLUSTER": "fingerprint", "REGION": "here"},
        )

    def _targets(self, folder):
        """What Kubernetes would have discovered, with what must not be scraped among it."""
        cluster = self.cluster
        pods = [
            derive.pod(
                "fingerprint-api-0",
                namespace,
                self.ports[namespace][1],
                "fingerprint-api",
                "metrics",
            )
            for namespace in self.namespaces
        ]
        healthy = self.ports["fingerprint"]
        # The API port, a pod that is not there yet, and the annotation by which the service would
        # be scraped twice.
        pods.append(
            derive.pod("fingerprint-api-0", "fingerprint", healthy[0], "fingerprint-api", "http")
        )
        pods.append(
            derive.pod("pending", "fingerprint", 9, "fingerprint-api", "metrics", phase="Pending")
        )
        pods.append(
            derive.pod(
                "annotated",
                "fingerprint",
                healthy[1],
                "fingerprint-api",
                "",
                annotation_prometheus_io_scrape="true",
            )
        )
        # Annotated with another port than discovery names.
        pods.append(
            derive.pod(
                "coredns-0",
                "kube-system",
                9,
                "coredns",
                "dns",
                annotation_prometheus_io_scrape="true",
                annotation_prometheus_io_path="/of/its/own",
                annotation_prometheus_io_port=str(
                    cluster.serve(("/of/its/own", cluster.other_pod))
                ),
            )
        )
        cert_manager = cluster.serve(("/metrics", cluster.cert_manager))
        pods += [
            derive.pod(
                "cert-manager-0",
                "cert-manager",
                cert_manager,
                "cert-manager",
                "http-metrics",
                annotation_prometheus_io_scrape="true",
            ),
            derive.pod(
                "alertmanager-0", "monitoring", self.alertmanager_port, "alertmanager", "http"
            ),
            *(
                derive.pod(f"{namespace}-0", namespace, port, "pushgateway", "http")
                for namespace, port in self.pushgateway_ports.items()
            ),
            derive.pod("redis-0", "fingerprint", self.redis_exporter_port, "redis", "metrics"),
            # Another system's, which is none of ours.
            derive.pod(
                "redis-0", "shop", 9, "redis", "metrics", label_app_kubernetes_io_part_of="shop"
            ),
            derive.pod("node-exporter-0", "monitoring", self.node_port, "node-exporter", "metrics"),
            derive.pod(
                "kube-state-metrics-0",
                "monitoring",
                cluster.serve(("/metrics", cluster.kube_state_metrics)),
                "kube-state-metrics",
                "http",
            ),
        ]
        kubelet = cluster.serve(
            ("/metrics", cluster.kubelet), ("/metrics/cadvisor", cluster.cadvisor)
        )
        nodes = [
            {
                "targets": [f"127.0.0.1:{kubelet}"],
                "labels": {"__meta_kubernetes_node_name": "node-1"},
            }
        ]
        api_server = cluster.serve(("/metrics", cluster.api_server))
        endpoints = [
            {
                "targets": [f"127.0.0.1:{api_server}"],
                "labels": {
                    "__meta_kubernetes_service_name": "kubernetes",
                    "__meta_kubernetes_endpointslice_port_name": "https",
                },
            }
        ]
        for role, found in (("pod", pods), ("node", nodes), ("endpointslice", endpoints)):
            (folder / f"{role}.json").write_text(json.dumps(found))

    # Questions

    def get(self, port, path, **headers):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()

    def query(self, expression):
        """The samples of an instant query."""
        path = "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
        try:
            return json.loads(self.get(self.prometheus_port, path))["data"]["result"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{expression}: {error.read().decode()}") from None

    def query_range(self, expression, seconds, step=1):
        now = time.time()
        values = {"query": expression, "start": now - seconds, "end": now, "step": step}
        path = "/api/v1/query_range?" + urllib.parse.urlencode(values)
        return json.loads(self.get(self.prometheus_port, path))["data"]["result"]

    def exemplars(self, expression):
        """(labels of the series, exemplar) of the last minutes."""
        path = "/api/v1/query_exemplars?" + urllib.parse.urlencode(
            {"query": expression, "start": time.time() - 600, "end": time.time() + 60}
        )
        found = json.loads(self.get(self.prometheus_port, path))["data"]
        return [(each["seriesLabels"], one) for each in found for one in each["exemplars"]]

    def firing(self):
        """{(alert, namespace)} of what fires."""
        found = self.query('ALERTS{alertstate="firing"}')
        return {
            (each["metric"]["alertname"], each["metric"].get("namespace", "")) for each in found
        }

    def evaluations(self):
        """How often each group of rules was evaluated, the rarest of them."""
        found = self.query("min(prometheus_rule_group_iterations_total)")
        return float(found[0]["value"][1]) if found else 0.0

    def targets(self):
        return json.loads(self.get(self.prometheus_port, "/api/v1/targets"))["data"][
            "activeTargets"
        ]

    def all_up(self):
        found = self.targets()
        return bool(found) and all(target["health"] == "up" for target in found)

    def alerts(self):
        """What Alertmanager knows."""
        return json.loads(self.get(self.alertmanager_port, "/api/v2/alerts"))

    def push(self, job, text, user=PUSHER, namespace="pushgateway"):
        headers = {**load.basic(*user), "content-type": "text/plain"} if user else {}
        url = f"http://127.0.0.1:{self.pushgateway_ports[namespace]}/metrics/job/{job}"
        request = urllib.request.Request(url, text.encode(), headers, method="PUT")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self):
        for loop in self.loops.values():
            loop.stop()
        for name in list(self.processes):
            self.kill(name)
        self.cluster.stop()
        self.receivers.stop()
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)


def until(fact, seconds, pause=0.5):
    """Waits until `fact()` is true; says whether it became so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if fact():
                return True
        except OSError:
            pass
        time.sleep(pause)
    return bool(fact())
