"""Calibration must mend what is over-confident, and sets must cover what they promise."""

import unittest

import numpy as np

from fingerprint_training.arrays import Floats, Integers, Json
from fingerprint_training.calibration import temperature
from fingerprint_training.calibration.calibration_error import (
    error_by_chance,
    expected_calibration_error,
)
from fingerprint_training.model.network import softmax

ROWS = 4000
WEIGHT = np.ones(ROWS)


def answers(seed: int) -> tuple[Floats, Integers]:
    """Sums whose softmax is the truth's own distribution."""
    rng = np.random.default_rng(seed)
    sums = rng.normal(0, 2, (ROWS, 4))
    target = np.array([rng.choice(4, p=p) for p in softmax(sums)])
    return sums, target


def blocks_of(sums: Floats) -> Floats:
    """One group and a prior that says nothing."""
    return np.stack([sums, np.zeros_like(sums)], axis=1)


class Temperature(unittest.TestCase):
    def fit(self, sums: Floats, target: Integers) -> Json:
        """A fit after which the calibration error is small."""
        blocks = blocks_of(sums)
        fit = temperature.fit(temperature.Sample(blocks, target, WEIGHT), (0,))
        probabilities = temperature.calibrated_probabilities(blocks, (0,), fit)
        self.assertLess(expected_calibration_error(probabilities, target, WEIGHT), 0.03)
        return fit

    def test_an_overconfident_net_is_cooled(self) -> None:
        sums, target = answers(1)
        self.assertAlmostEqual(self.fit(3 * sums, target)["temperature"], 3.0, delta=0.4)

    def test_a_net_that_is_sure_of_what_it_never_saw_learns_doubt(self) -> None:
        sums, target = answers(4)
        target[:800] = np.random.default_rng(5).integers(0, 4, 800)
        self.assertGreater(self.fit(4 * sums, target)["doubt"], 0.1)

    def test_sets_cover_new_rows_as_promised(self) -> None:
        sums, target = answers(2)
        fit = temperature.fit(temperature.Sample(blocks_of(sums), target, WEIGHT), (0,))
        new, truth = answers(3)
        probabilities = temperature.calibrated_probabilities(blocks_of(new), (0,), fit)
        for coverage, threshold in fit["conformal"]:
            covered = (probabilities[np.arange(ROWS), truth] >= threshold).mean()
            self.assertAlmostEqual(covered, coverage, delta=0.025)


class Chance(unittest.TestCase):
    def test_few_groups_leave_a_perfect_model_with_an_error(self) -> None:
        sums, target = answers(6)
        probabilities, rows = softmax(sums), np.arange(ROWS)
        alone = error_by_chance(probabilities, WEIGHT, rows.reshape(-1, 1))
        together = error_by_chance(probabilities, WEIGHT, (rows % 5).reshape(-1, 1))
        self.assertLess(alone["most"], 0.04)
        self.assertGreater(together["median"], 2 * alone["median"])
        # Probabilities that are the truth's own are within chance, others beyond it.
        perfect = expected_calibration_error(probabilities, target, WEIGHT)
        overconfident = expected_calibration_error(softmax(3 * sums), target, WEIGHT)
        self.assertLess(perfect, alone["most"])
        self.assertGreater(overconfident, alone["most"])


if __name__ == "__main__":
    unittest.main()
