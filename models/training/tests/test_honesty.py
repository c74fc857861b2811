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
        factors = honesty.fit(evidence, lies, np.ones(6000))
        self.assertGreater(factors["agreement"], 0.5)
        self.assertLess(factors["evidence"], 0.1)
        self.assertEqual(factors["findings"], 0)
        odds = honesty.combined(evidence, factors)
        self.assertGreater((odds[lies] > odds[~lies].mean()).mean(), 0.9)


if __name__ == "__main__":
    unittest.main()
