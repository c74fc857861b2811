"""deploy.sh against a stand-in for kubectl; the smoke test asks the real service."""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

import service
import tree


class DeployScript(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.state = pathlib.Path(scratch.name)
        kubectl = self.state / "kubectl"
        standin = tree.ROOT / "tests/deploy/kubectl_standin.py"
        kubectl.write_text(f"#!/bin/sh\nexec {sys.executable} {standin} \"$@\"\n")
        kubectl.chmod(0o755)
        self.environment = {**os.environ, "KUBECTL": str(kubectl), "STANDIN_STATE": scratch.name,
                            "STANDIN_PORT": "1", "STANDIN_ADAPTER": "1"}

    def deploy(self, *arguments, code=0, answer="", **variables):
        done = subprocess.run([tree.ROOT / "deploy.sh", *arguments], env=self.environment | variables,
                              capture_output=True, text=True, timeout=60, input=answer)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def calls(self):
        path = self.state / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def objects(self):
        return json.loads((self.state / "objects.json").read_text())

    def serve(self):
        pod = service.Pod(tree.render("dev"), tempfile.mkdtemp())
        self.addCleanup(pod.close)
        self.assertEqual(pod.init().returncode, 0)
        pod.start().wait("readinessProbe", 20)
        self.environment["STANDIN_PORT"] = str(pod.ports["http"])

    def test_apply_validates_applies_fills_waits_and_asks(self):
        self.serve()
        said = self.deploy("staging", "apply", "IMAGE_TAG=1.2.3")
        self.assertIn("the service answers (200)", said)
        self.assertIn("staging is up", said)
        order = [re.sub(r" -f \S+", "", call) for call in self.calls()]
        dry = next(i for i, call in enumerate(order) if call.startswith("apply --dry-run"))
        real = order.index("apply")
        filled = next(i for i, call in enumerate(order) if "patch secret redis-auth" in call)
        waited = next(i for i, call in enumerate(order) if "rollout status deployment/fingerprint-api" in call)
        self.assertTrue(dry < real < filled < waited, order)
        deployment = self.objects()["Deployment/fingerprint-staging/fingerprint-api"]
        images = {one["image"] for one in deployment["spec"]["template"]["spec"]["containers"]}
        self.assertEqual(images, {"fingerprint-api:1.2.3"})

    def test_a_secret_is_filled_once_and_never_shown(self):
        self.serve()
        said = self.deploy("staging", "apply")
        secret = "Secret/fingerprint-staging/redis-auth"
        password = base64.b64decode(self.objects()[secret]["data"]["password"]).decode()
        self.assertRegex(password, r"^[A-Za-z0-9]{40}$")
        self.assertIn("Secret redis-auth has all its keys", self.deploy("staging", "secrets"))
        self.deploy("staging", "apply")
        self.assertEqual(base64.b64decode(self.objects()[secret]["data"]["password"]).decode(), password)
        self.assertNotIn(password, said + "\n".join(self.calls()))

    def test_the_pushgateway_gets_a_hash_and_each_environment_its_own_password(self):
        self.deploy("pushgateway-staging", "apply")
        self.deploy("pushgateway-production", "apply")
        found = {}
        for space in ("pushgateway-staging", "pushgateway"):
            data = self.objects()[f"Secret/{space}/pushgateway-auth"]["data"]
            found[space] = base64.b64decode(data["password"])
            self.assertRegex(base64.b64decode(data["web.yml"]).decode(), 
                             r"^basic_auth_users:\n  ci: \$2y\$10\$\S{53}\n  prometheus: \$2y\$10\$\S{53}\n$")
        self.assertNotEqual(*found.values())

    def test_one_prometheus_may_scrape_two_pushgateways_with_its_one_password(self):
        file = self.state / "scrape-password"
        file.write_text("not-a-secret-of-prometheus\n")
        self.deploy("pushgateway-staging", "apply", PROMETHEUS_PASSWORD_FILE=str(file))
        self.deploy("pushgateway-production", "apply", PROMETHEUS_PASSWORD_FILE="/dev/stdin", answer=file.read_text())
        staging, production = (self.objects()[f"Secret/{space}/pushgateway-auth"]["data"]
                               for space in ("pushgateway-staging", "pushgateway"))
        self.assertEqual(base64.b64decode(staging["prometheus-password"]), b"not-a-secret-of-prometheus")
        self.assertEqual(staging["prometheus-password"], production["prometheus-password"])
        self.assertNotEqual(staging["password"], production["password"])
        users = yaml.safe_load(base64.b64decode(staging["web.yml"]))["basic_auth_users"]
        (self.state / "users").write_text(f"prometheus:{users['prometheus']}\n")
        right, wrong = (subprocess.run(["htpasswd", "-vb", self.state / "users", "prometheus", password], capture_output=True)
                        for password in ("not-a-secret-of-prometheus", "another"))
        self.assertEqual((right.returncode, wrong.returncode != 0), (0, True))
        (self.state / "objects.json").unlink()
        said = self.deploy("pushgateway-staging", "apply", code=2, PROMETHEUS_PASSWORD_FILE="/nowhere")
        self.assertIn("PROMETHEUS_PASSWORD_FILE names /nowhere", said)

    def test_a_failed_rollout_goes_back_and_says_so(self):
        said = self.deploy("staging", "apply", code=1, STANDIN_FAIL="rollout status")
        self.assertIn("going back", said)
        self.assertTrue(any("rollout undo deployment/fingerprint-api" in call for call in self.calls()))

    def test_a_failed_rollout_may_be_kept_to_look_at(self):
        self.deploy("staging", "apply", code=1, STANDIN_FAIL="rollout status", NO_ROLLBACK="1")
        self.assertFalse(any("undo" in call for call in self.calls()))

    def test_a_service_that_does_not_answer_goes_back(self):
        said = self.deploy("dev", "apply", code=1)
        self.assertIn("/health does not answer", said)
        self.assertIn("what ran before runs again", said)

    def test_refused_manifests_are_not_applied(self):
        said = self.deploy("production", "apply", code=1, STANDIN_FAIL="apply --dry-run")
        self.assertIn("the cluster refuses the manifests", said)
        self.assertFalse(any(call.startswith("apply -f") for call in self.calls()))

    def test_a_dry_run_changes_nothing(self):
        self.deploy("dev", "apply", "--dry-run")
        self.deploy("dev", "rollback", "--dry-run")
        self.deploy("dev", "delete", "--dry-run")
        for call in self.calls():
            self.assertNotRegex(call, r"^(apply -f|delete|.*patch|.*undo)")

    def test_a_preview_without_a_cluster_is_the_render(self):
        said = self.deploy("production", "preview", "--dry-run")
        self.assertEqual(said, (tree.ROOT / "k8s/rendered/production.yaml").read_text())
        self.assertEqual([call.split()[0] for call in self.calls()], ["kustomize"])

    def test_a_preview_shows_the_difference(self):
        self.assertIn("+ replicas", self.deploy("production", "preview"))

    def test_delete_asks_and_keeps_what_cannot_be_made_again(self):
        self.deploy("staging", "apply", code=1)
        self.assertIn("nothing was deleted", self.deploy("staging", "delete", code=1, answer="no\n"))
        self.deploy("staging", "delete", answer="staging\n")
        kinds = {name.split("/")[0] for name in self.objects()}
        self.assertEqual(kinds, {"Namespace", "PersistentVolumeClaim", "Secret"})
        self.deploy("staging", "delete", "--yes", "--purge")
        self.assertEqual(self.objects(), {})

    def test_rollback_goes_back_and_asks(self):
        self.serve()
        self.assertIn("runs the revision before", self.deploy("dev", "rollback"))
        self.assertTrue(any("rollout undo deployment/fingerprint-api" in call for call in self.calls()))

    def test_status_shows_what_runs(self):
        self.assertIn("rollout history deployment/fingerprint-api", self.deploy("dev", "status"))

    def test_a_missing_adapter_is_said(self):
        self.serve()
        del self.environment["STANDIN_ADAPTER"]
        said = self.deploy("production", "apply", "--dry-run")
        self.assertIn("nobody serves http_requests_per_second", said)

    def test_what_is_wrong_is_said_clearly(self):
        for arguments, code, words in (
                ((), 2, "an environment and a command are needed"),
                (("nowhere", "apply"), 2, "there is no environment nowhere"),
                (("dev", "dance"), 2, "unknown command dance"),
                (("dev", "apply", "--fast"), 2, "unknown option --fast")):
            with self.subTest(arguments=arguments):
                self.assertIn(words, self.deploy(*arguments, code=code))
        self.assertIn("kubectl is missing", self.deploy("dev", "apply", code=2, KUBECTL="no-such-kubectl"))
        self.assertIn("the cluster of context standin does not answer",
                      self.deploy("dev", "apply", code=2, STANDIN_FAIL="--raw /readyz"))


if __name__ == "__main__":
    unittest.main()
