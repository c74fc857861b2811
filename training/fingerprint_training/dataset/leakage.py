"""The leakage gate: training stops when the data would flatter it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers

# A single column that is right as often as this answers the question alone.
MAX_COLUMN_ACCURACY = 0.995


class LeakageError(Exception):
    """What leaks, in words for the person who runs the training."""


class StrongestColumn(NamedTuple):
    name: str
    accuracy: float


def check_groups(groups: Iterable[str], folds: Iterable[int]) -> None:
    """No group may be in two folds."""
    seen: dict[str, int] = {}
    for group, fold in zip(groups, folds, strict=True):
        if seen.setdefault(group, fold) != fold:
            raise LeakageError(f"group {group} is in folds {seen[group]} and {fold}")


def check_columns(
    rows: Floats, target: Integers, columns: Sequence[str], labels: int
) -> StrongestColumn:
    """No single column may answer a question: for each, the accuracy of always answering the
    majority label of its value. Returns the strongest column, for the card."""
    best = StrongestColumn("", 0.0)
    for index, column in enumerate(columns):
        values, place = np.unique(rows[:, index], return_inverse=True)
        table = np.zeros((len(values), labels))
        np.add.at(table, (place, target), 1)
        accuracy = table.max(axis=1).sum() / len(target)
        if accuracy > best.accuracy:
            best = StrongestColumn(column, float(accuracy))
    if best.accuracy > MAX_COLUMN_ACCURACY:
        raise LeakageError(f"column {best.name} alone answers {best.accuracy:.4f} of the rows")
    return best


def unseen_rows(train_rows: Floats, test_rows: Floats) -> Flags:
    """Which test rows are equal to no training row. Honest browsers of one kind look alike, so
    equal rows exist; figures are given for all rows and for those that training never saw."""
    seen = {row.tobytes() for row in train_rows}
    return np.array([row.tobytes() not in seen for row in test_rows])
