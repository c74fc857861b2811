"""What the verdict adds up must be measured with the shares that it assumes."""

import unittest

import numpy as np

from fingerprint_training.evaluation import verdicts
from fingerprint_training.service import Finding

ROWS = 1000


class Shares(unittest.TestCase):
    def test_rows_get_the_share_that_is_assumed(self) -> None:
        weight = np.ones(110)
        liars = np.arange(110) < 10
        verdicts.scale_share(weight, liars, ~liars, 0.02)
        self.assertAlmostEqual(weight[liars].sum() / weight.sum(), 0.02)

    def test_a_verdict_that_knows_is_calibrated_and_one_that_guesses_is_not(self) -> None:
        true = np.arange(ROWS) < 20
        groups, weight = np.arange(ROWS).reshape(-1, 1), np.ones(ROWS)
        said = np.where(true, 0.99, 0.01)
        knows = verdicts.yes_or_no_figures(said, true, weight, groups)
        self.assertLess(knows["ece"], 0.02)
        self.assertEqual(knows["share"], 0.02)
        said = np.full(ROWS, 0.4)
        guesses = verdicts.yes_or_no_figures(said, true, weight, groups)
        self.assertGreater(guesses["ece"], 0.3)

    def test_findings_speak_for_their_own_question(self) -> None:
        spoofing: Finding = {"question": "spoofing", "weight": 4.0}
        automation: Finding = {"question": "automation", "weight": 6.0}
        found = verdicts.findings_of([[spoofing, automation]], "automation")
        self.assertEqual(found, [[automation]])


if __name__ == "__main__":
    unittest.main()
