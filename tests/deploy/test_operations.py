"""The make files of make/ops, against a stand-in for kubectl that leads to the real programs."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import service
import test_pushgateway
import tree


class Operations(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.state = pathlib.Path(scratch.name)
        self.kubectl = self.state / "kubectl"
        self.kubectl.write_text(
            f'#!/bin/sh\nexec {sys.executable} {tree.ROOT}/tests/deploy/kubectl_standin.py "$@"\n'
        )
        self.kubectl.chmod(0o755)

    def make(self, file, *words, port=1, code=0):
        environment = {**os.environ, "STANDIN_STATE": str(self.state), "STANDIN_PORT": str(port)}
        # As from a terminal: not as a part of the make that runs the tests.
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
            environment.pop(name, None)
        done = subprocess.run(
            ["make", "-f", f"make/ops/{file}.mk", *words, f"KUBECTL={self.kubectl}"],
            cwd=tree.ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def calls(self):
        return (self.state / "calls").read_text().splitlines()

    def test_each_lists_its_targets(self):
        for file, targets in (
            ("fingerprint-api", "health logs metrics port-forward restart"),
            ("pushgateway", "health logs metrics port-forward restart delete-group list shell"),
            ("redis", "health logs metrics port-forward restart backup restore"),
        ):
            said = self.make(file)
            for target in targets.split():
                self.assertRegex(said, rf"(?m)^{target} +\S")

    def test_the_service_is_asked_through_a_port_forward(self):
        pod = service.Pod(tree.render("dev"), tempfile.mkdtemp())
        self.addCleanup(pod.close)
        self.assertEqual(pod.init().returncode, 0)
        pod.start().wait("readinessProbe", 20)
        said = self.make(
            "fingerprint-api", "health", "NAMESPACE=fingerprint-dev", port=pod.ports["http"]
        )
        self.assertIn('"status":"ready"', said.replace(" ", ""))
        self.assertIn(
            "--namespace fingerprint-dev port-forward service/fingerprint-api :80", self.calls()
        )
        self.assertIn(
            "http_requests_total",
            self.make("fingerprint-api", "metrics", port=pod.ports["metrics"]),
        )

    def test_a_service_that_is_not_there_fails(self):
        self.make("fingerprint-api", "health", port=1, code=2)

    def test_a_restart_waits_for_its_rollout(self):
        self.make("redis", "restart")
        self.assertEqual(
            [call.split(" rollout ")[1] for call in self.calls()],
            ["restart deployment/redis", "status deployment/redis"],
        )

    def test_groups_of_the_pushgateway_are_listed_and_deleted(self):
        gate = test_pushgateway.Pushgateway
        gate.setUpClass()
        self.addCleanup(gate.tearDownClass)

        def encode(text):
            return base64.b64encode(text.encode()).decode()

        secret = {
            "kind": "Secret",
            "metadata": {"name": "pushgateway-auth", "namespace": "pushgateway"},
            "data": {name: encode(value) for name, value in gate.secret.items()},
        }
        (self.state / "objects.json").write_text(
            json.dumps({"Secret/pushgateway/pushgateway-auth": secret})
        )
        ask = gate("groups").ask
        for group in ("/job/build/workflow/ci", "/job/lint"):
            self.assertEqual(ask("/metrics" + group, b"ci_duration_seconds 1\n")[0], 200)
        self.assertIn('job="build"', self.make("pushgateway", "list", port=gate.port))
        self.make("pushgateway", "delete-group", "JOB=build/workflow/ci", port=gate.port)
        said = self.make("pushgateway", "list", port=gate.port)
        self.assertNotIn('job="build"', said)
        self.assertIn('job="lint"', said)
        self.assertIn("say which", self.make("pushgateway", "delete-group", code=2, port=gate.port))
        for call in self.calls():
            self.assertNotIn(gate.secret["password"], call)


if __name__ == "__main__":
    unittest.main()
