"""The limit of a key must be what a majority reaches."""

import unittest

from fingerprint_training.evaluation.majority import (
    ambiguous_keys,
    best_accuracy,
    look_up_other_builds,
    one_each,
)

KEYS, LABELS = ["a", "a", "a", "b"], ["curl", "curl", "php", "go"]


class Majority(unittest.TestCase):
    def test_every_key_is_answered_with_its_most_frequent_label(self) -> None:
        self.assertAlmostEqual(best_accuracy(KEYS, LABELS, [1, 1, 1, 1]), 3 / 4)
        self.assertAlmostEqual(best_accuracy(KEYS, LABELS, [1, 1, 4, 2]), 6 / 8)

    def test_the_least_doubtful_keys_are_answered_first(self) -> None:
        self.assertAlmostEqual(best_accuracy(KEYS, LABELS, [1, 1, 1, 1], 0.25), 1.0)
        self.assertAlmostEqual(best_accuracy(KEYS, LABELS, [1, 1, 1, 1], 0.5), (1 + 2 / 3) / 2)

    def test_a_build_counts_once_however_many_rows_it_has(self) -> None:
        self.assertEqual(one_each(["x", "x", "y"]), [0.5, 0.5, 1])

    def test_a_build_is_looked_up_among_the_others(self) -> None:
        found = look_up_other_builds(KEYS, LABELS, ["curl:1", "curl:2", "php:1", "go:1"])
        self.assertAlmostEqual(found.known, 3 / 4)
        self.assertAlmostEqual(found.right, (0.5 + 0.5 + 0) / 3)

    def test_ambiguous_keys_are_named_with_their_labels(self) -> None:
        self.assertEqual(ambiguous_keys(KEYS, LABELS), {"a": {"curl", "php"}})


if __name__ == "__main__":
    unittest.main()
