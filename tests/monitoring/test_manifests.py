"""Facts of the cluster objects of monitoring/: strict schemas, replicas, retention and access."""

import re
import unittest

import kubernetes_validate
import yaml

from .tools import MONITORING

MANIFESTS = [
    "prometheus/prometheus.yaml",
    "prometheus/rbac.yaml",
    "alertmanager/alertmanager.yaml",
    "elk/filebeat/daemonset.yaml",
]


def objects(path):
    return [each for each in yaml.safe_load_all((MONITORING / path).read_text()) if each]


def kind(path, name):
    return next(each for each in objects(path) if each["kind"] == name)


class Manifests(unittest.TestCase):
    def test_the_strict_schema_accepts_them(self):
        for path in MANIFESTS:
            for each in objects(path):
                kubernetes_validate.validate(each, "1.33", strict=True)

    def test_a_kustomization_names_files_that_there_are(self):
        for path in MONITORING.rglob("kustomization.yaml"):
            kustomization = yaml.safe_load(path.read_text())
            files = [file for each in kustomization["configMapGenerator"] for file in each["files"]]
            for name in [*files, *kustomization.get("resources", [])]:
                self.assertTrue((path.parent / name).is_file(), f"{path}: {name}")

    def test_the_configuration_s_rule_files_are_mounted(self):
        generator = yaml.safe_load((MONITORING / "prometheus/kustomization.yaml").read_text())["configMapGenerator"][0]
        config = yaml.safe_load((MONITORING / "prometheus/prometheus.yml").read_text())
        self.assertEqual(set(generator["files"]), {"prometheus.yml", *config["rule_files"]})

    def test_prometheus_runs_twice_and_keeps_fifteen_days(self):
        spec = kind("prometheus/prometheus.yaml", "StatefulSet")["spec"]
        pod = spec["template"]["spec"]
        container = pod["containers"][0]
        self.assertEqual(spec["replicas"], 2)
        self.assertIn("--storage.tsdb.retention.time=15d", container["args"])
        self.assertEqual(container["resources"]["requests"], {"cpu": "500m", "memory": "512Mi"})
        self.assertEqual(container["resources"]["limits"], {"cpu": "1000m", "memory": "2Gi"})
        self.assertEqual(pod["securityContext"]["runAsUser"], 65534)
        self.assertTrue(container["securityContext"]["readOnlyRootFilesystem"])
        self.assertIn("podAntiAffinity", pod["affinity"])
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            self.assertIn(probe, container)

    def test_prometheus_may_not_read_secrets(self):
        for rule in kind("prometheus/rbac.yaml", "ClusterRole")["rules"]:
            self.assertNotIn("secrets", rule.get("resources", []))
            self.assertNotIn("*", rule.get("resources", []) + rule["verbs"])

    def test_every_secret_file_that_alertmanager_reads_is_mounted(self):
        wanted = set(
            re.findall(
                r"/etc/alertmanager/(secrets/[\w-]+)", (MONITORING / "alertmanager/alertmanager.yml").read_text()
            )
        )
        pod = kind("alertmanager/alertmanager.yaml", "StatefulSet")["spec"]["template"]["spec"]
        sources = next(volume for volume in pod["volumes"] if volume["name"] == "config")["projected"]["sources"]
        mounted = {item["path"] for source in sources if "secret" in source for item in source["secret"]["items"]}
        self.assertEqual(wanted, mounted)

    def test_no_secret_has_a_value(self):
        for path in MANIFESTS:
            for each in objects(path):
                if each["kind"] == "Secret":
                    self.assertNotIn("data", each)
                    self.assertNotIn("stringData", each)
