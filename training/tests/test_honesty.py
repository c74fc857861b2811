"""Evidence of a lie is added with factors that fit, and never turned around."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

import honesty

BROWSERS, SYSTEMS = ["chrome", "firefox", "curl"], ["windows", "ios"]


class Claim(unittest.TestCase):
    def weight(self, engine, browsers, systems=(1.0, 0.0)):
        found = honesty.against_claim(np.array([engine]), np.array([browsers]), np.array([systems]), BROWSERS, SYSTEMS, 0.1)
        return float(found[0])

    def test_evidence_of_another_engine_speaks_against_the_claim(self):
        self.assertGreater(self.weight("blink", [0.01, 0.01, 0.98]), 4)
        self.assertLess(self.weight("blink", [0.999, 0.0005, 0.0005]), -2)

    def test_doubt_alone_is_no_contradiction(self):
        self.assertEqual(self.weight("blink", [0.4, 0.3, 0.3]), 0)
        self.assertEqual(self.weight("unknown", [0.01, 0.01, 0.98]), 0)

    def test_every_browser_on_ios_is_webkit(self):
        self.assertLess(self.weight("webkit", [0.98, 0.01, 0.01], (0.0, 1.0)), 0)


class Fit(unittest.TestCase):
    def test_factors_tell_evidence_from_noise_and_are_never_negative(self):
        rng = np.random.default_rng(1)
        lies = rng.random(6000) < 0.3
        telling = np.where(lies, 2.0, -2.0) + rng.normal(0, 2, 6000)
        inverted = np.where(lies, -1.0, 1.0) + rng.normal(0, 1, 6000)
        evidence = np.stack([telling, rng.normal(0, 1, 6000), inverted], axis=1)
        factors = honesty.fit(evidence, np.zeros(6000), lies, np.ones(6000))
        self.assertGreater(factors["agreement"], 0.5)
        self.assertLess(factors["evidence"], 0.1)
        self.assertEqual(factors["findings"], 0)
        odds = honesty.combined(evidence[:, :2], [[]] * 6000, factors)
        self.assertGreater((odds[lies] > odds[~lies].mean()).mean(), 0.9)

    def test_an_engine_that_fits_acquits_of_a_lie_about_the_engine_alone(self):
        factors = {"agreement": 1.0, "evidence": 1.0, "findings": 0.5, "bias": -4.0}
        fits = np.array([[-3.0, -2.0]])

        def odds(*found):
            return float(honesty.combined(fits, [list(found)], factors)[0])

        of_engine = {"kind": "user_agent_browser", "weight": 8.0, "of_page": False}
        of_headers = {"kind": "headers_contradict_browser", "weight": 12.0, "of_page": False}
        shown = {"kind": "os", "weight": 6.0, "of_page": True}
        self.assertEqual(odds(), -9.0)
        self.assertEqual(odds(of_engine), -5.0)
        self.assertEqual(odds(of_headers), 2.0)
        self.assertEqual(odds(shown), 2.0)
        self.assertEqual(odds(*[shown | {"weight": 1.0}] * 9), -1.5)


if __name__ == "__main__":
    unittest.main()
