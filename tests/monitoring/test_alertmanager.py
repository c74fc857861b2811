"""Facts of the routes: who is told of which labels, and how patiently."""

import unittest

import yaml

from .tools import MONITORING, run

FILE = MONITORING / "alertmanager" / "alertmanager.yml"


class Routes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.config = yaml.safe_load(FILE.read_text())
        cls.routes = {route["receiver"]: route for route in cls.config["route"]["routes"]}

    def test_amtool_accepts_it(self):
        passed, said = run("amtool", "check-config", FILE)
        self.assertTrue(passed, said)

    def test_each_severity_has_one_receiver(self):
        for labels, receiver in [
            ("severity=critical service=x", "critical"),
            ("severity=critical service=x environment=production", "critical"),
            ("severity=critical service=x environment=shared", "critical"),
            # Nobody is woken for these.
            ("severity=critical service=x environment=staging", "rehearsal"),
            ("severity=critical service=x environment=dev", "rehearsal"),
            ("severity=warning service=x environment=staging", "rehearsal"),
            ("severity=warning service=x", "warning"),
            ("severity=info service=x", "info"),
            ("service=x", "default"),
            ("alertname=Watchdog severity=none", "watchdog"),
        ]:
            arguments = (f"--config.file={FILE}", f"--verify.receivers={receiver}", *labels.split())
            passed, said = run("amtool", "config", "routes", "test", *arguments)
            self.assertTrue(passed, f"{labels}: {said}")

    def test_patience_grows_as_severity_falls(self):
        route = self.config["route"]
        self.assertEqual(
            (route["group_wait"], route["group_interval"], route["repeat_interval"]),
            ("30s", "5m", "4h"),
        )
        waits = {
            name: (each["group_wait"], each["repeat_interval"])
            for name, each in self.routes.items()
        }
        self.assertEqual(waits["critical"], ("0s", "1h"))
        self.assertEqual(waits["warning"], ("1m", "12h"))
        self.assertEqual(waits["info"], ("10m", "24h"))

    def test_no_route_goes_on(self):
        # A critical alert that goes on would be told again as something less.
        for route in self.config["route"]["routes"]:
            self.assertNotIn("continue", route)

    def test_inhibition_does_not_ask_for_equal_names(self):
        for rule in self.config["inhibit_rules"]:
            self.assertNotIn("alertname", rule.get("equal", []))

    def test_groups_are_made_by_labels_that_alerts_have(self):
        wanted = ["alertname", "service", "environment", "namespace", "cluster", "region"]
        self.assertEqual(self.config["route"]["group_by"], wanted)

    def test_one_region_s_trouble_silences_no_other_region(self):
        for rule in self.config["inhibit_rules"]:
            self.assertLessEqual({"environment", "cluster", "region"}, set(rule["equal"]))

    def test_a_rehearsal_pages_nobody(self):
        [receiver] = [each for each in self.config["receivers"] if each["name"] == "rehearsal"]
        self.assertEqual(set(receiver), {"name", "slack_configs"})

    def test_no_secret_stands_in_the_file(self):
        text = FILE.read_text()
        for key in (
            "smtp_auth_password:",
            "slack_api_url:",
            "routing_key:",
            "service_key",
            "credentials:",
            "api_url:",
        ):
            self.assertNotIn(key, text)
        self.assertEqual(text.count("routing_key_file:"), 1)

    def test_only_what_can_wait_is_quiet_at_night(self):
        self.assertEqual(
            [name for name, route in self.routes.items() if "mute_time_intervals" in route],
            ["info"],
        )
        self.assertEqual([each["name"] for each in self.config["time_intervals"]], ["quiet-hours"])
