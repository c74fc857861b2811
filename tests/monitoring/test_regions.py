"""Two regions with one pager: two Alertmanagers with the shipped routes, each told the same alert by
the Prometheus of its region."""

import datetime
import json
import shutil
import subprocess
import unittest
import urllib.request

import yaml

from . import derive
from .receivers import PASSWORD, Receivers, free_port
from .stack import until
from .tools import MONITORING, WORK, tool

REGIONS = ("us-east-1", "eu-west-1")
ALERT = {
    "alertname": "FingerPrintAPIUnavailable",
    "severity": "critical",
    "service": "fingerprint-api",
    "component": "pods",
    "environment": "production",
    "namespace": "fingerprint",
    "deployment": "fingerprint-api",
    "cluster": "fingerprint",
}


class Regions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.receivers = Receivers()
        cls.addClassCleanup(cls.receivers.stop)
        cls.ports = {region: cls.alertmanager(region) for region in REGIONS}
        assert until(lambda: all(map(cls.ready, cls.ports.values())), 60)

    @classmethod
    def alertmanager(cls, region):
        folder = WORK / "regions" / region
        shutil.rmtree(folder, ignore_errors=True)
        secrets = folder / "secrets"
        secrets.mkdir(parents=True)
        hooks = f"http://127.0.0.1:{cls.receivers.http_port}"
        for name, text in {
            "smtp-password": PASSWORD,
            "slack-url": f"{hooks}/slack",
            "pagerduty-routing-key": "routing-key-of-the-test",
            "watchdog-token": "token-of-the-test",
        }.items():
            (secrets / name).write_text(text)
        config = derive.alertmanager(secrets, cls.receivers.smtp_port, cls.receivers.http_port)
        shutil.copytree(MONITORING / "alertmanager" / "templates", folder / "templates")
        (folder / "alertmanager.yml").write_text(yaml.safe_dump(config))
        port = free_port()
        process = subprocess.Popen(
            [
                tool("prometheus-alertmanager"),
                f"--config.file={folder / 'alertmanager.yml'}",
                f"--storage.path={folder / 'state'}",
                f"--web.listen-address=127.0.0.1:{port}",
                "--cluster.listen-address=",
                "--log.level=error",
            ],
            stderr=subprocess.DEVNULL,
        )
        cls.addClassCleanup(process.wait)
        cls.addClassCleanup(process.kill)
        return port

    @staticmethod
    def ready(port):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=5):
                return True
        except OSError:
            return False

    def tell(self, region, ended=False, **labels):
        now = datetime.datetime.now(datetime.UTC)
        alert = {
            "labels": {**ALERT, "region": region, **labels},
            "annotations": {
                "summary": "s",
                "description": "d",
                "runbook_url": "https://r",
                "dashboard_url": "https://d",
            },
            "startsAt": (now - datetime.timedelta(minutes=1)).isoformat(),
            "endsAt": (now if ended else now + datetime.timedelta(hours=1)).isoformat(),
        }
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ports[region]}/api/v2/alerts",
            json.dumps([alert]).encode(),
            {"content-type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=10).close()

    def incidents(self, action):
        """{region: key} of the events of a kind that the pager got."""
        found = {}
        for text in self.receivers.texts("pagerduty"):
            event = json.loads(text)
            if event["event_action"] == action:
                region = next(each for each in REGIONS if each in event["payload"]["summary"])
                found[region] = event["dedup_key"]
        return found

    def test_one_region_s_recovery_closes_its_own_incident_alone(self):
        for region in REGIONS:
            self.tell(region)
        self.assertTrue(until(lambda: len(self.incidents("trigger")) == 2, 60))
        opened = self.incidents("trigger")
        self.assertEqual(len(set(opened.values())), 2, "both regions are one incident")
        self.tell(REGIONS[0], ended=True)
        self.assertTrue(until(lambda: self.incidents("resolve"), 60))
        self.assertEqual(self.incidents("resolve"), {REGIONS[0]: opened[REGIONS[0]]})

    def test_one_outage_is_one_page(self):
        outage = {"environment": "production", "namespace": "shared"}
        self.tell(REGIONS[1], **outage)
        # What follows from it, as it does: told while the outage is known.
        for alertname, service in (
            ("FingerPrintAPIDown", "fingerprint-api"),
            ("FingerPrintAPIAbsent", "fingerprint-api"),
            ("FrontDoorDown", "front-door"),
            ("TrafficDropped", "front-door"),
        ):
            self.tell(REGIONS[1], alertname=alertname, service=service, **outage)
        self.tell(REGIONS[1], alertname="RedisDown", service="rate-limiter", **outage)

        def paged():
            return [text for text in self.receivers.texts("pagerduty") if " in shared" in text]

        self.assertTrue(until(lambda: any("RedisDown" in text for text in paged()), 60))
        for inhibited in (
            "FingerPrintAPIDown",
            "FingerPrintAPIAbsent",
            "FrontDoorDown",
            "TrafficDropped",
        ):
            self.assertFalse([text for text in paged() if inhibited in text], inhibited)

    def test_a_rehearsal_reaches_its_channel_and_no_pager(self):
        self.tell(REGIONS[0], environment="staging", namespace="fingerprint-staging")
        self.assertTrue(
            until(lambda: any("staging" in text for text in self.receivers.texts("slack")), 60)
        )
        for kind in ("pagerduty", "email"):
            self.assertFalse(
                [text for text in self.receivers.texts(kind) if "fingerprint-staging" in text]
            )


if __name__ == "__main__":
    unittest.main()
