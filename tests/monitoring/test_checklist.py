"""The table of docs/monitoring-checklist.md tells the truth: what it names is there."""

import re
import unittest

import yaml

from . import promtool
from .tools import MONITORING, ROOT

TEXT = (ROOT / "docs" / "monitoring-checklist.md").read_text()
NAMED = re.findall(r"`([^`]+)`", TEXT)
METRICS = {name for name in re.findall(r"`([a-z_]+)`", TEXT.split("## Metrics of the service")[1].split("The other")[0])}


def jobs():
    return {job["job_name"]: job for job in prometheus()["scrape_configs"]}


def prometheus():
    return yaml.safe_load((MONITORING / "prometheus" / "prometheus.yml").read_text())


class Checklist(unittest.TestCase):
    def test_every_number_has_its_row(self):
        rows = re.findall(r"^\| (\d+)(?:–(\d+))? \|", TEXT, re.MULTILINE)
        numbers = [number for first, last in rows for number in range(int(first), int(last or first) + 1)]
        self.assertEqual(sorted(numbers), [*range(21, 83), *range(87, 95)])

    def test_every_file_is_there(self):
        files = [name for name in NAMED if re.fullmatch(r"[\w.-]+(/[\w.-]+)+\.\w+", name) and "test_" not in name]
        self.assertGreater(len(files), 30)
        for file in files:
            self.assertTrue((ROOT / file).is_file(), file)

    def test_every_test_is_there(self):
        tests = [re.fullmatch(r"(deploy/)?(test_\w+)\.(test_\w+)", name) for name in NAMED]
        tests = [found.groups() for found in tests if found]
        self.assertGreater(len(tests), 30)
        for deploy, module, test in tests:
            text = (ROOT / "tests" / ("deploy" if deploy else "monitoring") / f"{module}.py").read_text()
            self.assertIn(f"def {test}(self", text, f"{module}.{test}")

    def test_every_alert_and_series_is_there(self):
        rules = promtool.load_rules()
        alerts = {rule["alert"] for _, rule in promtool.each_rule(rules, "alert")}
        series = {rule["record"] for _, rule in promtool.each_rule(rules, "record")}
        named = {name for name in NAMED if re.fullmatch(r"[A-Z]\w+", name)} - {"ALERTS", "NAME"}
        self.assertGreater(len(named), 35)
        self.assertEqual(named - alerts, set())
        recorded = {name for name in NAMED if name.startswith("fingerprint:")}
        self.assertEqual(len(recorded), 18)
        self.assertEqual(recorded - series, set())

    def test_the_scrape_jobs_are_there(self):
        wanted = re.findall(r"`([\w-]+)`", TEXT.split("| 22–28 | jobs ")[1].split("| `monitoring")[0])
        self.assertEqual(len(wanted), 7)
        self.assertEqual({*wanted, "pushgateway", "redis"} - set(jobs()), set())
        self.assertTrue(jobs()["pushgateway"]["honor_labels"])

    def test_prometheus_is_as_patient_as_it_should_be(self):
        settings = prometheus()["global"]
        self.assertEqual((settings["scrape_interval"], settings["evaluation_interval"]), ("15s", "15s"))
        self.assertEqual(set(settings["external_labels"]), {"cluster", "region", "prometheus_replica"})
        self.assertTrue(prometheus()["alerting"]["alertmanagers"])

    def test_guessing_is_slowed_down(self):
        ingress = yaml.safe_load((ROOT / "k8s/components/pushgateway/ingress.yaml").read_text())
        self.assertIn("nginx.ingress.kubernetes.io/limit-rpm", ingress["metadata"]["annotations"])

    def test_the_pushgateway_s_page_has_its_sections(self):
        text = (ROOT / "docs" / "monitoring-pushgateway.md").read_text()
        for heading in ("Who may do what", "Rotation", "Threats", "Checklist", "Trouble", "Rolling back"):
            self.assertIn(f"## {heading}", text)

    def test_the_pushgateway_s_operations_are_there(self):
        text = (ROOT / "make/ops/pushgateway.mk").read_text()
        for target in ("port-forward", "metrics", "delete-group", "health", "logs", "shell", "restart"):
            self.assertRegex(text, rf"(?m)^{target}:")

    def test_every_metric_is_the_service_s(self):
        source = (ROOT / "src/telemetry/metrics.rs").read_text()
        self.assertGreater(len(METRICS), 30)
        for name in METRICS:
            if not name.startswith("process_"):
                self.assertIn(f'"{name}"', source)
