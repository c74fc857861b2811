"""What a group of comparisons may say."""

import unittest

import numpy as np

from fingerprint_training.arrays import Floats
from fingerprint_training.labels import Head
from fingerprint_training.model.network import Examples, Network, Schedule

COLUMNS = 12
CONTRADICTED = 5


def trained_on_liars() -> Network:
    """Liars that show more layers than honest clients do, with a disagreement in one of them."""
    rng = np.random.default_rng(3)
    lies = rng.random(4000) < 0.5
    shown = np.where(lies, 0.9, 0.3)[:, None]
    rows = (rng.random((4000, COLUMNS)) < shown).astype(np.float32)
    rows[lies, CONTRADICTED] = -1
    rows[:, 0] = 1
    network = Network([("agreement", 0, COLUMNS)], {"spoofing": Head(2, ())}, 1)
    weights = {"spoofing": np.ones(4000, np.float32)}
    examples = Examples(rows, {"spoofing": lies.astype(int)}, weights, [])
    network.fit(examples, Schedule(epochs=40, seed=1), lambda *_: None)
    return network


class Comparisons(unittest.TestCase):
    def test_more_agreement_never_makes_a_lie_likelier(self) -> None:
        network = trained_on_liars()

        def odds(rows: Floats) -> Floats:
            sums = network.blocks(rows, "spoofing").sum(axis=1)
            return sums[:, 1] - sums[:, 0]

        tried = np.random.default_rng(4).integers(-1, 1, (500, COLUMNS)).astype(np.float32)
        tried[:, 0] = 1
        for column in range(1, COLUMNS):
            better = tried.copy()
            better[:, column] += 1
            self.assertLessEqual((odds(better) - odds(tried)).max(), 1e-4)
        everything = np.ones((1, COLUMNS), np.float32)
        nothing = np.eye(1, COLUMNS, dtype=np.float32)
        contradicted = everything.copy()
        contradicted[0, CONTRADICTED] = -1
        self.assertLess(odds(everything)[0], odds(nothing)[0])
        self.assertGreater(odds(contradicted)[0], odds(everything)[0] + 2)


if __name__ == "__main__":
    unittest.main()
