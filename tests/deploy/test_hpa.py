"""The HPA as it is shipped, fed with what a live Prometheus answers to the adapter's own query while
the real service is under load."""

import http.client
import itertools
import json
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import hpa
import service
import tree
import yaml

METRIC = "http_requests_per_second"
# Production counts over two minutes and scrapes each 15 s; the test does both faster.
FAST_SECONDS = 10
PRODUCTION_RANGE, FAST_RANGE = "[2m]", f"[{FAST_SECONDS}s]"
# Requests a second, of how many callers, and what must arrive so that the HPA has a reason to
# scale.
RATE, CALLERS, LEAST = 240, 4, 150


def adapter_query(selector):
    """The query that the adapter makes of its template for this selector, a value a pod."""
    name = next(
        one["metadata"]["name"] for one in tree.render("cluster") if one["kind"] == "ConfigMap"
    )
    config = yaml.safe_load(
        tree.find(tree.render("cluster"), "ConfigMap", name)["data"]["config.yaml"]
    )
    rule = next(one for one in config["rules"] if one["name"]["as"] == METRIC)
    series = rule["name"]["matches"].strip("^$")
    assert rule["seriesQuery"].startswith(series + "{"), rule
    text = rule["metricsQuery"]
    for mark, value in (("Series", series), ("LabelMatchers", selector), ("GroupBy", "pod")):
        assert f"<<.{mark}>>" in text, mark
        text = text.replace(f"<<.{mark}>>", value)
    return text


def keda_query():
    scaler = tree.find(tree.render("keda"), "ScaledObject", "fingerprint-api")
    return next(
        one["metadata"]["query"]
        for one in scaler["spec"]["triggers"]
        if one["type"] == "prometheus"
    )


def fast(query):
    assert PRODUCTION_RANGE in query, query
    return query.replace(PRODUCTION_RANGE, FAST_RANGE)


class Load(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        prometheus = tree.tool("prometheus", "prometheus")
        cls.pod = service.Pod(tree.render("dev"), tempfile.mkdtemp())
        done = cls.pod.init()
        assert done.returncode == 0, done.stderr
        cls.pod.start().wait("readinessProbe", 20)
        cls.folder = tempfile.TemporaryDirectory()
        config = {
            "global": {"scrape_interval": "1s"},
            "scrape_configs": [
                {
                    "job_name": "fingerprint-api",
                    "static_configs": [
                        {
                            "targets": [f"127.0.0.1:{cls.pod.ports['metrics']}"],
                            "labels": {"namespace": "fingerprint", "pod": "fingerprint-api-0"},
                        }
                    ],
                }
            ],
        }
        path = f"{cls.folder.name}/prometheus.yml"
        with open(path, "w") as file:  # noqa: PTH123
            yaml.safe_dump(config, file)
        cls.port = service.free_port()
        cls.prometheus = subprocess.Popen(
            [
                prometheus,
                f"--config.file={path}",
                f"--storage.tsdb.path={cls.folder.name}/data",
                f"--web.listen-address=127.0.0.1:{cls.port}",
                "--log.level=error",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            cls.measure()
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.prometheus.terminate()
        cls.prometheus.wait()
        cls.folder.cleanup()
        cls.pod.close()

    @classmethod
    def ask(cls, query, at):
        url = f"http://127.0.0.1:{cls.port}/api/v1/query?" + urllib.parse.urlencode(
            {"query": query, "time": at}
        )
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                result = json.load(answer)["data"]["result"]
        except urllib.error.URLError:
            # Prometheus is still starting.
            return {}
        return {one["metric"].get("pod", ""): float(one["value"][1]) for one in result}

    @classmethod
    def traffic(cls):
        """A caller who keeps to a schedule: what a busy machine delays is sent later, not left out."""
        connection = http.client.HTTPConnection("127.0.0.1", cls.pod.ports["http"], timeout=30)
        next_at = time.monotonic()
        while not cls.stop.is_set():
            connection.request(
                "POST", "/api/v1/classify", service.REQUEST, {"content-type": "application/json"}
            )
            assert connection.getresponse().read()
            cls.answered.append(time.time())
            next_at += CALLERS / RATE
            time.sleep(max(0, next_at - time.monotonic()))
        connection.close()

    @classmethod
    def wait(cls, what, fact):
        """Polls until the fact holds: on a busy machine scrapes come late, and a rate with them."""
        for _ in range(120):
            if fact(time.time()):
                return
            time.sleep(0.5)
        raise AssertionError(
            f"not within a minute: {what}; {len(cls.answered)} answered, adapter {cls.busy}, "
            f"sent {cls.rate:.0f}/s, afterwards {cls.quiet}"
        )

    @classmethod
    def measure(cls):
        """About RATE requests a second until the adapter's query tells them; then what it tells of silence."""
        cls.stop, cls.answered = threading.Event(), []
        cls.busy, cls.keda, cls.quiet, cls.rate = {}, 0, {}, 0
        selector = 'namespace="fingerprint",pod=~"fingerprint-api-.*"'

        def told(at):
            cls.rate = (
                sum(at - FAST_SECONDS < one <= at for one in list(cls.answered)) / FAST_SECONDS
            )
            cls.busy = cls.ask(fast(adapter_query(selector)), at)
            cls.keda = sum(cls.ask(fast(keda_query()), at).values())
            value = cls.busy.get("fingerprint-api-0", 0)
            return value > LEAST and abs(value / cls.rate - 1) < 0.2

        def silent(at):
            cls.quiet = cls.ask(fast(adapter_query(selector)), at)
            return cls.quiet.get("fingerprint-api-0", RATE) < 2

        threads = [threading.Thread(target=cls.traffic, daemon=True) for _ in range(CALLERS)]
        for thread in threads:
            thread.start()
        try:
            cls.wait("the adapter's value is the rate of the load", told)
        finally:
            cls.stop.set()
            for thread in threads:
                thread.join()
        cls.wait("the adapter's value is none", silent)
        print(
            f"sent {cls.rate:.0f}/s, adapter {cls.busy}, KEDA {cls.keda:.0f}, afterwards {cls.quiet}"
        )

    def shipped(self):
        return tree.find(tree.render("production"), "HorizontalPodAutoscaler", "fingerprint-api")

    def scaler(self, replicas):
        return hpa.Autoscaler(self.shipped(), replicas)

    def test_the_adapter_makes_the_metric_of_each_pod(self):
        self.assertEqual(list(self.busy), ["fingerprint-api-0"])
        self.assertAlmostEqual(self.busy["fingerprint-api-0"] / self.rate, 1, delta=0.2)
        # Both were asked for the same instant.
        self.assertAlmostEqual(self.keda / self.busy["fingerprint-api-0"], 1, delta=0.001)
        self.assertLess(self.quiet["fingerprint-api-0"], 2)

    def test_the_metric_is_the_one_that_the_hpa_reads(self):
        names = [
            one["pods"]["metric"]["name"]
            for one in self.shipped()["spec"]["metrics"]
            if one["type"] == "Pods"
        ]
        self.assertEqual(names, [METRIC])

    def test_load_adds_pods_as_promised(self):
        load = self.busy["fingerprint-api-0"] * 5
        scaler = self.scaler(5)
        trace = scaler.run(600, load)
        wanted = min(20, -(-load // 100))
        self.assertEqual(
            {pods for at, pods in trace if at < 60}, {5}, "the window of 60 s is not kept"
        )
        self.assertGreater(trace[4][1], 5, "nothing happens after the window")
        for (_, before), (_, after) in itertools.pairwise(trace):
            self.assertLessEqual(after, max(before * 2, before + 2))
        self.assertLessEqual(abs(trace[-1][1] - wanted), 1 + wanted * hpa.TOLERANCE, trace)

    def test_ten_times_the_load_stops_at_the_maximum(self):
        trace = self.scaler(5).run(600, self.busy["fingerprint-api-0"] * 50)
        self.assertEqual(trace[-1][1], 20)

    def test_silence_takes_pods_away_one_a_minute_after_five_minutes(self):
        scaler = self.scaler(12)
        scaler.run(300, 12 * 100)
        self.assertEqual(scaler.replicas, 12)
        trace = scaler.run(1200, self.quiet["fingerprint-api-0"] * 12, start=315)
        self.assertEqual(
            {pods for at, pods in trace if at < 600}, {12}, "the window of 300 s is not kept"
        )
        for minute in range(315, 1455, 60):
            around = [pods for at, pods in trace if minute <= at <= minute + 45]
            self.assertLessEqual(max(around) - min(around), 1, "more than a pod a minute")
        self.assertEqual(trace[-1][1], 5)

    def test_a_load_at_the_target_changes_nothing(self):
        trace = self.scaler(7).run(900, 7 * 105)
        self.assertEqual({pods for _, pods in trace}, {7})

    def test_the_base_scales_between_three_and_ten(self):
        found = tree.find(tree.render("keda"), "ScaledObject", "fingerprint-api")["spec"]
        self.assertEqual((found["minReplicaCount"], found["maxReplicaCount"]), (5, 20))
        chart = tree.find(
            tree.render("fingerprint-api-default"), "HorizontalPodAutoscaler", "fp-fingerprint-api"
        )
        self.assertEqual((chart["spec"]["minReplicas"], chart["spec"]["maxReplicas"]), (3, 10))
        self.assertEqual(hpa.Autoscaler(chart, 3).run(900, 100 * 100)[-1][1], 10)


if __name__ == "__main__":
    unittest.main()
