"""The verdict on every real client: right in any version, equal to the golden of its own."""

import unittest

import goldens
from driven import BY_KEY, CLIENTS, inspect, version
from relays import RELAYS, Relay
from service import Service

# One for each stack that writes a ClientHello.
RELAYED = (
    "curl h2",
    "httpx h2",
    "node http2 h2",
    "java h2",
    "go h2",
    "chromium h2",
    "firefox h2",
    "curl_cffi chrome146 h2",
)


class Clients(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.service = cls.enterClassContext(Service())
        cls.answers = {}

    def direct(self, client):
        if client.key not in self.answers:
            self.answers[client.key] = inspect(client, self.service.sensor)
        return self.answers[client.key]

    def test_every_client_gets_the_right_verdict(self):
        for client in CLIENTS:
            with self.subTest(client.key):
                answer = self.direct(client)
                found = answer["fingerprints"]
                for name in ("ja3", "ja3_hash", "ja4", "ja4_r", "p0f"):
                    self.assertTrue(found[name], name)
                self.assertEqual(bool(found["akamai"]), client.http == "h2", "the version of HTTP")
                self.assertEqual(bool(found["header_order"]), client.fields, "header fields")
                seen = {
                    layer
                    for layer, facts in answer["layers"].items()
                    if facts.get("source") == "connection"
                }
                spoken = {"http2"} if client.http == "h2" else set()
                self.assertEqual(
                    seen, {"tcp", "tls"} | spoken | ({"http"} if client.fields else set())
                )
                verdict = goldens.verdict(answer)
                self.assertEqual(
                    {question: verdict[question] for question in client.expected}, client.expected
                )

    @unittest.skipIf(goldens.UPDATE, "the goldens are being written")
    def test_every_client_shows_what_its_golden_shows(self):
        kept = goldens.read()
        self.assertEqual(
            set(kept), {(client.name, client.http) for client in CLIENTS}, goldens.REFRESH
        )
        for client in CLIENTS:
            with self.subTest(client.key):
                golden, here = kept[client.name, client.http], version(client)
                if golden["version"] == here:
                    self.assertEqual(
                        goldens.entry(client, here, self.direct(client)),
                        golden,
                        f"if it is meant to change: {goldens.REFRESH}",
                    )
                else:
                    print(
                        f"{client.key}: not compared: the golden is of `{golden['version']}`, "
                        f"installed is `{here}`; {goldens.REFRESH}"
                    )

    @unittest.skipUnless(goldens.UPDATE, "UPDATE_GOLDEN=1 writes them")
    def test_goldens_are_written(self):
        goldens.write(
            [goldens.entry(client, version(client), self.direct(client)) for client in CLIENTS]
        )

    def test_fingerprints_do_not_depend_on_how_bytes_are_split(self):
        for name, reshape in RELAYS.items():
            with Relay(reshape, self.service.sensor) as relay:
                for client in map(BY_KEY.__getitem__, RELAYED):
                    with self.subTest(client.key, relay=name):
                        self.assertEqual(
                            goldens.strings(inspect(client, relay.port)),
                            goldens.strings(self.direct(client)),
                        )

    def test_chromium_shuffles_its_extensions_which_ja4_does_not_see(self):
        chromium = BY_KEY["chromium h2"]
        first, second = self.direct(chromium), inspect(chromium, self.service.sensor)
        self.assertNotEqual(first["fingerprints"]["ja3"], second["fingerprints"]["ja3"])
        self.assertEqual(first["fingerprints"]["ja4"], second["fingerprints"]["ja4"])


if __name__ == "__main__":
    unittest.main()
