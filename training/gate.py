"""The leakage gate: training stops when the data would flatter it."""

import numpy as np


class Leak(Exception):
    """What leaks, in words for whoever runs the training."""


def check(rows, target, folds, groups, columns, labels):
    groups_stand_apart(groups, folds)
    return no_column_tells_all(rows, target, columns, labels)


def groups_stand_apart(groups, folds):
    seen = {}
    for group, fold in zip(groups, folds):
        if seen.setdefault(group, fold) != fold:
            raise Leak(f"group {group} stands in folds {seen[group]} and {fold}")


def no_column_tells_all(rows, target, columns, labels):
    """No single column may answer a question: for each, the accuracy of always answering the
    majority label of its value. Returns the strongest column, for the card."""
    best = ("", 0.0)
    for index, column in enumerate(columns):
        values, place = np.unique(rows[:, index], return_inverse=True)
        table = np.zeros((len(values), labels))
        np.add.at(table, (place, target), 1)
        accuracy = table.max(axis=1).sum() / len(target)
        if accuracy > best[1]:
            best = (column, float(accuracy))
    if best[1] > 0.995:
        raise Leak(f"column {best[0]} alone answers {best[1]:.4f} of the rows")
    return best


def unseen(train_rows, test_rows):
    """Which test rows are equal to no training row. Honest browsers of one kind look alike, so equal
    rows exist; figures are given for all rows and for those that training never saw."""
    seen = {row.tobytes() for row in train_rows}
    return np.array([row.tobytes() not in seen for row in test_rows])
