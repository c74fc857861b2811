"""Evidence of a lie is added with factors that fit, and never turned around."""

import unittest

import numpy as np

from fingerprint_training.calibration.spoofing_evidence import (
    Answers,
    claim_log_odds,
    fit_factors,
    spoofing_log_odds,
)
from fingerprint_training.service import Finding

BROWSERS, SYSTEMS = ["chrome", "firefox", "curl"], ["windows", "ios"]
ON_WINDOWS, ON_IOS = [1.0, 0.0], [0.0, 1.0]


def claim(engine: str, browsers: list[float], systems: list[float] = ON_WINDOWS) -> float:
    answers = Answers(np.array([browsers]), np.array([systems]), BROWSERS, SYSTEMS)
    return float(claim_log_odds(np.array([engine]), answers, 0.1)[0])


class Claim(unittest.TestCase):
    def test_evidence_of_another_engine_speaks_against_the_claim(self) -> None:
        self.assertGreater(claim("blink", [0.01, 0.01, 0.98]), 4)
        self.assertLess(claim("blink", [0.999, 0.0005, 0.0005]), -2)

    def test_doubt_alone_is_not_a_contradiction(self) -> None:
        self.assertEqual(claim("blink", [0.4, 0.3, 0.3]), 0)
        self.assertEqual(claim("unknown", [0.01, 0.01, 0.98]), 0)

    def test_every_browser_on_ios_is_webkit(self) -> None:
        self.assertLess(claim("webkit", [0.98, 0.01, 0.01], ON_IOS), 0)


class Fit(unittest.TestCase):
    def test_factors_separate_evidence_from_noise_and_are_never_negative(self) -> None:
        rng = np.random.default_rng(1)
        lies = rng.random(6000) < 0.3
        informative = np.where(lies, 2.0, -2.0) + rng.normal(0, 2, 6000)
        inverted = np.where(lies, -1.0, 1.0) + rng.normal(0, 1, 6000)
        evidence = np.stack([informative, rng.normal(0, 1, 6000), inverted], axis=1)
        factors = fit_factors(evidence, np.zeros(6000), lies, np.ones(6000))
        self.assertGreater(factors["agreement"], 0.5)
        self.assertLess(factors["evidence"], 0.1)
        self.assertEqual(factors["findings"], 0)
        odds = spoofing_log_odds(evidence[:, :2], [[]] * 6000, factors)
        self.assertGreater((odds[lies] > odds[~lies].mean()).mean(), 0.9)

    def test_an_engine_that_fits_acquits_of_a_lie_about_the_engine_alone(self) -> None:
        factors = {"agreement": 1.0, "evidence": 1.0, "findings": 0.5, "bias": -4.0}
        fits = np.array([[-3.0, -2.0]])

        def odds(*found: Finding) -> float:
            return float(spoofing_log_odds(fits, [list(found)], factors)[0])

        engine: Finding = {"kind": "user_agent_browser", "weight": 8.0, "of_page": False}
        headers: Finding = {"kind": "headers_contradict_browser", "weight": 12.0, "of_page": False}
        page: Finding = {"kind": "os", "weight": 6.0, "of_page": True}
        suspicion: Finding = {"kind": "os", "weight": 1.0, "of_page": True}
        self.assertEqual(odds(), -9.0)
        self.assertEqual(odds(engine), -5.0)
        self.assertEqual(odds(headers), 2.0)
        self.assertEqual(odds(page), 2.0)
        self.assertEqual(odds(*[suspicion] * 9), -1.5)


if __name__ == "__main__":
    unittest.main()
