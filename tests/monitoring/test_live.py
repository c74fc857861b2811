"""Facts of the live stack: one run of it, with faults that come and go, and what was seen.

healthy -> every target, recorded series and panel is alive
faults  -> each alert that can be provoked fires, and arrives at its receivers or is inhibited
healed  -> each of them resolves, and the receivers are told
"""

import json
import re
import signal
import socket
import time
import unittest

from prometheus_client.openmetrics import parser as openmetrics

from . import dashboards, lines, load, promtool, test_runbook
from .stack import NAMESPACES, PUSHER, PUSHGATEWAYS, SCRAPER, Stack, until
from .tools import MONITORING, ROOT

# (alert, namespace) -> the receivers that must be told.
CRITICAL, WARNING, INFO = {"email", "pagerduty", "slack"}, {"email", "slack"}, {"slack"}
PROVOKED = {
    ("FingerPrintAPIDown", "killed"): CRITICAL,
    ("HighErrorRate", "broken"): CRITICAL,
    ("ModelLoadingFailure", "broken"): CRITICAL,
    ("RateLimiterHighErrorRate", "broken"): CRITICAL,
    ("AvailabilityBudgetBurnsFastest", "broken"): CRITICAL,
    ("LatencyBudgetBurnsFastest", "slower"): CRITICAL,
    ("HighLatency", "slow"): WARNING,
    ("RateLimiterHighLatency", "slower"): WARNING,
    ("ModelReloadFailed", "refused"): WARNING,
    ("UnknownShareHigh", "unknown"): WARNING,
    ("AuthFailuresHigh", "guarded"): WARNING,
    ("SensorHandshakesFailing", "guarded"): WARNING,
    ("TraceSpansLost", "fingerprint"): INFO,
    ("ContainerMemoryUsage", "idle"): INFO,
    ("PodCrashLooping", "killed"): CRITICAL,
    ("HighCPUUsage", "unknown"): WARNING,
    ("HighMemoryUsage", "refused"): WARNING,
    ("PersistentVolumeUsage", "stuffed"): WARNING,
    ("ReplicasUnavailable", "slow"): WARNING,
    ("ScaledToMaximum", "unknown"): WARNING,
    ("RedisDown", "fingerprint"): CRITICAL,
    ("RateLimiterDown", "fingerprint"): CRITICAL,
    ("HighRateLimitViolations", "limited"): WARNING,
    ("RedisHighMemory", "fingerprint"): WARNING,
    ("RedisConnectionPoolExhausted", "fingerprint"): CRITICAL,
    ("PushedMetricsStale", ""): WARNING,
    ("ModelAccuracyLow", ""): WARNING,
    ("ModelCalibrationPoor", ""): WARNING,
    ("TargetDown", ""): WARNING,
    ("CertificateExpiresSoon", "fingerprint"): WARNING,
    ("FrontDoorDown", ""): CRITICAL,
    ("AutoscalerMetricMissing", "slow"): WARNING,
    ("AutoscalerInactive", "slow"): WARNING,
    # Nobody is woken for it.
    ("FingerPrintAPIUnavailable", "gone-staging"): INFO,
}
# Of a request to an endpoint that nobody else asks.
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
# How long a fact is waited for; it is gone on with as soon as it is there.
PATIENCE = 120
# Fires; and whether somebody is told depends on whether the drift that comes with it was told
# before.
ALSO_FIRES = {("NovelShareHigh", "novel")}
# A handful of clients, again and again, is another population than the training data: true, and no
# fault.
OF_THE_LOAD = {"Watchdog", "ModelDrift"}
# (alert, namespace) that fires and that nobody is told of, for something graver of the same service
# and namespace is told already.
INHIBITED = {
    ("HighLatency", "slower"),
    ("LoadShedding", "crowded"),
}


class Live(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = stack = Stack(NAMESPACES)
        cls.addClassCleanup(stack.stop)
        cls.healthy()
        cls.faults()
        cls.heal()

    # The run

    @classmethod
    def healthy(cls):
        stack = cls.stack
        assert until(stack.all_up, PATIENCE), [
            (target["labels"], target["lastError"])
            for target in stack.targets()
            if target["health"] != "up"
        ]
        cls.targets = stack.targets()
        # As it starts, with nothing switched on, before anybody asked it anything.
        cls.first_metrics = stack.get(stack.ports["killed"][1], "/metrics")
        stack.loops["ordinary"] = load.ordinary(stack.api("fingerprint"))
        stack.loops["sensor"] = load.through_sensor(stack.sensor_port)
        for name in ("killed", "broken", "refused", "slow", "crowded", "limited"):
            stack.loops[f"calm-{name}"] = load.classify(stack.api(name), 0.2)
        # Few, so that soon most are slow: what pages must be told before what is only late.
        stack.loops["calm-slower"] = load.classify(stack.api("slower"), 1.0)
        cls.pushes = {
            "nobody": stack.push("ci", "x 1\n", user=None),
            "wrong password": stack.push("ci", "x 1\n", user=(PUSHER[0], "guessed")),
            "scraper": stack.push("probe", "x 1\n", user=SCRAPER),
            "ci": stack.push("ci", load.ci_metrics()),
            "staging's scraper": stack.push(
                "x", "x 1\n", (SCRAPER[0], PUSHGATEWAYS["pushgateway-staging"])
            ),
            "ci of staging": stack.push("ci", load.ci_metrics(), namespace="pushgateway-staging"),
        }
        load.traced(stack.api("fingerprint"), TRACE)
        stack.loops["nightly"] = load.nightly(stack)
        # What the faults will need, said once before, so that counters are there to rise.
        stack.processes["api-refused"].send_signal(signal.SIGHUP)
        cls.silent = cls.asked()
        until(cls.all_spoke, PATIENCE, 1)
        # Whatever has a reason to fire had the time to; what a moment's lack of processor made fire
        # has the time to end.
        evaluated = stack.evaluations() + 8
        assert until(lambda: stack.evaluations() >= evaluated, PATIENCE)
        until(cls.calm, PATIENCE)
        cls.service_metrics = stack.get(stack.ports["fingerprint"][1], "/metrics")
        open_metrics = {"accept": "application/openmetrics-text; version=1.0.0"}
        cls.open_metrics = stack.get(stack.ports["fingerprint"][1], "/metrics", **open_metrics)
        until(lambda: TRACE in stack.receivers.traces and cls.trace_found(), PATIENCE)
        cls.known_metrics = {
            each["metric"]["__name__"]
            for each in stack.query('count by (__name__) ({__name__!=""})')
        }
        # An error raises, with what Prometheus said. Some have an answer only while something is
        # wrong.
        cls.unanswered = {query for query in test_runbook.queries() if not stack.query(query)}

    @classmethod
    def trace_found(cls):
        """The exemplars of the endpoint that one traced request asked."""
        buckets = 'http_request_duration_seconds_bucket{endpoint="/api/v1/openapi.json"}'
        cls.exemplars = {
            exemplar["labels"]["trace_id"] for _, exemplar in cls.stack.exemplars(buckets)
        }
        return bool(cls.exemplars)

    @classmethod
    def calm(cls):
        cls.before = {each for each in cls.stack.firing() if each[0] not in OF_THE_LOAD}
        return not cls.before

    @classmethod
    def all_spoke(cls):
        """Takes out of `silent` what has data now."""
        cls.silent = {
            name: query for name, query in cls.silent.items() if not cls.stack.query(query)
        }
        return not cls.silent

    @classmethod
    def asked(cls):
        """{name: query} of recorded series and panels."""
        asked = {
            rule["record"]: rule["record"]
            for _, rule in promtool.each_rule(promtool.load_rules(), "record")
        }
        for name, dashboard in dashboards.load().items():
            for title, expression in dashboards.expressions(dashboard):
                asked[f"{name}: {title}: {expression}"] = dashboards.filled(expression)
        return asked

    @classmethod
    def faults(cls):
        stack, cluster = cls.stack, cls.stack.cluster
        cls.fault_began = time.monotonic()
        # The last push says that the models got worse; after it there is none.
        stack.loops.pop("nightly").stop()
        stack.push("ci-nightly", load.accuracy(0.5, 0.3))
        stack.kill("api-killed")
        # Restarted without models: not ready, and every request a 503.
        stack.kill("api-broken")
        (stack.broken_models / "active.toml").rename(stack.broken_models / "active.toml.away")
        stack.service("broken", FPA_MODELS__DIR=str(stack.broken_models))
        # New models that are none, under a running service.
        spoil(stack.folder / "refused-models")
        stack.processes["api-refused"].send_signal(signal.SIGHUP)
        # 2 of 100 are slow, which is no page; all are, which is one.
        stack.loops["fast"] = load.classify(stack.api("slow"), 0.02)
        stack.loops["slow"] = load.slow_clients(stack.api("slow"), 2)
        stack.loops["slower"] = load.slow_clients(stack.api("slower"), 24)
        stack.loops["crowded"] = load.crowded_batches(stack.api("crowded"))
        stack.loops["unknown"] = load.nothing_known(stack.api("unknown"))
        stack.loops["novel"] = load.never_seen(stack.api("novel"))
        stack.loops["guarded"] = load.classify(stack.api("guarded"), 0.02, 2)
        stack.loops["handshakes"] = load.broken_handshakes(stack.guarded_sensor_port)
        stack.receivers.takes_spans = False
        stack.loops["limited"] = load.classify(stack.api("limited"), 0.006, 2)
        cluster.pods[("killed", "fingerprint-api-0", "fingerprint-api")]["restarts"] = 6
        cluster.busy(("unknown", "fingerprint-api-0", "fingerprint-api"), 1.9)
        cluster.pods[("refused", "fingerprint-api-0", "fingerprint-api")]["memory"] = 1900 << 20
        cluster.pods[("idle", "fingerprint-api-0", "fingerprint-api")]["memory"] = 1100 << 20
        cluster.volume_used["stuffed"] = 900
        cluster.replicas["slow"] = [3, 2]
        cluster.replicas["gone-staging"] = [3, 0]
        cluster.reachable, cluster.metric_missing, cluster.inactive = False, True, True
        cluster.scaled["unknown"] = 10
        cluster.certificate_seconds = 5 * 86400
        stack.kill("node-exporter")
        # Redis, first full and crowded, then gone.
        stack.fill_redis(0.93)
        cls.seen, cls.suppressed = set(), set()

        def told(each):
            return stack.receivers.of(*spelled(each)) >= PROVOKED[each]

        def arrived(*wanted):
            cls.seen |= stack.firing()
            for alert in stack.alerts():
                if alert["status"]["inhibitedBy"]:
                    cls.suppressed.add(
                        (alert["labels"]["alertname"], alert["labels"].get("namespace", ""))
                    )
            return cls.seen.issuperset(wanted) and all(map(told, wanted))

        # Of Redis, one after the other: the critical ones inhibit the warning.
        full, crowded = (
            ("RedisHighMemory", "fingerprint"),
            ("RedisConnectionPoolExhausted", "fingerprint"),
        )
        until(lambda: arrived(full), PATIENCE)
        crowd = [socket.create_connection(("127.0.0.1", stack.redis_port)) for _ in range(56)]
        until(lambda: arrived(crowded), PATIENCE)
        for connection in crowd:
            connection.close()
        stack.kill("redis")
        rest = set(PROVOKED) - {full, crowded}
        until(
            lambda: arrived(*rest) and cls.seen >= ALSO_FIRES and cls.suppressed >= INHIBITED,
            PATIENCE,
        )
        cls.told = {each: stack.receivers.of(*spelled(each)) for each in PROVOKED}
        cls.unanswered = {query for query in cls.unanswered if not stack.query(query)}
        cls.events = lines.read(stack.folder)
        cls.fault_seconds = time.monotonic() - cls.fault_began

    @classmethod
    def heal(cls):
        stack, cluster = cls.stack, cls.stack.cluster
        cls.heal_began = time.monotonic()
        for name in (
            "slow",
            "slower",
            "crowded",
            "unknown",
            "novel",
            "limited",
            "guarded",
            "handshakes",
        ):
            stack.loops.pop(name).stop()
        stack.receivers.takes_spans = True
        for name in ("unknown", "novel", "crowded", "slower"):
            stack.loops[f"well-{name}"] = load.classify(stack.api(name), 0.02)
        stack.loops["nightly"] = load.nightly(stack)
        stack.service("killed")
        (stack.broken_models / "active.toml.away").rename(stack.broken_models / "active.toml")
        stack.processes["api-broken"].send_signal(signal.SIGHUP)
        stack.loops["well-broken"] = load.classify(stack.api("broken"), 0.02)
        stack.start_redis()
        stack.start_node_exporter()
        cluster.pods[("killed", "fingerprint-api-0", "fingerprint-api")]["restarts"] = 0
        cluster.busy(("unknown", "fingerprint-api-0", "fingerprint-api"), 0.2)
        cluster.pods[("refused", "fingerprint-api-0", "fingerprint-api")]["memory"] = 100 << 20
        cluster.pods[("idle", "fingerprint-api-0", "fingerprint-api")]["memory"] = 100 << 20
        cluster.volume_used["stuffed"] = 100
        cluster.replicas["slow"] = [3, 3]
        cluster.replicas["gone-staging"] = [3, 3]
        cluster.reachable, cluster.metric_missing, cluster.inactive = True, False, False
        cluster.scaled["unknown"] = 3
        cluster.certificate_seconds = 60 * 86400

        def ended(each):
            return stack.receivers.of(*spelled(each), resolved=True) >= PROVOKED[each]

        until(lambda: all(map(ended, PROVOKED)), PATIENCE)
        cls.ended = {each: stack.receivers.of(*spelled(each), resolved=True) for each in PROVOKED}
        heal_seconds = time.monotonic() - cls.heal_began
        print(
            f"{len(PROVOKED)} faults told after {cls.fault_seconds:.0f} s, ended after {heal_seconds:.0f} s"
        )

    # What was seen

    def test_every_metric_of_the_service_is_emitted_by_it(self):
        named = {
            name
            for name in watched_metrics()
            if re.match(r"(http_|fingerprint_api_|process_|build_info)", name)
        }
        self.assertGreater(len(named), 30)
        # From its first scrape on, whatever is switched on.
        for scrape in (self.first_metrics, self.service_metrics):
            emitted = set(re.findall(r"^([a-zA-Z_:][\w:]*)", scrape, re.MULTILINE))
            self.assertEqual(sorted(named - emitted), [], "not in a scrape of the service")

    def test_a_strict_reader_of_open_metrics_accepts_the_exposition(self):
        families = list(openmetrics.text_string_to_metric_families(self.open_metrics))
        samples = [sample for family in families for sample in family.samples]
        plain = set(re.findall(r"^([a-zA-Z_:][\w:]*)", self.service_metrics, re.MULTILINE))
        self.assertEqual({sample.name for sample in samples}, plain)
        self.assertTrue(any(sample.exemplar for sample in samples))

    def test_one_trace_is_in_exemplars_spans_and_every_line_of_its_request(self):
        self.assertEqual(self.exemplars, {TRACE})
        self.assertIn(TRACE, self.stack.receivers.traces)
        log = (self.stack.folder / "api-fingerprint.log").read_text().splitlines()
        events = [event for event in map(json.loads, log) if event.get("trace.id") == TRACE]
        self.assertEqual([event["message"] for event in events], ["answered"])

    def test_a_panel_with_exemplars_has_some(self):
        asked = {
            target["expr"]: dashboards.filled(target["expr"])
            for board in dashboards.load().values()
            for panel in dashboards.panels(board)
            for target in panel["targets"]
            if target.get("exemplar")
        }
        self.assertTrue(asked)
        for query in asked.values():
            self.assertTrue(self.stack.exemplars(query), query)

    def test_every_other_metric_is_scraped(self):
        missing = {name for name in watched_metrics() if not self.is_known(name)}
        self.assertEqual(sorted(missing), [])

    def is_known(self, name):
        # Series that only a fault makes.
        return name in self.known_metrics or name == "ALERTS"

    def test_every_recorded_series_and_every_panel_has_data(self):
        self.assertEqual(list(self.silent), [])

    def test_every_panel_of_the_logs_finds_lines(self):
        for panel in dashboards.panels(dashboards.load()["logs"]):
            for target in panel["targets"]:
                self.assertTrue(lines.found(target, self.events), panel["title"])
                if target["bucketAggs"]:
                    self.assertTrue(lines.aggregated(target, self.events, 60), panel["title"])
                else:
                    one = lines.found(target, self.events, TRACE)
                    self.assertTrue(one or "$trace" not in target["query"], panel["title"])

    def test_every_search_of_kibana_finds_lines(self):
        saved = (MONITORING / "elk/kibana/saved-objects.ndjson").read_text().splitlines()
        sources = [json.loads(each)["attributes"].get("kibanaSavedObjectMeta") for each in saved]
        sources = [json.loads(source["searchSourceJSON"]) for source in sources if source]
        queries = {source["query"]["query"] for source in sources if "query" in source} - {""}
        self.assertGreaterEqual(len(queries), 2)
        for query in queries:
            self.assertTrue(list(filter(lines.asked(query), self.events)), query)

    def test_relabelling_keeps_what_should_be_scraped_and_nothing_else(self):
        by_job = {}
        for target in self.targets:
            by_job.setdefault(target["labels"]["job"], []).append(target)
        self.assertEqual(
            {job: len(found) for job, found in by_job.items()},
            {
                "alertmanager": 1,
                "blackbox": 2,
                "cert-manager": 1,
                "fingerprint-api": len(self.stack.ports),
                "kube-state-metrics": 1,
                "kubernetes-apiservers": 1,
                "kubernetes-cadvisor": 1,
                "kubernetes-nodes": 1,
                "kubernetes-pods": 1,
                "node-exporter": 1,
                "prometheus": 1,
                "pushgateway": 2,
                "redis": 1,
            },
        )
        # The API port must not be scraped, and the service not twice.
        service = {target["scrapeUrl"] for target in by_job["fingerprint-api"]}
        self.assertEqual(
            service,
            {f"http://127.0.0.1:{metrics}/metrics" for _, metrics in self.stack.ports.values()},
        )
        # By the namespace's ending; what has none is production.
        told = {
            target["labels"]["namespace"]: target["labels"]["environment"]
            for target in by_job["fingerprint-api"]
        }
        self.assertEqual(told.pop("gone-staging", None), "staging")
        self.assertEqual(set(told.values()), {"production"})
        environments = {target["labels"]["environment"] for target in by_job["pushgateway"]}
        self.assertEqual(environments, {"production", "staging"})
        # The annotation's port went into the address.
        self.assertRegex(
            by_job["kubernetes-pods"][0]["scrapeUrl"], r"^http://127\.0\.0\.1:\d{4,5}/of/its/own$"
        )

    def test_nothing_fires_while_all_is_well(self):
        self.assertEqual(self.before, set())

    def test_the_watchdog_rings_with_its_token(self):
        self.assertTrue(self.stack.receivers.watchdog())
        headers = self.stack.receivers.watchdog_headers()[0]
        self.assertEqual(
            {key.lower(): value for key, value in headers.items()}["authorization"],
            "Bearer token-of-the-test",
        )

    def test_every_query_of_the_runbook_is_answered(self):
        self.assertEqual(sorted(self.unanswered), [])

    def test_every_fault_fires(self):
        self.assertEqual((set(PROVOKED) | ALSO_FIRES) - self.seen, set())

    def test_drift_is_told(self):
        self.assertIn(("ModelDrift", "fingerprint"), self.seen)
        self.assertEqual(self.stack.receivers.of("ModelDrift", "fingerprint"), WARNING)

    def test_every_fault_arrives_at_its_receivers(self):
        missing = {each: wanted - self.told[each] for each, wanted in PROVOKED.items()}
        self.assertEqual({each: kinds for each, kinds in missing.items() if kinds}, {})

    def test_only_those_are_told_who_should_be(self):
        for each, wanted in PROVOKED.items():
            self.assertEqual(self.told[each] - wanted, set(), each)

    def test_what_is_told_in_a_graver_way_is_inhibited(self):
        self.assertEqual(INHIBITED - self.suppressed, set())
        for each in INHIBITED:
            self.assertEqual(self.stack.receivers.of(*each), set(), each)

    def test_a_message_shows_value_runbook_and_dashboard(self):
        for kind in ("email", "slack", "pagerduty"):
            for text in self.stack.receivers.texts(kind):
                self.assertIn("docs/operate/runbook.md#", text)
                self.assertIn("grafana.fingerprint.example.com/d/fingerprint-", text)
                self.assertNotIn("<no value>", text)
                self.assertNotIn("{{", text)
        mail = next(
            text
            for text in self.stack.receivers.texts("email")
            if "HighErrorRate in broken" in text
        )
        self.assertRegex(mail, r"\d+(\.\d+)?% of the requests in broken")

    def test_pagerduty_gets_one_key(self):
        for text in self.stack.receivers.texts("pagerduty"):
            self.assertIn('"routing_key":"routing-key-of-the-test"', text)
            self.assertNotIn("service_key", text)

    def test_every_fault_resolves_and_the_receivers_are_told(self):
        missing = {each: wanted - self.ended[each] for each, wanted in PROVOKED.items()}
        self.assertEqual({each: kinds for each, kinds in missing.items() if kinds}, {})

    def test_what_was_done_is_counted(self):
        # There from the start and at zero would say nothing.
        for series in (
            'fingerprint_api_sensor_handshakes_total{result="completed"}',
            'fingerprint_api_feedback_total{result="accepted"}',
            'fingerprint_api_trace_spans_total{result="sent"}',
            "fingerprint_api_rate_limit_backend_duration_seconds_count",
            'fingerprint_api_shadow_comparisons_total{level="browser"}',
        ):
            value = re.search(rf"^{re.escape(series)} (\S+)$", self.service_metrics, re.MULTILINE)
            self.assertIsNotNone(value, series)
            self.assertGreater(float(value[1]), 0, series)

    def test_the_pushgateway_asks_for_a_password(self):
        refused = {"nobody": 401, "wrong password": 401, "staging's scraper": 401}
        self.assertEqual(self.pushes, {**refused, "scraper": 200, "ci": 200, "ci of staging": 200})


def spelled(each):
    alert, namespace = each
    return alert, namespace or None


def spoil(models):
    """Every model of the folder becomes something else than its manifest says."""
    for path in models.rglob("model.onnx"):
        path.write_bytes(b"no model")


def watched_metrics():
    """Every metric that rules, panels and the autoscaler read, recorded ones aside."""
    rules = promtool.load_rules()
    texts = [
        rule["expr"] for kind in ("alert", "record") for _, rule in promtool.each_rule(rules, kind)
    ]
    texts += [
        each for board in dashboards.load().values() for _, each in dashboards.expressions(board)
    ]
    names = set().union(*(dashboards.metric_names(text) for text in texts))
    # The autoscaler's own name is what the adapter makes of the counter.
    for path in (
        "base/hpa.yaml",
        "components/prometheus-adapter/config.yaml",
        "components/keda/scaledobject.yaml",
    ):
        names |= set(
            re.findall(r"\b(?:http|fingerprint_api|process)_\w+", (ROOT / "k8s" / path).read_text())
        )
    names.discard("http_requests_per_second")
    recorded = {rule["record"] for _, rule in promtool.each_rule(rules, "record")}
    return names - recorded
