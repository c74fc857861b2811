import unittest

import numpy as np

from reference import reference


class Reference(unittest.TestCase):
    def columns(self, *active):
        return np.array([[1.0] * count + [0.0] * (9 - count) for count in active])

    def test_shares_are_weights_and_rows_without_the_group_are_left_out(self):
        found = reference(self.columns(0, 1, 2, 2), np.array([9.0, 1.0, 2.0, 1.0]))
        self.assertEqual(found, {"rows": 3, "edges": [1], "shares": [0.25, 0.75]})

    def test_bins_are_of_about_equal_weight(self):
        found = reference(self.columns(*([1, 2, 3, 4, 5, 6, 7, 8, 9] * 10)), np.ones(90))
        self.assertEqual(found["edges"], [1, 2, 3, 4, 5, 6, 7, 8])
        self.assertTrue(all(abs(share - 1 / 9) < 1e-6 for share in found["shares"]))

    def test_a_group_that_no_row_has_has_no_reference(self):
        self.assertIsNone(reference(self.columns(0, 0), np.ones(2)))


if __name__ == "__main__":
    unittest.main()
