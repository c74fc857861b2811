"""An interval must be as wide as the groups are few, and the same every time."""

import unittest

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json
from fingerprint_training.dataset.grouping import group_numbers
from fingerprint_training.evaluation.intervals import MIN_GROUPS, interval, wilson
from fingerprint_training.report.figure_text import interval_text


def rows(
    groups: int, each: int, share: float = 0.7, seed: int = 1
) -> tuple[Flags, Floats, Integers]:
    """Groups that are right or wrong as a whole."""
    right = np.random.default_rng(seed).random(groups) < share
    return (
        np.repeat(right, each),
        np.ones(groups * each),
        np.repeat(np.arange(groups), each).reshape(-1, 1),
    )


def width(figure: Json) -> float:
    return figure["high"] - figure["low"]


class Interval(unittest.TestCase):
    def test_it_is_wider_than_wilsons_where_rows_repeat(self) -> None:
        right, weight, groups = rows(60, 20)
        figure = interval(right, weight, groups)
        low, high = wilson(right.mean(), len(right))
        self.assertGreater(width(figure), 3 * (high - low))
        self.assertEqual((figure["n"], figure["groups"]), (1200, 60))

    def test_it_is_wilsons_where_every_row_is_a_group(self) -> None:
        right, weight, groups = rows(2000, 1)
        figure = interval(right, weight, groups)
        low, high = wilson(right.mean(), 2000)
        self.assertAlmostEqual(figure["low"], low, delta=0.006)
        self.assertAlmostEqual(figure["high"], high, delta=0.006)
        self.assertNotIn("wilson", figure)

    def test_it_holds_the_truth_as_often_as_it_says(self) -> None:
        held = 0
        for seed in range(300):
            figure = interval(*rows(40, 5, seed=seed))
            held += figure["low"] <= 0.7 <= figure["high"]
        self.assertGreater(held / 300, 0.9)

    def test_it_is_the_same_every_time(self) -> None:
        self.assertEqual(interval(*rows(700, 3)), interval(*rows(700, 3)))

    def test_few_groups_are_wilsons_at_their_number(self) -> None:
        right, weight, groups = rows(MIN_GROUPS - 1, 100)
        figure = interval(right, weight, groups)
        low, high = wilson(right.mean(), MIN_GROUPS - 1)
        self.assertEqual(
            (figure["low"], figure["high"], figure["wilson"]), (round(low, 4), round(high, 4), True)
        )

    def test_one_heavy_group_counts_as_few(self) -> None:
        right, weight, groups = rows(50, 1)
        weight[0] = 1000
        self.assertTrue(interval(right, weight, groups)["wilson"])

    def test_all_right_is_not_certainty(self) -> None:
        figure = interval(
            np.ones(200, bool), np.ones(200), np.repeat(np.arange(20), 10).reshape(-1, 1)
        )
        self.assertEqual(figure["high"], 1.0)
        self.assertLess(figure["low"], 0.85)
        self.assertTrue(figure["wilson"])

    def test_the_way_of_grouping_that_says_least_is_taken(self) -> None:
        right, weight, groups = rows(60, 20)
        alone = np.arange(1200).reshape(-1, 1)
        self.assertEqual(
            interval(right, weight, np.hstack([alone, groups])), interval(right, weight, groups)
        )

    def test_no_rows_are_no_figure(self) -> None:
        self.assertIsNone(interval(np.array([]), np.array([]), np.zeros((0, 1), int))["value"])

    def test_groups_are_numbered_by_each_way(self) -> None:
        self.assertEqual(
            group_numbers([("b", "x"), ("a", "x"), ("b", "y")]).tolist(), [[1, 0], [0, 0], [1, 1]]
        )

    def test_a_card_says_how_many_groups_and_which_interval(self) -> None:
        self.assertEqual(
            interval_text(
                {"value": 0.5, "low": 0.25, "high": 0.75, "n": 90, "groups": 4, "wilson": True}
            ),
            "0.500 (0.250–0.750)†, n 90 in 4",
        )
        self.assertEqual(
            interval_text({"value": 0.5, "low": 0.25, "high": 0.75, "n": 90, "groups": 40}),
            "0.500 (0.250–0.750), n 90 in 40",
        )


if __name__ == "__main__":
    unittest.main()
