"""What the verdict adds up must be measured with the shares that it assumes."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

import verdicts


class Shares(unittest.TestCase):
    def test_rows_get_the_share_that_is_assumed(self):
        weight = np.ones(110)
        liars = np.arange(110) < 10
        verdicts.scale(weight, liars, ~liars, 0.02)
        self.assertAlmostEqual(weight[liars].sum() / weight.sum(), 0.02)

    def test_a_verdict_that_knows_is_calibrated_and_one_that_guesses_is_not(self):
        true = np.arange(1000) < 20
        groups = np.arange(1000).reshape(-1, 1)
        everyone = np.ones(1000, bool)
        knows = verdicts.calibrated(np.where(true, 0.99, 0.01), true, everyone, np.ones(1000), groups)
        self.assertLess(knows["ece"], 0.02)
        self.assertEqual(knows["share"], 0.02)
        guesses = verdicts.calibrated(np.full(1000, 0.4), true, everyone, np.ones(1000), groups)
        self.assertGreater(guesses["ece"], 0.3)

    def test_findings_speak_for_their_own_question(self):
        found = [[{"question": "spoofing", "weight": 4.0}, {"question": "automation", "weight": 6.0}]]
        self.assertEqual(verdicts.of_question(found, "automation"), [[found[0][1]]])


if __name__ == "__main__":
    unittest.main()
