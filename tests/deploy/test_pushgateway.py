"""The Pushgateway as it is shipped: the password in the binary, probes, clean-up, with the real one."""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import service
import tree
import yaml

SCRIPT = tree.ROOT / "k8s/components/pushgateway/pushgateway-cleanup.sh"


class Pushgateway(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        binary = tree.tool("prometheus-pushgateway", "prometheus-pushgateway")
        tree.tool("htpasswd", "apache2-utils")
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name)
        cls.secret = cls.filled(folder)
        (folder / "web.yml").write_text(cls.secret["web.yml"])
        spec = tree.find(tree.render("pushgateway-production"), "Deployment", "pushgateway")[
            "spec"
        ]["template"]["spec"]
        cls.container = spec["containers"][0]
        cls.port = service.free_port()
        arguments = [
            one.replace(":9091", f"127.0.0.1:{cls.port}")
            .replace("/etc/pushgateway", str(folder))
            .replace("/data", str(folder))
            for one in cls.container["args"]
        ]
        cls.process = subprocess.Popen(
            [binary, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        cls.url = f"http://127.0.0.1:{cls.port}"
        for _ in range(100):
            if cls.probe("readinessProbe", cls.secret["password"]) == 0:
                return
            time.sleep(0.05)
        raise AssertionError("the Pushgateway does not start")

    @classmethod
    def filled(cls, folder):
        """The Secret as deploy.sh fills it, by a stand-in for kubectl."""
        kubectl = folder / "kubectl"
        kubectl.write_text(
            f'#!/bin/sh\nexec {sys.executable} {tree.ROOT}/tests/deploy/kubectl_standin.py "$@"\n'
        )
        kubectl.chmod(0o755)
        environment = {
            **os.environ,
            "KUBECTL": str(kubectl),
            "STANDIN_STATE": str(folder),
            "STANDIN_PORT": "1",
        }
        subprocess.run(
            [tree.ROOT / "deploy.sh", "pushgateway-production", "apply"],
            env=environment,
            capture_output=True,
            check=True,
            timeout=60,
        )
        data = json.loads((folder / "objects.json").read_text())[
            "Secret/pushgateway/pushgateway-auth"
        ]["data"]
        return {name: base64.b64decode(value).decode() for name, value in data.items()}

    @classmethod
    def tearDownClass(cls):
        cls.process.terminate()
        cls.process.wait()
        cls.scratch.cleanup()

    @classmethod
    def probe(cls, name, password):
        command = [
            one.replace("127.0.0.1:9091", f"127.0.0.1:{cls.port}")
            for one in cls.container[name]["exec"]["command"]
        ]
        environment = {
            **os.environ,
            "PUSHGATEWAY_USERNAME": cls.secret["username"],
            "PUSHGATEWAY_PASSWORD": password,
        }
        return subprocess.run(command, env=environment, capture_output=True).returncode

    def ask(self, path, body=None, name="username", password="password"):
        """With the name and the password of the Secret's keys, or such as are no key of it."""
        request = urllib.request.Request(self.url + path, body)
        if password:
            pair = f"{self.secret.get(name, name)}:{self.secret.get(password, password)}"
            request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    def groups(self):
        return set(re.findall(r"^push_time_seconds\{(.*)\} ", self.ask("/metrics")[1], re.M))

    def clean(self, days, code=0, **variables):
        environment = {
            **os.environ,
            "PUSHGATEWAY_URL": self.url,
            "PUSHGATEWAY_USERNAME": self.secret["username"],
            "PUSHGATEWAY_PASSWORD": self.secret["password"],
            "MAX_AGE_DAYS": str(days),
        } | variables
        done = subprocess.run(
            ["sh", SCRIPT], env=environment, capture_output=True, text=True, timeout=60
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_nobody_gets_in_without_the_password(self):
        for path in ("/metrics", "/-/ready", "/api/v1/status"):
            self.assertEqual(self.ask(path, password=None)[0], 401)
            self.assertEqual(self.ask(path, password="wrong")[0], 401)
            self.assertEqual(self.ask(path)[0], 200)
        self.assertEqual(self.ask("/metrics/job/x", b"a 1\n", password=None)[0], 401)

    def test_prometheus_gets_in_as_it_is_set_up(self):
        prometheus = tree.ROOT / "monitoring/prometheus"
        jobs = yaml.safe_load((prometheus / "prometheus.yml").read_text())["scrape_configs"]
        asks = next(one for one in jobs if one["job_name"] == "pushgateway")["basic_auth"]
        self.assertEqual(
            self.ask("/metrics", name=asks["username"], password="prometheus-password")[0], 200
        )
        self.assertEqual(self.ask("/metrics", name=asks["username"], password="password")[0], 401)
        server = next(
            one
            for one in yaml.safe_load_all((prometheus / "prometheus.yaml").read_text())
            if one["kind"] == "StatefulSet"
        )
        spec = server["spec"]["template"]["spec"]
        config = next(one for one in spec["volumes"] if one["name"] == "config")
        mount = next(
            one for one in spec["containers"][0]["volumeMounts"] if one["name"] == "config"
        )
        secret = next(one["secret"] for one in config["projected"]["sources"] if "secret" in one)
        [item] = secret["items"]
        self.assertEqual(f"{mount['mountPath']}/{item['path']}", asks["password_file"])
        space = yaml.safe_load((prometheus / "kustomization.yaml").read_text())["namespace"]
        made = f"-n {space} create secret generic {secret['name']} --from-file={item['key']}="
        self.assertIn(made, (tree.ROOT / "docs/operate/deployment.md").read_text())

    def test_probes_pass_with_the_password_and_fail_without(self):
        for name in ("startupProbe", "livenessProbe", "readinessProbe"):
            self.assertEqual(self.probe(name, self.secret["password"]), 0)
            self.assertNotEqual(self.probe(name, "wrong"), 0)

    def test_clean_up_deletes_the_old_and_leaves_the_rest(self):
        # Label values with everything that a path or a metric has to escape.
        for group in (
            "/job/build",
            "/job/test/workflow/ci",
            "/job@base64/YS9iICJxIg/branch@base64/ZmVhdC94",
        ):
            self.assertEqual(self.ask("/metrics" + group, b"ci_duration_seconds 1\n")[0], 200)
        before = self.groups()
        self.assertEqual(len(before), 3, before)
        self.assertIn("0 groups older than 30 days deleted", self.clean(30))
        self.assertEqual(self.groups(), before)
        time.sleep(1.1)
        self.assertIn("3 groups older than 0 days deleted, 0 failed", self.clean(0))
        self.assertEqual(self.groups(), set())

    def test_clean_up_that_cannot_ask_fails(self):
        self.assertNotEqual(self.clean(30, code=22, PUSHGATEWAY_PASSWORD="wrong"), "")
        self.assertIn("PUSHGATEWAY_PASSWORD", self.clean(30, code=2, PUSHGATEWAY_PASSWORD=""))


if __name__ == "__main__":
    unittest.main()
