"""Facts of the cluster objects of monitoring/: strict schemas, replicas, retention and access."""

import re
import unittest

import kubernetes_validate
import yaml

from .tools import MONITORING, kustomize, run

MANIFESTS = [
    "prometheus/prometheus.yaml",
    "prometheus/rbac.yaml",
    "prometheus/networkpolicy.yaml",
    "alertmanager/alertmanager.yaml",
    "alertmanager/networkpolicy.yaml",
    "blackbox/blackbox.yaml",
    "blackbox/networkpolicy.yaml",
    "elk/filebeat/daemonset.yaml",
    "elk/filebeat/namespace.yaml",
]


# The newest that the schemas know.
NEWEST = "1.37"


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
            files = [
                file
                for each in kustomization.get("configMapGenerator", [])
                for file in each.get("files", [])
            ]
            named = [
                *files,
                *kustomization.get("resources", []),
                *kustomization.get("components", []),
            ]
            for name in named:
                self.assertTrue((path.parent / name).exists(), f"{path}: {name}")

    def test_the_configuration_s_rule_files_are_mounted(self):
        generator = yaml.safe_load((MONITORING / "prometheus/kustomization.yaml").read_text())[
            "configMapGenerator"
        ][0]
        config = yaml.safe_load((MONITORING / "prometheus/prometheus.yml").read_text())
        probes = next(job for job in config["scrape_configs"] if job["job_name"] == "blackbox")
        found = [file for each in probes["file_sd_configs"] for file in each["files"]]
        self.assertEqual(set(generator["files"]), {"prometheus.yml", *config["rule_files"], *found})

    def test_what_a_region_tells_names_the_region(self):
        common = "https://fingerprint.example.com/health"
        regions = sorted((MONITORING / "overlays").iterdir())
        self.assertEqual(len(regions), 3)
        for region in regions:
            passed, text = kustomize(region)
            self.assertTrue(passed, text)
            found = [each for each in yaml.safe_load_all(text) if each]
            for each in found:
                kubernetes_validate.validate(each, NEWEST, strict=True)
                self.assertEqual(each["metadata"].get("namespace", "monitoring"), "monitoring")
            maps = {
                each["metadata"]["name"]: each["data"]
                for each in found
                if each["kind"] == "ConfigMap"
            }
            pod = next(
                each
                for each in found
                if each["metadata"]["name"] == "prometheus" and each["kind"] == "StatefulSet"
            )
            source = pod["spec"]["template"]["spec"]["containers"][0]["envFrom"][0]["configMapRef"][
                "name"
            ]
            self.assertEqual(maps[source]["REGION"], region.name)
            # Its own name, the others' and the common one.
            config = next(data for data in maps.values() if "probes.yml" in data)
            targets = [
                target
                for each in yaml.safe_load(config["probes.yml"])
                for target in each["targets"]
            ]
            names = [
                common,
                *(f"https://{each.name}.fingerprint.example.com/health" for each in regions),
            ]
            self.assertEqual(sorted(targets), sorted(names))
            labels = yaml.safe_load(config["prometheus.yml"])["global"]["external_labels"]
            self.assertEqual((labels["cluster"], labels["region"]), ("${CLUSTER}", "${REGION}"))

    def test_the_probe_s_settings_are_the_exporter_s(self):
        passed, said = run(
            "prometheus-blackbox-exporter",
            f"--config.file={MONITORING / 'blackbox/blackbox.yml'}",
            "--config.check",
        )
        self.assertTrue(passed, said)

    def test_nobody_but_those_named_reaches_the_monitoring(self):
        for path, name in (
            ("prometheus", "prometheus"),
            ("alertmanager", "alertmanager"),
            ("blackbox", "blackbox-exporter"),
        ):
            [policy] = objects(f"{path}/networkpolicy.yaml")
            spec = policy["spec"]
            self.assertEqual(spec["podSelector"]["matchLabels"], {"app.kubernetes.io/name": name})
            for rule in spec["ingress"]:
                self.assertTrue(rule["from"] and rule["ports"], name)
                for peer in rule["from"]:
                    self.assertTrue(peer["podSelector"]["matchLabels"], name)
        args = kind("prometheus/prometheus.yaml", "StatefulSet")["spec"]["template"]["spec"][
            "containers"
        ][0]["args"]
        self.assertNotIn("--web.enable-lifecycle", args)
        self.assertTrue(any(arg.startswith("--web.external-url=https://") for arg in args))

    def test_alertmanager_starts_without_the_secrets_of_receivers_that_nobody_uses(self):
        pod = kind("alertmanager/alertmanager.yaml", "StatefulSet")["spec"]["template"]["spec"]
        sources = next(volume for volume in pod["volumes"] if volume["name"] == "config")[
            "projected"
        ]["sources"]
        for source in sources:
            if "secret" in source:
                self.assertTrue(source["secret"].get("optional"))

    def test_prometheus_runs_twice_and_keeps_fifteen_days(self):
        spec = kind("prometheus/prometheus.yaml", "StatefulSet")["spec"]
        pod = spec["template"]["spec"]
        container = pod["containers"][0]
        self.assertEqual(spec["replicas"], 2)
        self.assertIn("--storage.tsdb.retention.time=15d", container["args"])
        self.assertEqual(container["resources"]["requests"], {"cpu": "500m", "memory": "512Mi"})
        self.assertEqual(container["resources"]["limits"], {"cpu": "1", "memory": "2Gi"})
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
                r"/etc/alertmanager/(secrets/[\w-]+)",
                (MONITORING / "alertmanager/alertmanager.yml").read_text(),
            )
        )
        pod = kind("alertmanager/alertmanager.yaml", "StatefulSet")["spec"]["template"]["spec"]
        sources = next(volume for volume in pod["volumes"] if volume["name"] == "config")[
            "projected"
        ]["sources"]
        mounted = {
            item["path"]
            for source in sources
            if "secret" in source
            for item in source["secret"]["items"]
        }
        self.assertEqual(wanted, mounted)

    def test_no_secret_has_a_value(self):
        for path in MANIFESTS:
            for each in objects(path):
                if each["kind"] == "Secret":
                    self.assertNotIn("data", each)
                    self.assertNotIn("stringData", each)
