"""Calibration must mend what is over-confident, and sets must cover what they promise."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

import calibrate
from net import softmax


def answers(rows, seed):
    """Sums whose softmax is the truth's own distribution."""
    rng = np.random.default_rng(seed)
    sums = rng.normal(0, 2, (rows, 4))
    target = np.array([rng.choice(4, p=p) for p in softmax(sums)])
    return sums, target


def blocks_of(sums):
    """One group and a prior that says nothing."""
    return np.stack([sums, np.zeros_like(sums)], axis=1)


class Temperature(unittest.TestCase):
    def test_an_overconfident_net_is_cooled(self):
        sums, target = answers(4000, 1)
        fit = calibrate.fit(blocks_of(3 * sums), (0,), target, np.ones(4000))
        self.assertAlmostEqual(fit["temperature"], 3.0, delta=0.4)
        error = calibrate.calibration_error(calibrate.answered(blocks_of(3 * sums), (0,), fit), target, np.ones(4000))
        self.assertLess(error, 0.03)

    def test_a_net_that_is_sure_of_what_it_never_saw_learns_doubt(self):
        sums, target = answers(4000, 4)
        target[:800] = np.random.default_rng(5).integers(0, 4, 800)
        fit = calibrate.fit(blocks_of(4 * sums), (0,), target, np.ones(4000))
        self.assertGreater(fit["doubt"], 0.1)
        error = calibrate.calibration_error(calibrate.answered(blocks_of(4 * sums), (0,), fit), target, np.ones(4000))
        self.assertLess(error, 0.03)

    def test_sets_cover_new_rows_as_promised(self):
        sums, target = answers(4000, 2)
        fit = calibrate.fit(blocks_of(sums), (0,), target, np.ones(4000))
        new, truth = answers(4000, 3)
        probabilities = calibrate.answered(blocks_of(new), (0,), fit)[np.arange(4000), truth]
        for coverage, threshold in fit["conformal"]:
            self.assertAlmostEqual((probabilities >= threshold).mean(), coverage, delta=0.025)


class Chance(unittest.TestCase):
    def test_few_groups_leave_a_perfect_model_with_an_error(self):
        sums, target = answers(4000, 6)
        probabilities, weight = softmax(sums), np.ones(4000)
        alone = calibrate.error_of_a_perfect_model(probabilities, weight, np.arange(4000).reshape(-1, 1))
        together = calibrate.error_of_a_perfect_model(probabilities, weight, (np.arange(4000) % 5).reshape(-1, 1))
        self.assertLess(alone["most"], 0.04)
        self.assertGreater(together["median"], 2 * alone["median"])
        # Whose probabilities are the truth's own is within chance, whose are not is beyond it.
        self.assertLess(calibrate.calibration_error(probabilities, target, weight), alone["most"])
        self.assertGreater(calibrate.calibration_error(softmax(3 * sums), target, weight), alone["most"])


if __name__ == "__main__":
    unittest.main()
