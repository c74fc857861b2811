"""Many requests on one connection: each gets its own answer."""

import hashlib
import itertools
import json
import unittest

import driven
from service import Service

SEEN = 'fingerprint_api_sensor_layer_total{layer="http2",result="seen"}'


def header_order(names: list[str]) -> str:
    """As src/signals/header_order.rs defines it, of names that it does not leave out."""
    return hashlib.sha256(",".join(names).encode()).hexdigest()[:12]


class Reuse(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.enterClassContext(Service())
        cls.url = f"https://localhost:{cls.service.sensor}/api/v1/inspect"

    def ask(self, program: str, requests: list) -> dict | list:
        """The program's answers, all of which came over one connection."""
        before = self.service.metrics()
        answers = json.loads(
            driven.run(["node", str(driven.OWN / program), self.url, json.dumps(requests)])
        )
        self.assertTrue(
            self.service.rises(SEEN, 1, before), "the requests did not share one connection"
        )
        return answers

    def test_a_hundred_streams_at_once_each_get_their_own_answer(self):
        agents = {
            "curl": "curl/8.5.0",
            "python": "python-requests/2.32.3",
            "wget": "Wget/1.21.3",
            "go": "Go-http-client/2.0",
        }
        orders = list(itertools.permutations(["accept", "x-a", "x-b", "x-c", "x-d"]))[:100]
        browsers = itertools.cycle(agents)
        asked = [(next(browsers), ["user-agent", *order]) for order in orders]
        requests = [
            [[name, agents[browser] if name == "user-agent" else "*/*"] for name in names]
            for browser, names in asked
        ]
        answers = self.ask("node_streams.mjs", requests)
        self.assertEqual(len(answers), len(asked))
        for (browser, names), answer in zip(asked, answers, strict=True):
            with self.subTest(names=names):
                self.assertEqual(answer["fingerprints"]["header_order"], header_order(names))
                self.assertEqual(answer["claimed"]["browser"], browser)

    def test_a_navigation_and_thirty_fetches_of_chromium_are_distinguished(self):
        subsets = [
            names
            for size in (1, 2, 3)
            for names in itertools.combinations(["x-a", "x-b", "x-c", "x-d"], size)
        ][:10]
        asked = subsets * 3
        answers = self.ask("chromium_fetches.mjs", [dict.fromkeys(names, "1") for names in asked])
        navigation = answers["navigation"]["fingerprints"]["header_order"]
        alone = [answer["fingerprints"]["header_order"] for answer in answers["alone"]]
        self.assertNotIn(None, [navigation, *alone])
        self.assertNotIn(navigation, alone)
        # Sets of names and hashes correspond one to one, so a hash identifies its request.
        self.assertEqual(len(set(zip(asked, alone, strict=True))), len(subsets))
        self.assertEqual(len(set(alone)), len(subsets))
        self.assertEqual(
            [answer["fingerprints"]["header_order"] for answer in answers["together"]], alone
        )
        for answer in [answers["navigation"], *answers["alone"], *answers["together"]]:
            self.assertEqual(answer["claimed"]["browser"], "chromium")
            self.assertEqual(
                answer["fingerprints"]["ja4"], answers["navigation"]["fingerprints"]["ja4"]
            )


if __name__ == "__main__":
    unittest.main()
