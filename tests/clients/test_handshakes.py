"""Failed handshakes and returning clients: each is counted, and none affects the next one."""

import json
import unittest

import goldens
from driven import BY_KEY, OWN, Client, inspect, run
from service import Service

COMPLETED = 'fingerprint_api_sensor_handshakes_total{result="completed"}'
FAILED = 'fingerprint_api_sensor_handshakes_total{result="failed"}'
HELLO_SEEN = 'fingerprint_api_sensor_layer_total{layer="tls",result="seen"}'
HELLO_MALFORMED = 'fingerprint_api_sensor_layer_total{layer="tls",result="malformed"}'
# The extension of a resumed session (RFC 8446 section 4.2.11).
PRE_SHARED_KEY = {"0029"}
# The system's certificate authorities; the service's is not among them.
SYSTEM = "/etc/ssl/certs/ca-certificates.crt"
# Clients that check the certificate during the handshake. Node, for one, checks it afterwards, and
# closes a connection whose handshake was completed.
REJECTING = ("curl h2", "requests 1.1", "go h2")


class Handshakes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.enterClassContext(Service())
        cls.url = f"https://localhost:{cls.service.sensor}/api/v1/inspect"

    def setUp(self):
        self.before = self.service.metrics()

    def rises(self, name: str, by: int):
        self.assertTrue(
            self.service.rises(name, by, self.before),
            f"{name}: {self.before[name]} became {self.service.metrics()[name]}",
        )

    def test_a_client_that_rejects_the_certificate_is_a_failed_handshake_whose_hello_was_seen(self):
        for key in REJECTING:
            with self.subTest(key), self.assertRaisesRegex(RuntimeError, "certificate"):
                run(BY_KEY[key].command(self.url), authority=SYSTEM)
        self.rises(FAILED, len(REJECTING))
        self.rises(HELLO_SEEN, len(REJECTING))
        self.rises(COMPLETED, 0)
        inspect(BY_KEY["curl h2"], self.service.sensor)
        self.rises(COMPLETED, 1)

    def test_no_version_of_tls_in_common_is_a_failed_handshake_whose_hello_was_seen(self):
        with self.assertRaisesRegex(RuntimeError, "exit 35"):
            run(["curl", "-sS", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", self.url])
        self.rises(FAILED, 1)
        self.rises(HELLO_SEEN, 1)

    def test_plain_http_is_a_failed_handshake_without_a_hello(self):
        with self.assertRaises(RuntimeError):
            run(["curl", "-sS", self.url.replace("https:", "http:")])
        self.rises(FAILED, 1)
        self.rises(HELLO_MALFORMED, 1)
        self.rises(HELLO_SEEN, 0)

    def test_every_new_connection_is_observed_anew(self):
        answers = [inspect(BY_KEY["curl h2"], self.service.sensor) for _ in range(10)]
        self.assertEqual(len({answer["fingerprints"]["ja4"] for answer in answers}), 1)
        self.rises(COMPLETED, 10)
        self.rises(HELLO_SEEN, 10)

    def test_a_resumed_session_adds_a_ticket_and_keeps_the_verdict(self):
        printed = run(
            ["curl", "-sS", "--http1.1", "-H", "Connection: close", "-w", "\n", self.url, self.url]
        )
        self.assert_keeps_its_verdict(BY_KEY["curl 1.1"], *map(json.loads, printed.split("\n")[:2]))

    def test_a_returning_chromium_keeps_its_verdict(self):
        self.assert_keeps_its_verdict(
            BY_KEY["chromium h2"],
            *json.loads(run(["node", str(OWN / "chromium_returns.mjs"), self.url])),
        )

    def assert_keeps_its_verdict(self, client: Client, first: dict, again: dict):
        self.assertEqual(extensions(again) ^ extensions(first), PRE_SHARED_KEY)
        for answer in (first, again):
            self.assertEqual(goldens.verdict(answer) | client.expected, goldens.verdict(answer))


def extensions(answer: dict) -> set[str]:
    """The second list of JA4's long form."""
    return set(answer["fingerprints"]["ja4_r"].split("_")[2].split(","))


if __name__ == "__main__":
    unittest.main()
