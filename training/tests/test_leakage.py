"""The gate must close on what leaks, and stay open otherwise."""

import unittest

import numpy as np

from fingerprint_training.dataset.leakage import (
    LeakageError,
    check_columns,
    check_groups,
    unseen_rows,
)


class Gate(unittest.TestCase):
    def test_a_group_in_two_folds_is_a_leak(self) -> None:
        with self.assertRaises(LeakageError):
            check_groups(["a", "b", "a"], [0, 1, 2])
        check_groups(["a", "b", "a"], [0, 1, 0])

    def test_a_column_that_answers_alone_is_a_leak(self) -> None:
        target = np.array([0, 1] * 50)
        rows = np.stack([target, np.arange(100) % 7], axis=1).astype(np.float32)
        with self.assertRaises(LeakageError):
            check_columns(rows, target, ["label", "noise"], 2)
        self.assertEqual(check_columns(rows[:, 1:], target, ["noise"], 2).name, "noise")

    def test_rows_that_training_saw_are_not_unseen(self) -> None:
        train, test = np.eye(3, dtype=np.float32), np.eye(4, dtype=np.float32)[:, :3]
        self.assertEqual(unseen_rows(train, test).tolist(), [False, False, False, True])


if __name__ == "__main__":
    unittest.main()
