"""Outages as they begin: which page tells of them, and of which environment."""

import unittest

from . import promtool
from .tools import WORK

UP = 'up{{job="fingerprint-api",instance="{0}",namespace="{0}",environment="{1}"}}'
WANTED = 'kube_deployment_spec_replicas{{deployment="fingerprint-api",namespace="{0}",environment="{1}"}}'
AVAILABLE = 'kube_deployment_status_replicas_available{{deployment="fingerprint-api",namespace="{0}",environment="{1}"}}'
STAGING = {
    UP.format("fingerprint-staging", "staging"): "1x60",
    WANTED.format("fingerprint-staging", "staging"): "2x60",
    AVAILABLE.format("fingerprint-staging", "staging"): "2x60",
}


def production(series):
    return series.format("fingerprint", "production")


class Outages(unittest.TestCase):
    def firing(self, name, series, expected, at="10m"):
        """Exactly these environments are told by an alert of this name, ten minutes on."""
        rules = promtool.load_rules()
        rule = next(rule for _, rule in promtool.each_rule(rules, "alert") if rule["alert"] == name)
        self.assertEqual(rule["labels"]["severity"], "critical")
        samples = [{"labels": promtool.selector(labels), "value": 1} for labels in expected]
        test = {
            "rule": name,
            "name": self.id(),
            "interval": "1m",
            "input_series": [
                {"series": key, "values": promtool.spelled(value)} for key, value in series.items()
            ],
            "promql_expr_test": [
                {
                    "expr": f'group by (environment, namespace) (ALERTS{{alertname="{name}", alertstate="firing"}})',
                    "eval_time": at,
                    "exp_samples": samples,
                }
            ],
        }
        passed, said = promtool.run_tests(WORK / "outages" / self.id(), rules, [test])
        self.assertTrue(passed, said)

    here = {"environment": "production", "namespace": "fingerprint"}  # noqa: RUF012

    def test_production_at_zero_replicas_pages_while_staging_is_up(self):
        series = {**STAGING, production(WANTED): "0x60", production(AVAILABLE): "0x60"}
        self.firing("FingerPrintAPIUnavailable", series, [self.here])
        self.firing("FingerPrintAPIAbsent", series, [self.here])

    def test_a_deleted_deployment_pages_for_a_day(self):
        series = {**STAGING, production(UP): "1x2 stale"}
        self.firing("FingerPrintAPIAbsent", series, [self.here])

    def test_images_that_cannot_be_pulled_page_at_once(self):
        # The pods are pending, so discovery drops them; the Deployment is there.
        series = {**STAGING, production(WANTED): "5x60", production(AVAILABLE): "0x60"}
        self.firing("FingerPrintAPIUnavailable", series, [self.here], at="2m")

    def test_a_cluster_that_knows_nothing_pages_as_production(self):
        self.firing("FingerPrintAPIAbsent", {"other": "1x60"}, [{"environment": "production"}])

    def test_nothing_pages_while_both_are_up(self):
        series = {
            **STAGING,
            production(UP): "1x60",
            production(WANTED): "5x60",
            production(AVAILABLE): "5x60",
        }
        self.firing("FingerPrintAPIAbsent", series, [])
        self.firing("FingerPrintAPIUnavailable", series, [])

    def test_traffic_that_stops_with_its_series_pages(self):
        # New pods that nobody asks have no counters: the series end instead of falling.
        rate = 'fingerprint:throughput:rps{namespace="fingerprint",environment="production"}'
        self.firing("TrafficDropped", {rate: "100x60 stale"}, [self.here], at="70m")
