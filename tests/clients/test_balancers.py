"""HAProxy and nginx in TCP mode: the client's TLS and HTTP/2 arrive whole, its SYN does not."""

import json
import unittest

import goldens
from balancers import BALANCERS
from driven import BY_KEY, inspect, run
from service import Service

# The load balancers' address on loopback, and one that is not trusted.
TRUSTED, OTHER = "127.0.0.1", "127.0.0.2"


class Behind(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.enterClassContext(
            Service(EDGE__TRUSTED_CIDRS=f"{TRUSTED}/32", EDGE__PROXY_PROTOCOL="true")
        )

    def curl(self, port: int, address: str) -> dict:
        return json.loads(
            run(["curl", "-sS", "--interface", address, f"https://localhost:{port}/api/v1/inspect"])
        )

    def test_everything_but_the_syn_is_seen_behind_a_balancer(self):
        alone = self.curl(self.service.sensor, OTHER)
        self.assertEqual(alone["layers"]["tcp"]["source"], "connection")
        for balancer in BALANCERS:
            with self.subTest(balancer.name), balancer.before(self.service.sensor) as running:
                answer = self.curl(running.port, OTHER)
                self.assertEqual(answer["layers"]["tcp"], {"used": False})
                self.assertIsNone(answer["fingerprints"]["p0f"])
                for layer in ("tls", "http2", "http"):
                    self.assertEqual(answer["layers"][layer]["source"], "connection", layer)
                self.assertEqual(goldens.strings(answer), goldens.strings(alone))
                self.assertEqual(answer["browser"]["label"], "curl")

    def test_browsers_keep_their_verdict_behind_a_balancer(self):
        for balancer in BALANCERS:
            with balancer.before(self.service.sensor) as running:
                for key in ("chromium h2", "firefox h2"):
                    with self.subTest(balancer.name, client=key):
                        verdict = goldens.verdict(inspect(BY_KEY[key], running.port))
                        expected = BY_KEY[key].expected
                        self.assertEqual(
                            {question: verdict[question] for question in expected}, expected
                        )

    def test_a_trusted_peer_without_the_proxy_protocol_is_refused(self):
        with self.assertRaisesRegex(RuntimeError, "exit 35"):
            self.curl(self.service.sensor, TRUSTED)


if __name__ == "__main__":
    unittest.main()
