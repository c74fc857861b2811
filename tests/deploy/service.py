"""The service as a rendered Deployment starts it: environment, arguments, volumes and probes."""

import http.client
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

import tree


def quantity(text):
    """`500m`, `2`, `512Mi`, `2Gi` as cores or bytes."""
    for suffix, factor in (("m", 0.001), ("Ki", 2**10), ("Mi", 2**20), ("Gi", 2**30)):
        if str(text).endswith(suffix):
            return float(str(text)[: -len(suffix)]) * factor
    return float(text)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Pod:
    """The pods of one Deployment, on this machine: ports are swapped for free ones, mounts for folders
    of a scratch folder, and nothing else is. The cluster (`cluster.Cluster`) holds what comes from
    elsewhere, where the Deployment asks for any."""

    def __init__(self, objects, folder, cluster=None):
        self.deployment = next(
            one
            for one in objects
            if one["kind"] == "Deployment" and one["metadata"]["name"].endswith("fingerprint-api")
        )
        self.spec = self.deployment["spec"]["template"]["spec"]
        self.container = self.spec["containers"][0]
        self.objects = objects
        self.folder = pathlib.Path(folder)
        self.cluster = cluster
        self.ports = {port["name"]: free_port() for port in self.container["ports"]}
        self.numbers = {port["name"]: port["containerPort"] for port in self.container["ports"]}
        self.process = None
        self._mount()

    def _mount(self):
        for volume in self.spec["volumes"]:
            here = self.folder / volume["name"]
            here.mkdir(parents=True, exist_ok=True)
            if "configMap" in volume:
                data = tree.find(self.objects, "ConfigMap", volume["configMap"]["name"])["data"]
                for name, text in data.items():
                    for port, number in self.numbers.items():
                        text = text.replace(f"0.0.0.0:{number}", f"127.0.0.1:{self.ports[port]}")
                    (here / name).write_text(self._paths(text, self.container))
            for item in volume.get("secret", {}).get("items", ()):
                (here / item["path"]).write_text(
                    self._secret(volume["secret"]["secretName"], item["key"])
                )

    def _secret(self, name, key):
        assert self.cluster, f"Secret/{name} is asked for: the pod needs a cluster"
        return self.cluster.secret(self.objects, name, key)

    def _paths(self, text, container):
        """In one pass: a scratch folder's own path may hold a mount's."""
        mounts = {
            mount["mountPath"]: str(self.folder / mount["name"])
            for mount in container["volumeMounts"]
        }
        longest = sorted(mounts, key=len, reverse=True)
        return re.sub("|".join(map(re.escape, longest)), lambda found: mounts[found.group()], text)

    def environment(self, container):
        found = {}
        for source in container.get("envFrom", ()):
            found.update(
                tree.find(self.objects, "ConfigMap", source["configMapRef"]["name"])["data"]
            )
        for one in container.get("env", ()):
            if "value" in one:
                # As the kubelet does: what was set before is put in, what is unknown stays as it
                # is.
                value = re.sub(
                    r"\$\((\w+)\)", lambda name: found.get(name[1], name[0]), one["value"]
                )
            else:
                reference = one["valueFrom"]["secretKeyRef"]
                value = self._secret(reference["name"], reference["key"])
            for address, here in (self.cluster.services if self.cluster else {}).items():
                value = re.sub(rf"\b{re.escape(address)}\b", here, value)
            found[one["name"]] = self._paths(value, container)
        return found

    def command(self, container, arguments):
        return [tree.binary(), *(self._paths(one, container) for one in arguments)]

    def init_environment(self, container):
        """The init container's image holds the models; here they are those of this tree."""
        environment = self.environment(container)
        environment["FPA_MODELS__DIR"] = str(tree.ROOT / environment["FPA_MODELS__DIR"].lstrip("/"))
        return environment

    def init(self):
        container = self.spec["initContainers"][0]
        return subprocess.run(
            self.command(container, container["args"]),
            env=self.init_environment(container),
            capture_output=True,
            text=True,
            timeout=30,
        )

    def start(self):
        self.log = open(self.folder / "log", "w+")  # noqa: PTH123, SIM115
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command(self.container, self.container["args"]),
            cwd=self.folder,
            env=self.environment(self.container) | {"PATH": "/usr/bin:/bin"},
            stdout=self.log,
            stderr=self.log,
        )
        return self

    def probe(self, name):
        """One probe as the kubelet makes it: 200 to 399 is a yes."""
        probe = self.container[name]
        get = probe["httpGet"]
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.ports[get["port"]], timeout=probe.get("timeoutSeconds", 1)
        )
        try:
            connection.request("GET", get["path"])
            return 200 <= connection.getresponse().status < 400
        except OSError:
            return False
        finally:
            connection.close()

    def wait(self, name, within):
        while time.monotonic() - self.started < within:
            if self.probe(name):
                return time.monotonic() - self.started
            time.sleep(0.005)
        raise AssertionError(f"{name} not passed within {within} s: {self.logged()}")

    def exchange(self, method, path, body=None, port="http", timeout=10, key=None):
        """One request over a connection of its own: status, headers, body."""
        headers = ({"content-type": "application/json"} if body else {}) | (
            {"x-api-key": key} if key else {}
        )
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[port], timeout=timeout)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def ask(self, method, path, body=None, port="http"):
        """As one caller after another asks, each with the key that the cluster gave it."""
        status, _, text = self.exchange(
            method, path, body, port, key=self.cluster.caller() if self.cluster else None
        )
        return status, text

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)
        self.told = time.monotonic()

    def wait_for_end(self):
        code = self.process.wait(timeout=self.spec["terminationGracePeriodSeconds"])
        return code, time.monotonic() - self.told

    def logged(self):
        self.log.flush()
        return (self.folder / "log").read_text()[-2000:]

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process:
            self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


REQUEST = (tree.ROOT / "tests/golden/requests.jsonl").read_text().splitlines()[0]
