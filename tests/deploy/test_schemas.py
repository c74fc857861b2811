"""Every render against the strict schemas of Kubernetes, and custom resources against their own."""

import functools
import json
import re
import subprocess
import unittest

import kubernetes_validate
import tree

VERSIONS = [f"1.{minor}" for minor in range(28, 38)]
CUSTOM = ("monitoring.coreos.com", "keda.sh", "autoscaling.k8s.io", "gateway.networking.k8s.io")
GROUP = re.compile(r"^[^/]+")

# The package reads its files, megabytes, for every object anew.
kubernetes_validate.utils.schema_contents = functools.cache(
    kubernetes_validate.utils.schema_contents
)


def is_custom(one):
    return GROUP.match(one["apiVersion"]).group() in CUSTOM


class Schemas(unittest.TestCase):
    def test_every_object_passes_every_version(self):
        checked = set()
        for name, objects in tree.renders().items():
            for one in objects:
                key = json.dumps(one, sort_keys=True)
                if is_custom(one) or key in checked:
                    continue
                checked.add(key)
                for version in VERSIONS:
                    with self.subTest(
                        render=name,
                        object=f"{one['kind']}/{one['metadata']['name']}",
                        version=version,
                    ):
                        kubernetes_validate.validate(one, version, strict=True)
        self.assertGreater(len(checked), 60)

    def test_an_unknown_field_is_refused(self):
        service = {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "x"},
            "spec": {"sessionAfinity": "None"},
        }
        for version in VERSIONS:
            with self.assertRaises(kubernetes_validate.ValidationError):
                kubernetes_validate.validate(service, version, strict=True)

    def test_custom_resources_pass_their_own_validators(self):
        custom = [one for objects in tree.renders().values() for one in objects if is_custom(one)]
        broken = json.loads(
            json.dumps(next(one for one in custom if one["kind"] == "ScaledObject"))
        )
        broken["spec"]["triggers"] = "all"
        node = tree.tool("node", "nodejs")
        asked = subprocess.run(
            [node, "custom.mjs"],
            cwd=tree.ROOT / "tests/deploy",
            text=True,
            capture_output=True,
            input=json.dumps([*custom, broken]),
            timeout=120,
        )
        self.assertEqual(asked.returncode, 0, asked.stderr)
        *answers, last = json.loads(asked.stdout)
        self.assertGreaterEqual(
            {one["kind"] for one in custom},
            {"ServiceMonitor", "VerticalPodAutoscaler", "Gateway", "HTTPRoute", "ScaledObject"},
        )
        for one, answer in zip(custom, answers, strict=True):
            self.assertIsNone(answer, one["kind"])
        self.assertIsNotNone(last, "the validator refuses nothing")


if __name__ == "__main__":
    unittest.main()
