"""Facts of the rules: each one fires, stays silent and counts as it says, and each is tested."""

import re
import subprocess
import sys
import unittest

from . import promtool
from .tools import WORK, run

# Recorded series that one case covers for all windows.
FAMILY = "slo:error_ratio"


def case_name(record):
    return FAMILY if record.startswith(FAMILY) else record


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = promtool.load_rules()
        cls.alerts = {rule["alert"]: rule for _, rule in promtool.each_rule(cls.rules, "alert")}
        cls.records = {rule["record"] for _, rule in promtool.each_rule(cls.rules, "record")}
        cls.alert_cases = promtool.load_cases("alerts")
        cls.recording_cases = promtool.load_cases("recording")

    def test_promtool_accepts_the_shipped_files(self):
        passed, said = run(
            "promtool",
            "check",
            "rules",
            *(promtool.PROMETHEUS / name for name in promtool.RULE_FILES),
        )
        self.assertTrue(passed, said)

    def test_generated_files_are_what_their_sources_say(self):
        check = [sys.executable, str(promtool.PROMETHEUS / "generate.py"), "--check"]
        ended = subprocess.run(check, capture_output=True, text=True, check=False)
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_every_rule_has_a_case_and_every_case_a_rule(self):
        self.assertEqual(set(self.alerts), set(self.alert_cases))
        self.assertEqual({case_name(record) for record in self.records}, set(self.recording_cases))

    def test_every_alert_holds_its_boundary(self):
        tests = []
        for name, case in self.alert_cases.items():
            if not case.get("always"):
                self.assertGreater(promtool.choices(case), 1, f"{name} has no quiet side")
            tests += promtool.alert_tests(name, case, self.alerts[name])
        passed, said = promtool.run_tests(WORK / "rules-alerts", self.rules, tests)
        self.assertTrue(passed, said)

    def test_every_recorded_series_has_its_value(self):
        tests = [
            test
            for name, case in self.recording_cases.items()
            for test in promtool.recording_tests(name, case)
        ]
        self.assertEqual({test["name"] for test in tests}, self.records)
        passed, said = promtool.run_tests(WORK / "rules-recording", self.rules, tests)
        self.assertTrue(passed, said)

    def test_an_annotation_names_only_labels_that_the_alert_carries(self):
        # The cases hold the exact labels; a label that aggregation removed would print nothing.
        for name, rule in self.alerts.items():
            carried = set(self.alert_cases[name]["labels"]) | set(rule["labels"])
            for key, text in rule["annotations"].items():
                missing = set(re.findall(r"\$labels\.(\w+)", text)) - carried
                self.assertFalse(missing, f"{name}: {key} names {missing}")

    def test_every_alert_says_what_it_is_for(self):
        for name, rule in self.alerts.items():
            self.assertGreaterEqual(set(rule["labels"]), {"severity", "service", "component"}, name)
            carried = rule["labels"].keys() | self.alert_cases[name]["labels"].keys()
            self.assertIn("environment", carried, f"{name}: no route can tell whom it concerns")
            self.assertIn(rule["labels"]["severity"], {"critical", "warning", "info", "none"}, name)
            self.assertEqual(
                set(rule["annotations"]),
                {"summary", "description", "runbook_url", "dashboard_url"},
                name,
            )
            self.assertIn(
                "$value", rule["annotations"]["description"], f"{name} does not tell its value"
            )
            self.assertTrue(rule["annotations"]["runbook_url"].endswith("#" + name.lower()), name)

    def test_no_rule_reads_a_quantile_of_a_summary(self):
        for _, rule in [
            *promtool.each_rule(self.rules, "alert"),
            *promtool.each_rule(self.rules, "record"),
        ]:
            self.assertNotIn("quantile=", rule["expr"])
