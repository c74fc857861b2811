"""The figures of a model. Every figure is out of fold: the answering net never saw the row's
group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json, Words
from fingerprint_training.calibration.calibration_error import (
    error_by_chance,
    expected_calibration_error,
)
from fingerprint_training.evaluation.intervals import interval
from fingerprint_training.labels import families

RELIABILITY_BINS = 10
# The share of answers that must be right where the least sure are left out.
WANTED_RIGHT = 0.97
# Fewer answers do not show a share that is right.
MIN_ANSWERED_ROWS = 30


@dataclass
class AnsweredRows:
    """Rows with the probabilities and the set threshold that answer them, and what is true."""

    probabilities: Floats
    threshold: Floats
    target: Integers
    weight: Floats
    groups: Integers
    # Rows that are equal to no row of training.
    unseen: Flags

    @property
    def best(self) -> Integers:
        return self.probabilities.argmax(axis=1)


def basic_figures(rows: AnsweredRows, labels: Sequence[str]) -> Json:
    """Accuracy, calibration and sets of some rows."""
    probabilities, target, weight = rows.probabilities, rows.target, rows.weight
    right, unseen = rows.best == target, rows.unseen
    size = np.maximum((probabilities >= rows.threshold[:, None]).sum(axis=1), 1)
    return {
        "accuracy": interval(right, weight, rows.groups),
        "accuracy_unseen_rows": interval(right[unseen], weight[unseen], rows.groups[unseen]),
        "accuracy_blink_as_one": interval(
            same_family(rows.best, target, labels), weight, rows.groups
        ),
        "ece": round(expected_calibration_error(probabilities, target, weight), 4),
        "ece_by_chance": error_by_chance(probabilities, weight, rows.groups),
        "coverage_at_0_9": round(set_coverage(rows), 4),
        "mean_set_size": round(float(np.average(size, weights=weight)), 3),
    }


def all_figures(rows: AnsweredRows, kinds: Words, labels: Sequence[str]) -> Json:
    right = rows.best == rows.target

    def share(chosen: Flags) -> Json:
        return interval(right[chosen], rows.weight[chosen], rows.groups[chosen])

    return basic_figures(rows, labels) | {
        "macro_f1": round(macro_f1(rows.best, rows.target, rows.weight, len(labels)), 4),
        "reliability": reliability(rows),
        "by_kind": {kind: share(kinds == kind) for kind in sorted(set(kinds))},
        "by_label": {label: by_label(rows, index) for index, label in enumerate(labels)},
        "confusion": confusion(rows.best, rows.target, len(labels)),
    }


def same_family(answer: Integers, target: Integers, labels: Sequence[str]) -> Flags:
    """Brands of Blink share their stack, and TLS cannot tell them apart."""
    return families(labels)[answer] == families(labels)[target]


def merge_families(probabilities: Floats, family: Integers) -> Floats:
    """Probabilities with all labels of a family as one, families in ascending order."""
    return np.stack(
        [probabilities[:, family == one].sum(axis=1) for one in np.unique(family)], axis=1
    )


def answered_share(
    probabilities: Floats, target: Integers, weight: Floats, family: Integers
) -> Json:
    """The share that can be answered so that `WANTED_RIGHT` of the answers are right, the labels
    of a family as one, when the least sure are left out first."""
    names, merged = np.unique(family), merge_families(probabilities, family)
    sure, right = merged.max(axis=1), names[merged.argmax(axis=1)] == family[target]
    order = np.argsort(-sure)
    shares = np.cumsum(weight[order]) / weight.sum()
    correct = np.cumsum((weight * right)[order]) / np.cumsum(weight[order])
    enough = (correct >= WANTED_RIGHT) & (np.arange(len(order)) >= MIN_ANSWERED_ROWS)
    last = int(np.flatnonzero(enough)[-1]) if enough.any() else None
    at = int(np.searchsorted(shares, 0.8))
    return {
        "wanted": WANTED_RIGHT,
        "answered": 0.0 if last is None else round(float(shares[last]), 4),
        "least_probability": 1.0 if last is None else round(float(sure[order][last]), 4),
        "right_at_0_8_answered": round(float(correct[min(at, len(correct) - 1)]), 4),
        "n": len(target),
    }


def set_coverage(rows: AnsweredRows) -> float:
    truth = rows.probabilities[np.arange(len(rows.target)), rows.target]
    covered = (truth >= rows.threshold) | (rows.best == rows.target)
    return float(np.average(covered, weights=rows.weight))


def reliability(rows: AnsweredRows) -> list[Json]:
    """For each bin of the best label's probability: its mean, the share that is right, the
    weight."""
    sure, right, weight = rows.probabilities.max(axis=1), rows.best == rows.target, rows.weight
    place = np.minimum((sure * RELIABILITY_BINS).astype(int), RELIABILITY_BINS - 1)
    found = []
    for index in range(RELIABILITY_BINS):
        inside = place == index
        if inside.any() and weight[inside].sum() > 0:
            mean = float(np.average(sure[inside], weights=weight[inside]))
            found.append(
                {
                    "said": round(mean, 4),
                    "right": interval(right[inside], weight[inside], rows.groups[inside]),
                    "share": round(float(weight[inside].sum() / weight.sum()), 4),
                }
            )
    return found


def macro_f1(answer: Integers, target: Integers, weight: Floats, labels: int) -> float:
    scores = []
    for label in range(labels):
        hit = weight[(answer == label) & (target == label)].sum()
        wrong = weight[(answer == label) != (target == label)].sum()
        if (target == label).any():
            scores.append(2 * hit / (2 * hit + wrong) if hit + wrong else 0.0)
    return float(np.mean(scores))


def by_label(rows: AnsweredRows, label: int) -> Json:
    answered, true = rows.best == label, rows.target == label
    return {
        "n": int(true.sum()),
        "precision": interval(true[answered], rows.weight[answered], rows.groups[answered]),
        "recall": interval(answered[true], rows.weight[true], rows.groups[true]),
    }


def confusion(answer: Integers, target: Integers, labels: int) -> list[list[int]]:
    table = np.zeros((labels, labels), int)
    np.add.at(table, (target, answer), 1)
    return table.tolist()
