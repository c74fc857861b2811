"""The probes of the rendered Deployment, asked of the real binary that its own environment starts."""

import json
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

import service
import tree
from cluster import PASSWORD, Cluster


class Served(unittest.TestCase):
    """Pods with everything beside them that they ask for."""

    def setUp(self):
        self.cluster = Cluster()
        self.addCleanup(self.cluster.close)
        self.cluster.redis.start()

    def pod(self, render="production", init=True):
        pod = service.Pod(tree.render(render), tempfile.mkdtemp(), self.cluster)
        self.addCleanup(pod.close)
        if init:
            done = pod.init()
            self.assertEqual(done.returncode, 0, done.stderr)
        return pod


class Probes(Served):
    def test_every_environment_is_ready_within_a_second(self):
        for render in (
            "dev",
            "staging",
            "production",
            "fingerprint-api-default",
            "fingerprint-api-small-prod",
        ):
            with self.subTest(render=render):
                # The best of three: what the service needs, not what else the machine is doing.
                times = []
                for _ in range(3):
                    pod = self.pod(render).start()
                    self.assertLessEqual(pod.wait("startupProbe", 20), 20)
                    times.append(pod.wait("readinessProbe", 20))
                    self.assertTrue(pod.probe("livenessProbe"))
                    pod.close()
                self.assertLess(min(times), 1.0)
                print(f"{render}: ready after {min(times) * 1000:.0f} ms")

    def test_the_volume_is_a_checked_copy_of_the_models(self):
        pod = self.pod()
        model = next((pod.folder / "models").glob("*/*/model.onnx"))
        self.assertEqual(
            model.read_bytes(),
            (tree.ROOT / "models" / model.relative_to(pod.folder / "models")).read_bytes(),
        )

    def test_a_broken_model_is_alive_and_not_ready(self):
        pod = self.pod()
        model = next((pod.folder / "models").glob("*/*/model.onnx"))
        model.write_bytes(model.read_bytes()[:-1] + b"\0")
        pod.start()
        pod.wait("livenessProbe", 20)
        time.sleep(0.5)
        self.assertFalse(pod.probe("readinessProbe"))
        self.assertTrue(pod.probe("livenessProbe"))

    def test_without_models_it_is_alive_and_not_ready_until_they_are_there(self):
        pod = self.pod(init=False).start()
        pod.wait("startupProbe", 20)
        time.sleep(0.5)
        self.assertTrue(pod.probe("livenessProbe"))
        self.assertFalse(pod.probe("readinessProbe"))
        self.assertEqual(pod.ask("POST", "/api/v1/classify", service.REQUEST)[0], 503)
        self.assertEqual(pod.init().returncode, 0)
        pod.process.send_signal(signal.SIGHUP)
        pod.started = time.monotonic()
        pod.wait("readinessProbe", 5)
        self.assertEqual(pod.ask("POST", "/api/v1/classify", service.REQUEST)[0], 200)

    def test_a_reload_of_broken_models_keeps_the_old_ones(self):
        pod = self.pod().start()
        pod.wait("readinessProbe", 20)
        (pod.folder / "models/active.toml").unlink()
        pod.process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        self.assertTrue(pod.probe("readinessProbe"))
        self.assertEqual(pod.ask("POST", "/api/v1/classify", service.REQUEST)[0], 200)

    def test_the_metrics_have_a_port_of_their_own(self):
        pod = self.pod().start()
        pod.wait("readinessProbe", 20)
        pod.ask("POST", "/api/v1/classify", service.REQUEST)
        self.assertEqual(pod.ask("GET", "/metrics")[0], 404)
        status, text = pod.ask("GET", "/metrics", port="metrics")
        self.assertEqual(status, 200)
        self.assertIn("http_requests_total{", text)

    def test_a_rollout_loses_no_request(self):
        """SIGTERM amid traffic: readiness goes off while requests are still answered, a slow request
        is finished, every request gets its answer, and the process ends within its grace."""
        pod = self.pod().start()
        pod.wait("readinessProbe", 20)
        lost, answered, unready, stop = [], [0], [None], threading.Event()

        def traffic():
            # One connection after another, as a balancer makes them, for as long as it is sent
            # here.
            while not stop.is_set():
                try:
                    status, body = pod.ask("POST", "/api/v1/classify", service.REQUEST)
                    if status != 200:
                        lost.append((status, body))
                    answered[0] += 1
                except OSError as error:
                    lost.append(error)
                time.sleep(0.002)

        slow = socket.create_connection(("127.0.0.1", pod.ports["http"]))
        body = service.REQUEST.encode()
        slow.sendall(
            b"POST /api/v1/classify HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"x-api-key: %s\r\ncontent-length: %d\r\n\r\n"
            % (self.cluster.caller().encode(), len(body))
            + body[:20]
        )
        threads = [threading.Thread(target=traffic) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        before = answered[0]
        pod.terminate()
        # The kubelet and the endpoints controller see it at once, the balancers some time later:
        # here they stop sending two seconds after, well within the lead.
        while time.monotonic() - pod.told < 2:
            if unready[0] is None and not pod.probe("readinessProbe"):
                unready[0] = time.monotonic() - pod.told
            time.sleep(0.02)
        stop.set()
        for thread in threads:
            thread.join()
        slow.sendall(body[20:])
        slow.settimeout(10)
        self.assertTrue(slow.recv(64).startswith(b"HTTP/1.1 200"), "the request in flight was lost")
        slow.close()
        code, seconds = pod.wait_for_end()
        self.assertEqual(code, 0, pod.logged())
        self.assertEqual(lost, [])
        self.assertGreater(answered[0], before)
        self.assertIsNotNone(unready[0], "readiness stayed on")
        self.assertLess(seconds, pod.spec["terminationGracePeriodSeconds"])
        print(
            f"{answered[0]} requests, {answered[0] - before} of them after SIGTERM, none lost; "
            f"not ready after {unready[0] * 1000:.0f} ms, ended after {seconds:.1f} s"
        )


class Guards(Served):
    def ready(self, render):
        pod = self.pod(render).start()
        pod.wait("readinessProbe", 20)
        return pod

    def left(self, pod, key=None):
        """What the answer says is left of the caller's limit."""
        status, headers, text = pod.exchange("POST", "/api/v1/classify", service.REQUEST, key=key)
        self.assertEqual(status, 200, text)
        return int(re.search(r";r=(\d+)", headers["RateLimit"]).group(1))

    def backend_up(self, pod):
        return re.search(
            r"(?m)^fingerprint_api_rate_limit_backend_up (\d)",
            pod.exchange("GET", "/metrics", port="metrics")[2],
        )[1]

    def test_production_asks_for_a_key_and_the_kubelet_has_none(self):
        pod = self.ready("production")
        for key, status in ((None, 401), ("fpa_wrong", 401), (self.cluster.caller(), 200)):
            self.assertEqual(
                pod.exchange("POST", "/api/v1/classify", service.REQUEST, key=key)[0], status
            )
        for name in ("startupProbe", "livenessProbe", "readinessProbe"):
            self.assertTrue(pod.probe(name))
        self.assertEqual(pod.exchange("GET", "/metrics", port="metrics")[0], 200)

    def draws(self):
        """How often a bucket in Redis was drawn from."""
        found = re.search(
            r"cmdstat_set:calls=(\d+)", self.cluster.redis.cli("info", "commandstats")
        )
        return int(found[1]) if found else 0

    def test_every_pod_draws_from_the_buckets_in_redis(self):
        for render in ("staging", "production", "fingerprint-api-example"):
            for _ in range(2):
                with self.subTest(render=render):
                    pod, before = self.ready(render), self.draws()
                    for _ in range(10):
                        self.left(pod, self.cluster.caller())
                        # On a busy machine Redis may once be too slow for the pod.
                        if self.backend_up(pod) == "1":
                            break
                        time.sleep(1.1)
                    self.assertGreater(self.draws(), before)

    def test_a_nonce_of_one_pod_is_good_at_another(self):
        one, other, stranger = self.ready("production"), self.ready("production"), self.ready("dev")

        def issues(pod, nonce):
            payload = {
                "collector": "1",
                "nonce": nonce,
                "collected_at": 0,
                "navigator": {"webdriver": False},
            }
            status, text = pod.ask("POST", "/api/v1/classify", json.dumps({"browser": payload}))
            self.assertEqual(status, 200, text)
            return [issue["code"] for issue in json.loads(text)["issues"]]

        nonce = json.loads(one.ask("GET", "/api/v1/nonce")[1])["nonce"]
        self.assertEqual(issues(other, nonce), [])
        self.assertEqual(issues(other, nonce), ["replayed"])
        self.assertEqual(issues(stranger, nonce), ["replayed"])

    def test_without_redis_each_pod_goes_on_alone_and_comes_back(self):
        pod = self.ready("staging")
        self.left(pod)
        self.assertEqual(self.backend_up(pod), "1")
        self.cluster.redis.stop()
        self.left(pod)
        self.assertEqual(self.backend_up(pod), "0")
        self.assertTrue(pod.probe("readinessProbe"))
        self.cluster.redis.start()
        for _ in range(20):
            self.left(pod)
            if self.backend_up(pod) == "1":
                return
            time.sleep(0.25)
        self.fail("Redis is not asked again")

    def test_a_wrong_password_of_redis_stops_nobody(self):
        self.cluster.redis.cli("config", "set", "requirepass", "another")
        self.addCleanup(
            self.cluster.redis.cli, "shutdown", "nosave", password="another", check=False
        )
        pod = self.ready("staging")
        self.left(pod)
        self.assertEqual(self.backend_up(pod), "0")
        self.assertNotIn(PASSWORD, pod.logged())


class Settings(unittest.TestCase):
    """`config check` reads what every render sets."""

    def test_every_render_is_configured_as_the_binary_understands(self):
        cluster = Cluster()
        self.addCleanup(cluster.close)
        for name, objects in tree.renders().items():
            if (
                not any(
                    one["kind"] == "Deployment"
                    and one["metadata"]["name"].endswith("fingerprint-api")
                    for one in objects
                )
                or name == "fingerprint-api-digest"
            ):
                continue
            with self.subTest(render=name):
                pod = service.Pod(objects, tempfile.mkdtemp(), cluster)
                self.addCleanup(shutil.rmtree, pod.folder, True)
                done = subprocess.run(
                    [tree.binary(), "config", "check"],
                    env=pod.environment(pod.container),
                    capture_output=True,
                    text=True,
                    timeout=30,
                )
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_an_unknown_setting_is_named(self):
        pod = service.Pod(tree.render("dev"), tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, pod.folder, True)
        environment = pod.environment(pod.container) | {"FPA_HTTP__LISTNE": "x"}
        done = subprocess.run(
            [tree.binary(), "config", "check"], env=environment, capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 2)
        self.assertIn("http.listne", done.stderr)


if __name__ == "__main__":
    unittest.main()
