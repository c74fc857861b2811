"""What a pod finds in its cluster: Redis as the render starts it, and Secrets that somebody has filled."""

import functools
import itertools
import os
import pathlib
import re
import subprocess
import tempfile
import time

import service
import tree

PASSWORD = "not-a-secret-" + "x" * 8
# So many that no test which sends as fast as it can meets the limit of one of them.
CALLERS = 32


class Redis:
    """Redis as the rendered Deployment starts it, with its folders in a scratch folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = service.free_port()
        objects = tree.render("production")
        spec = tree.find(objects, "Deployment", "redis")["spec"]["template"]["spec"]
        self.container = spec["containers"][0]
        for name in ("data", "config", "run"):
            (self.folder / name).mkdir(exist_ok=True)
        name = next(one["configMap"]["name"] for one in spec["volumes"] if one["name"] == "config")
        text = tree.find(objects, "ConfigMap", name)["data"]["redis.conf"]
        text = (
            self.paths(text)
            .replace("port 6379", f"port {self.port}")
            .replace("bind * -::*", "bind 127.0.0.1")
        )
        (self.folder / "config/redis.conf").write_text(text)
        self.process = None

    def paths(self, text):
        for mount in self.container["volumeMounts"]:
            text = re.sub(
                rf"(?<![\w/]){mount['mountPath']}\b", str(self.folder / mount["name"]), text
            )
        return text

    def start(self, password=PASSWORD):
        tree.tool("redis-server", "redis-server")
        arguments = [self.paths(one) for one in self.container["args"]]
        environment = {**os.environ, "REDISCLI_AUTH": password}
        self.process = subprocess.Popen(
            [*self.container["command"], *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if password:
            for _ in range(200):
                if self.cli("ping", check=False).strip() == "PONG":
                    return self
                time.sleep(0.05)
            raise AssertionError("Redis does not start")
        return self

    def cli(self, *words, password=PASSWORD, check=True):
        environment = {**os.environ, "REDISCLI_AUTH": password}
        done = subprocess.run(
            ["redis-cli", "-p", str(self.port), *words],
            env=environment,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            raise AssertionError(done.stderr)
        return done.stdout

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
        if self.process and self.process.stderr:
            self.process.stderr.close()
        self.process = None


@functools.cache
def keys():
    """API keys as their owner makes them: the keys, and the file of what they hash to."""
    found, entries = [], []
    for number in range(CALLERS):
        done = subprocess.run(
            [tree.binary(), "keys", "new", "--id", f"caller-{number}"],
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(done.stderr.strip())
        entries.append(done.stdout)
    return found, "".join(entries)


class Cluster:
    """The Services and the filled Secrets; Redis runs once it is started."""

    def __init__(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.redis = Redis(self.scratch.name)
        here = f"127.0.0.1:{self.redis.port}"
        self.services = {"redis:6379": here}
        self.callers, file = keys()
        self._next = itertools.cycle(self.callers)
        self._filled = {
            "password": PASSWORD,
            "url": f"redis://:{PASSWORD}@{here}/0",
            "keys": file,
            "nonce-key": "not-a-secret-" + "z" * 32,
        }

    def secret(self, objects, name, key):
        """What the Secret holds under a key, which its own list of keys must promise."""
        promised = tree.find(objects, "Secret", name)["metadata"]["annotations"][
            "fingerprint-api/keys"
        ]
        assert key in promised.split(","), f"Secret/{name} has no {key}"
        return self._filled[key]

    def caller(self):
        return next(self._next)

    def close(self):
        self.redis.stop()
        self.scratch.cleanup()
