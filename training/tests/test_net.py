"""What a group of comparisons may say."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from net import Head, Net


class Comparisons(unittest.TestCase):
    def test_more_agreement_never_makes_a_lie_likelier(self):
        # Liars that show more layers than honest clients do, with a disagreement in one of them.
        rng = np.random.default_rng(3)
        lies = rng.random(4000) < 0.5
        rows = (rng.random((4000, 12)) < np.where(lies, 0.9, 0.3)[:, None]).astype(np.float32)
        rows[lies, 5] = -1
        rows[:, 0] = 1
        net = Net([("agreement", 0, 12)], {"spoofing": Head(2, ())}, 1)
        net.fit(rows, {"spoofing": lies.astype(int)}, {"spoofing": np.ones(4000, np.float32)}, [], epochs=40, seed=1, report=lambda *_: None)

        def odds(rows):
            sums = net.blocks(rows, "spoofing").sum(axis=1)
            return sums[:, 1] - sums[:, 0]

        tried = rng.integers(-1, 1, (500, 12)).astype(np.float32)
        tried[:, 0] = 1
        for column in range(1, 12):
            better = tried.copy()
            better[:, column] += 1
            self.assertLessEqual((odds(better) - odds(tried)).max(), 1e-4)
        everything, nothing = np.ones((1, 12), np.float32), np.eye(1, 12, dtype=np.float32)
        contradicted = everything.copy()
        contradicted[0, 5] = -1
        self.assertLess(odds(everything)[0], odds(nothing)[0])
        self.assertGreater(odds(contradicted)[0], odds(everything)[0] + 2)


if __name__ == "__main__":
    unittest.main()
