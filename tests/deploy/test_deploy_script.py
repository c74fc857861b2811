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

import service
import tree
import yaml

REPOSITORY = "registry.example.com/fingerprint-api"
# What a first apply must be told, as nothing runs yet.
RELEASE = (f"IMAGE={REPOSITORY}", "IMAGE_TAG=1.2.3")


class DeployScript(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.state = pathlib.Path(scratch.name)
        kubectl = self.state / "kubectl"
        standin = tree.ROOT / "tests/deploy/kubectl_standin.py"
        kubectl.write_text(f'#!/bin/sh\nexec {sys.executable} {standin} "$@"\n')
        kubectl.chmod(0o755)
        self.environment = {
            **os.environ,
            "KUBECTL": str(kubectl),
            "STANDIN_STATE": scratch.name,
            "STANDIN_PORT": "1",
            "STANDIN_ADAPTER": "1",
        }

    def deploy(self, *arguments, code=0, answer="", **variables):
        done = subprocess.run(
            [tree.ROOT / "deploy.sh", *map(str, arguments)],
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=60,
            input=answer,
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def calls(self):
        path = self.state / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def objects(self):
        return json.loads((self.state / "objects.json").read_text())

    def images(self, space="fingerprint-staging"):
        spec = self.objects()[f"Deployment/{space}/fingerprint-api"]["spec"]["template"]["spec"]
        return {one["name"]: one["image"] for one in [*spec["initContainers"], *spec["containers"]]}

    def record(self, key, space="fingerprint-staging"):
        data = self.objects()[f"ConfigMap/{space}/deploy-record-staging"]["binaryData"]
        return base64.b64decode(data[key]).decode()

    def serve(self):
        pod = service.Pod(tree.render("dev"), tempfile.mkdtemp())
        self.addCleanup(pod.close)
        self.assertEqual(pod.init().returncode, 0)
        pod.start().wait("readinessProbe", 20)
        self.environment["STANDIN_PORT"] = str(pod.ports["http"])

    def test_apply_validates_applies_fills_waits_and_asks(self):
        self.serve()
        said = self.deploy("staging", "apply", *RELEASE)
        self.assertIn("the service answers (200)", said)
        self.assertIn("staging is up", said)
        order = [re.sub(r" -f \S+", "", call) for call in self.calls()]
        dry = next(i for i, call in enumerate(order) if call.startswith("apply --dry-run"))
        # Secrets are there and filled before the first pod starts.
        [first, whole] = [i for i, call in enumerate(order) if call == "apply"]
        filled = next(i for i, call in enumerate(order) if "patch secret redis-auth" in call)
        waited = next(
            i for i, call in enumerate(order) if "rollout status deployment/fingerprint-api" in call
        )
        self.assertTrue(dry < first < filled < whole < waited, order)
        self.assertEqual(
            self.images(),
            {"models": f"{REPOSITORY}:1.2.3", "fingerprint-api": f"{REPOSITORY}:1.2.3"},
        )

    def test_a_secret_is_filled_once_and_never_shown(self):
        self.serve()
        said = self.deploy("staging", "apply", *RELEASE)
        secret = "Secret/fingerprint-staging/redis-auth"
        password = base64.b64decode(self.objects()[secret]["data"]["password"]).decode()
        self.assertRegex(password, r"^[A-Za-z0-9]{40}$")
        self.assertIn("Secret redis-auth has all its keys", self.deploy("staging", "secrets"))
        self.deploy("staging", "apply")
        self.assertEqual(
            base64.b64decode(self.objects()[secret]["data"]["password"]).decode(), password
        )
        self.assertNotIn(password, said + "\n".join(self.calls()))

    def test_the_pushgateway_gets_a_hash_and_each_environment_its_own_password(self):
        self.deploy("pushgateway-staging", "apply")
        self.deploy("pushgateway-production", "apply")
        found = {}
        for space in ("pushgateway-staging", "pushgateway"):
            data = self.objects()[f"Secret/{space}/pushgateway-auth"]["data"]
            found[space] = base64.b64decode(data["password"])
            self.assertRegex(
                base64.b64decode(data["web.yml"]).decode(),
                r"^basic_auth_users:\n  ci: \$2y\$10\$\S{53}\n  prometheus: \$2y\$10\$\S{53}\n$",
            )
        self.assertNotEqual(*found.values())

    def test_one_prometheus_may_scrape_two_pushgateways_with_its_one_password(self):
        file = self.state / "scrape-password"
        file.write_text("not-a-secret-of-prometheus\n")
        self.deploy("pushgateway-staging", "apply", PROMETHEUS_PASSWORD_FILE=str(file))
        self.deploy(
            "pushgateway-production",
            "apply",
            PROMETHEUS_PASSWORD_FILE="/dev/stdin",
            answer=file.read_text(),
        )
        staging, production = (
            self.objects()[f"Secret/{space}/pushgateway-auth"]["data"]
            for space in ("pushgateway-staging", "pushgateway")
        )
        self.assertEqual(
            base64.b64decode(staging["prometheus-password"]), b"not-a-secret-of-prometheus"
        )
        self.assertEqual(staging["prometheus-password"], production["prometheus-password"])
        self.assertNotEqual(staging["password"], production["password"])
        users = yaml.safe_load(base64.b64decode(staging["web.yml"]))["basic_auth_users"]
        (self.state / "users").write_text(f"prometheus:{users['prometheus']}\n")
        right, wrong = (
            subprocess.run(
                ["htpasswd", "-vb", self.state / "users", "prometheus", password],
                capture_output=True,
            )
            for password in ("not-a-secret-of-prometheus", "another")
        )
        self.assertEqual((right.returncode, wrong.returncode != 0), (0, True))
        (self.state / "objects.json").unlink()
        said = self.deploy(
            "pushgateway-staging", "apply", code=2, PROMETHEUS_PASSWORD_FILE="/nowhere"
        )
        self.assertIn("PROMETHEUS_PASSWORD_FILE names /nowhere", said)

    def test_without_an_image_that_names_a_registry_nothing_is_applied(self):
        for words in (
            (),
            ("IMAGE_TAG=1.2.3",),
            ("IMAGE=fingerprint-api",),
            ("IMAGE=somebody/fingerprint-api",),
        ):
            with self.subTest(words=words):
                self.assertIn("names no registry", self.deploy("staging", "apply", *words, code=2))
        self.assertFalse(any(call.startswith("apply") for call in self.calls()))

    def test_what_is_not_said_stays_what_runs(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        self.deploy("staging", "apply")
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}:1.2.3")
        self.deploy("staging", "apply", "IMAGE_TAG=1.2.4")
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}:1.2.4")
        digest = "sha256:" + "a" * 64
        self.deploy("staging", "apply", f"IMAGE_TAG={digest}")
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}@{digest}")

    def test_a_failed_rollout_goes_back_to_the_release_before(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        good = self.objects()["Deployment/fingerprint-staging/fingerprint-api"]["spec"]
        said = self.deploy(
            "staging", "apply", "IMAGE_TAG=1.2.4", code=1, STANDIN_BAD=f"{REPOSITORY}:1.2.4"
        )
        self.assertIn("the release before it runs again", said)
        self.assertEqual(
            self.objects()["Deployment/fingerprint-staging/fingerprint-api"]["spec"], good
        )
        # The failed one is nowhere to be gone back to.
        self.assertIn("no release before", self.deploy("staging", "rollback", code=1))
        self.assertNotIn("1.2.4", self.record("current"))

    def test_pods_of_before_the_record_run_again(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        objects = self.objects()
        del objects["ConfigMap/fingerprint-staging/deploy-record-staging"]
        (self.state / "objects.json").write_text(json.dumps(objects))
        said = self.deploy(
            "staging", "apply", "IMAGE_TAG=1.2.4", code=1, STANDIN_BAD=f"{REPOSITORY}:1.2.4"
        )
        self.assertIn("the pods of before run again: fingerprint-api (revision 1)", said)
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}:1.2.3")

    def test_an_unchanged_apply_undoes_nothing(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        self.deploy("staging", "apply", "IMAGE_TAG=1.2.4")
        said = self.deploy("staging", "apply", code=1, STANDIN_PORT="1")
        self.assertIn("this apply changed nothing, so nothing was undone", said)
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}:1.2.4")

    def test_a_first_release_that_fails_has_nothing_to_go_back_to(self):
        said = self.deploy("staging", "apply", *RELEASE, code=1)
        self.assertIn("/health does not answer", said)
        self.assertIn("nothing ran before it, so nothing was undone", said)
        said = self.deploy("pushgateway-staging", "apply", code=1, STANDIN_FAIL="rollout status")
        self.assertIn("nothing was undone", said)

    def test_the_pushgateway_goes_back_too(self):
        self.deploy("pushgateway-staging", "apply")
        objects = self.objects()
        gate = objects["Deployment/pushgateway-staging/pushgateway"]
        image = gate["spec"]["template"]["spec"]["containers"][0]["image"]
        # By hand, and bad.
        gate["spec"]["template"]["spec"]["containers"][0]["image"] = "by-hand"
        (self.state / "objects.json").write_text(json.dumps(objects))
        said = self.deploy("pushgateway-staging", "apply")
        self.assertIn("deployment/pushgateway configured", said)
        found = self.objects()["Deployment/pushgateway-staging/pushgateway"]
        self.assertEqual(found["spec"]["template"]["spec"]["containers"][0]["image"], image)

    def test_a_failed_rollout_may_be_kept_to_look_at(self):
        self.deploy(
            "staging", "apply", *RELEASE, code=1, STANDIN_FAIL="rollout status", NO_ROLLBACK="1"
        )
        self.assertEqual(sum(call.startswith("apply -f") for call in self.calls()), 2)

    def test_a_rollout_ends_when_it_makes_no_progress_and_not_by_the_clock(self):
        self.deploy("pushgateway-staging", "apply")
        self.assertFalse(any("--timeout" in call for call in self.calls()))
        self.deploy("pushgateway-staging", "apply", ROLLOUT_TIMEOUT="9m")
        self.assertTrue(
            any(
                "rollout status deployment/pushgateway --timeout 9m" in call
                for call in self.calls()
            )
        )

    def test_the_service_is_asked_when_the_autoscaler_s_minimum_is_there(self):
        self.serve()
        self.deploy("production", "apply", *RELEASE)
        order = self.calls()
        asked = next(i for i, call in enumerate(order) if "{.spec.minReplicas}" in call)
        forwarded = next(i for i, call in enumerate(order) if "port-forward" in call)
        self.assertLess(asked, forwarded)
        said = self.deploy(
            "production",
            "apply",
            "IMAGE_TAG=1.2.4",
            code=1,
            MINIMUM_SECONDS="1",
            STANDIN_FAIL="{.status.availableReplicas}",
        )
        self.assertIn("going back", said)

    def test_keys_of_a_file_replace_those_that_were_there(self):
        self.serve()
        keys = self.state / "keys.toml"
        keys.write_text("first\n")
        self.deploy("production", "apply", *RELEASE, API_KEYS_FILE=str(keys))
        keys.write_text("first\nsecond\n")
        said = self.deploy("production", "secrets", API_KEYS_FILE=str(keys))
        self.assertIn("the new keys are in force", said)
        secret = "Secret/fingerprint/fingerprint-api-keys"
        self.assertEqual(
            base64.b64decode(self.objects()[secret]["data"]["keys"]), b"first\nsecond\n"
        )
        # Revoked: the first one opens no more.
        keys.write_text("second\n")
        self.deploy("production", "secrets", API_KEYS_FILE=str(keys))
        self.assertEqual(base64.b64decode(self.objects()[secret]["data"]["keys"]), b"second\n")
        restarts = [
            call for call in self.calls() if "rollout restart deployment/fingerprint-api" in call
        ]
        self.assertEqual(len(restarts), 2)
        self.deploy("production", "secrets", API_KEYS_FILE=str(keys))
        self.assertEqual(len([call for call in self.calls() if "rollout restart" in call]), 2)

    def test_models_go_forward_and_back_with_the_same_release(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        said = self.deploy("staging", "models", "2026.11.5")
        self.assertIn(f"serves the models of {REPOSITORY}:2026.11.5", said)
        self.assertEqual(
            self.images(),
            {"models": f"{REPOSITORY}:2026.11.5", "fingerprint-api": f"{REPOSITORY}:1.2.3"},
        )
        # A release leaves them what they are.
        self.deploy("staging", "apply", "IMAGE_TAG=1.2.4")
        self.assertEqual(
            self.images(),
            {"models": f"{REPOSITORY}:2026.11.5", "fingerprint-api": f"{REPOSITORY}:1.2.4"},
        )
        self.deploy("staging", "models", "rollback")
        self.assertEqual(self.images()["models"], f"{REPOSITORY}:1.2.3")
        self.deploy("staging", "models", "own")
        self.assertEqual(self.images()["models"], f"{REPOSITORY}:1.2.4")
        said = self.deploy("staging", "models", "bad", code=1, STANDIN_BAD=f"{REPOSITORY}:bad")
        self.assertIn("the release before it runs again", said)
        self.assertEqual(self.images()["models"], f"{REPOSITORY}:1.2.4")

    def test_refused_manifests_are_not_applied(self):
        said = self.deploy("production", "apply", *RELEASE, code=1, STANDIN_FAIL="apply --dry-run")
        self.assertIn("the cluster refuses the manifests", said)
        self.assertFalse(any(call.startswith("apply -f") for call in self.calls()))

    def test_a_dry_run_changes_nothing(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        self.deploy("staging", "apply", "IMAGE_TAG=1.2.4")
        (self.state / "calls").unlink()
        self.deploy("staging", "apply", "--dry-run")
        self.deploy("staging", "rollback", "--dry-run")
        self.deploy("staging", "models", "x", "--dry-run")
        self.deploy("staging", "delete", DRY_RUN="true")
        for call in self.calls():
            self.assertNotRegex(
                call, r"^(apply -f|apply --server-side|delete|.*patch|.*undo|.*restart)"
            )

    def test_a_preview_without_a_cluster_is_the_render(self):
        said = self.deploy("production", "preview", "--dry-run")
        self.assertEqual(said, (tree.ROOT / "k8s/rendered/production.yaml").read_text())
        self.assertEqual([call.split()[0] for call in self.calls()], ["kustomize"])
        self.assertEqual(self.deploy("prod", "preview", DRY_RUN="true"), said)

    def test_a_preview_shows_the_difference(self):
        self.assertIn("+ replicas", self.deploy("production", "preview", *RELEASE))

    def test_delete_asks_and_keeps_what_cannot_be_made_again(self):
        self.deploy("staging", "apply", *RELEASE, code=1)
        self.assertIn(
            "nothing was deleted", self.deploy("staging", "delete", code=1, answer="no\n")
        )
        self.deploy("staging", "delete", answer="staging\n")
        kinds = {name.split("/")[0] for name in self.objects()}
        self.assertEqual(kinds, {"Namespace", "PersistentVolumeClaim", "Secret"})
        self.deploy("staging", "delete", "--yes", "--purge")
        self.assertEqual(self.objects(), {})

    def test_rollback_goes_back_and_asks(self):
        self.serve()
        self.deploy("staging", "apply", *RELEASE)
        self.deploy("staging", "apply", "IMAGE_TAG=1.2.4")
        self.assertIn("runs the release before", self.deploy("staging", "rollback"))
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}:1.2.3")
        # And forward again.
        self.deploy("staging", "rollback")
        self.assertEqual(self.images()["fingerprint-api"], f"{REPOSITORY}:1.2.4")

    def test_status_shows_what_runs(self):
        self.assertIn("rollout history deployment/fingerprint-api", self.deploy("dev", "status"))

    def test_a_missing_adapter_is_said(self):
        self.serve()
        del self.environment["STANDIN_ADAPTER"]
        said = self.deploy("production", "apply", "--dry-run", *RELEASE)
        self.assertIn("nobody serves http_requests_per_second", said)

    def test_a_cluster_without_the_gateway_api_gets_the_service_alone(self):
        self.serve()
        said = self.deploy(
            "staging", "apply", *RELEASE, STANDIN_WITHOUT="gateway.networking.k8s.io"
        )
        self.assertIn("nobody serves the Gateway API here", said)
        kinds = {name.split("/")[0] for name in self.objects()}
        self.assertIn("Deployment", kinds)
        self.assertEqual(kinds & {"Gateway", "HTTPRoute"}, set())
        said = self.deploy("staging", "apply")
        self.assertIn("no namespace has the label fingerprint-api/front-door=true", said)
        kinds = {name.split("/")[0] for name in self.objects()}
        self.assertLessEqual({"Gateway", "HTTPRoute"}, kinds)

    def test_what_is_wrong_is_said_clearly(self):
        for arguments, code, words in (
            ((), 2, "an environment and a command are needed"),
            (("nowhere", "apply"), 2, "there is no environment nowhere"),
            (("dev", "dance"), 2, "unknown command dance"),
            (("dev", "models"), 2, "models needs a tag"),
            (("dev", "apply", "--fast"), 2, "unknown option --fast"),
        ):
            with self.subTest(arguments=arguments):
                self.assertIn(words, self.deploy(*arguments, code=code))
        self.assertIn(
            "kubectl is missing", self.deploy("dev", "apply", code=2, KUBECTL="no-such-kubectl")
        )
        self.assertIn(
            "the cluster of context standin does not answer",
            self.deploy("dev", "apply", code=2, STANDIN_FAIL="--raw /readyz"),
        )


if __name__ == "__main__":
    unittest.main()
