"""What drift is measured against must be the weighted shares of the rows that have the group."""

import unittest

import numpy as np

from fingerprint_training.arrays import Floats
from fingerprint_training.commands.drift_reference import group_reference


def columns(*active: int) -> Floats:
    return np.array([[1.0] * count + [0.0] * (9 - count) for count in active])


class Reference(unittest.TestCase):
    def test_shares_are_weights_and_rows_without_the_group_are_left_out(self) -> None:
        found = group_reference(columns(0, 1, 2, 2), np.array([9.0, 1.0, 2.0, 1.0]))
        self.assertEqual(found, {"rows": 3, "edges": [1], "shares": [0.25, 0.75]})

    def test_bins_are_of_about_equal_weight(self) -> None:
        found = group_reference(columns(*(list(range(1, 10)) * 10)), np.ones(90))
        assert found
        self.assertEqual(found["edges"], [1, 2, 3, 4, 5, 6, 7, 8])
        self.assertTrue(all(abs(share - 1 / 9) < 1e-6 for share in found["shares"]))

    def test_a_group_that_no_row_has_has_no_reference(self) -> None:
        self.assertIsNone(group_reference(columns(0, 0), np.ones(2)))


if __name__ == "__main__":
    unittest.main()
