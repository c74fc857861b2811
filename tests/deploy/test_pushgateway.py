"""The Pushgateway as it is shipped: the password in the binary, probes, clean-up, with the real one."""

import base64
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import service
import tree

NAME, PASSWORD = "ci", "not-a-secret-" + "y" * 8
SCRIPT = tree.ROOT / "k8s/components/pushgateway/pushgateway-cleanup.sh"


class Pushgateway(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        binary, htpasswd = tree.tool("prometheus-pushgateway", "prometheus-pushgateway"), tree.tool("htpasswd", "apache2-utils")
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name)
        hashed = subprocess.run([htpasswd, "-niB", "-C", "4", NAME], input=PASSWORD, text=True, capture_output=True, check=True)
        (folder / "web.yml").write_text(f"basic_auth_users:\n  {NAME}: {hashed.stdout.strip().split(':')[1]}\n")
        spec = tree.find(tree.render("pushgateway-production"), "Deployment", "pushgateway")["spec"]["template"]["spec"]
        cls.container = spec["containers"][0]
        cls.port = service.free_port()
        arguments = [one.replace(":9091", f"127.0.0.1:{cls.port}").replace("/etc/pushgateway", str(folder)).replace("/data", str(folder))
                     for one in cls.container["args"]]
        cls.process = subprocess.Popen([binary, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.url = f"http://127.0.0.1:{cls.port}"
        for _ in range(100):
            if cls.probe("readinessProbe", PASSWORD) == 0:
                return
            time.sleep(0.05)
        raise AssertionError("the Pushgateway does not start")

    @classmethod
    def tearDownClass(cls):
        cls.process.terminate()
        cls.process.wait()
        cls.scratch.cleanup()

    @classmethod
    def probe(cls, name, password):
        command = [one.replace("127.0.0.1:9091", f"127.0.0.1:{cls.port}") for one in cls.container[name]["exec"]["command"]]
        environment = {**os.environ, "PUSHGATEWAY_USERNAME": NAME, "PUSHGATEWAY_PASSWORD": password}
        return subprocess.run(command, env=environment, capture_output=True).returncode

    def ask(self, path, body=None, password=PASSWORD):
        request = urllib.request.Request(self.url + path, body)
        if password:
            request.add_header("Authorization", "Basic " + base64.b64encode(f"{NAME}:{password}".encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    def groups(self):
        return set(re.findall(r'^push_time_seconds\{(.*)\} ', self.ask("/metrics")[1], re.M))

    def clean(self, days, code=0, **variables):
        environment = {**os.environ, "PUSHGATEWAY_URL": self.url, "PUSHGATEWAY_USERNAME": NAME,
                       "PUSHGATEWAY_PASSWORD": PASSWORD, "MAX_AGE_DAYS": str(days)} | variables
        done = subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_nobody_gets_in_without_the_password(self):
        for path in ("/metrics", "/-/ready", "/api/v1/status"):
            self.assertEqual(self.ask(path, password=None)[0], 401)
            self.assertEqual(self.ask(path, password="wrong")[0], 401)
            self.assertEqual(self.ask(path)[0], 200)
        self.assertEqual(self.ask("/metrics/job/x", b"a 1\n", password=None)[0], 401)

    def test_probes_pass_with_the_password_and_fail_without(self):
        for name in ("startupProbe", "livenessProbe", "readinessProbe"):
            self.assertEqual(self.probe(name, PASSWORD), 0)
            self.assertNotEqual(self.probe(name, "wrong"), 0)

    def test_clean_up_deletes_the_old_and_leaves_the_rest(self):
        # Label values with everything that a path or a metric has to escape.
        for group in ("/job/build", "/job/test/workflow/ci", "/job@base64/YS9iICJxIg/branch@base64/ZmVhdC94"):
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
