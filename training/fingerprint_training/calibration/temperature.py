"""From sums to probabilities and sets: temperature, doubt and split-conformal thresholds."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json
from fingerprint_training.model.network import softmax

COVERAGES = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99]
# A subset of groups with fewer rows has no calibration of its own.
MIN_ROWS = 200
# Two numbers need no more than some thousand rows; the thresholds take all.
MAX_FIT_ROWS = 6000
DOUBTS = [0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4]
TEMPERATURES = np.geomspace(0.4, 4.0, 20)


@dataclass(frozen=True)
class Sample:
    """Sums of some rows, with what is true and what a row is worth."""

    blocks: Floats
    target: Integers
    weight: Floats

    def __getitem__(self, rows: Integers | Flags) -> "Sample":
        return Sample(self.blocks[rows], self.target[rows], self.weight[rows])


# Each row's score of a mixture of the network's answer and the prior, for each doubt.
Score = Callable[[Floats, Floats, Integers], Iterator[Floats]]


def group_subsets(used: Flags) -> Iterator[tuple[int, ...]]:
    """Every non-empty subset of the groups that are used, in the schema's order."""
    groups = [index for index, is_used in enumerate(used) if is_used]
    for size in range(1, len(groups) + 1):
        yield from itertools.combinations(groups, size)


def subset_sums(blocks: Floats, chosen: Sequence[int]) -> Floats:
    """The sums of the prior and the chosen groups."""
    return blocks[:, list(chosen)].sum(axis=1) + blocks[:, -1]


def calibrated_probabilities(blocks: Floats, chosen: Sequence[int], calibration: Json) -> Floats:
    """Probabilities from the prior and the chosen groups, as the service computes them: the softmax
    of the sums at the temperature, and a share of doubt that goes to the prior. A temperature alone
    cannot mend a net that is right and sure of what it knows and wrong and sure of what it never
    saw; the doubt takes that part."""
    prior = softmax(blocks[:, -1])
    sure = softmax(subset_sums(blocks, chosen) / calibration["temperature"])
    return (1 - calibration["doubt"]) * sure + calibration["doubt"] * prior


def brier(sure: Floats, prior: Floats, target: Integers) -> Iterator[Floats]:
    """The squared distance to the truth, but for a constant: of a mixture it follows from five
    sums."""
    rows = np.arange(len(target))
    pairs = ((sure, sure), (sure, prior), (prior, prior))
    squares = [(one * other).sum(axis=1) for one, other in pairs]
    for doubt in DOUBTS:
        parts = ((1 - doubt) ** 2, 2 * (1 - doubt) * doubt, doubt**2)
        truth = (1 - doubt) * sure[rows, target] + doubt * prior[rows, target]
        yield sum(part * own for part, own in zip(parts, squares, strict=True)) - 2 * truth


def log_loss(sure: Floats, prior: Floats, target: Integers) -> Iterator[Floats]:
    """The least log loss depends on the few rows where the net is sure and wrong, and makes it
    unsure of all others; it is for odds that are added up."""
    rows = np.arange(len(target))
    for doubt in DOUBTS:
        truth = (1 - doubt) * sure[rows, target] + doubt * prior[rows, target]
        yield -np.log(np.maximum(truth, 1e-9))


def fit(sample: Sample, chosen: Sequence[int], score: Score = brier) -> Json:
    """Temperature and doubt with the least weighted score, and the thresholds at those."""
    count = len(sample.target)
    some = np.random.default_rng(count).permutation(count)[:MAX_FIT_ROWS]
    best = best_temperature(sample[some], chosen, score)
    probabilities = calibrated_probabilities(sample.blocks, chosen, best)
    truth = probabilities[np.arange(count), sample.target]
    thresholds = [
        [coverage, round(conformal_threshold(truth, sample.weight, coverage), 6)]
        for coverage in COVERAGES
    ]
    return best | {"conformal": thresholds, "rows": count}


def best_temperature(sample: Sample, chosen: Sequence[int], score: Score) -> Json:
    prior, sums = softmax(sample.blocks[:, -1]), subset_sums(sample.blocks, chosen)
    least, best = np.inf, {}
    for temperature in TEMPERATURES:
        sure = softmax(sums / temperature)
        for doubt, scores in zip(DOUBTS, score(sure, prior, sample.target), strict=True):
            found = float(np.average(scores, weights=sample.weight))
            if found < least:
                least = found
                best = {"temperature": round(float(temperature), 4), "doubt": doubt}
    return best


def conformal_threshold(truth: Floats, weight: Floats, coverage: float) -> float:
    """The largest threshold that the truth's probability reaches in `coverage` of the weight, with
    the finite-sample correction of split-conformal prediction."""
    order = np.argsort(truth)
    share = np.cumsum(weight[order]) / (weight.sum() + weight.max())
    position = int(np.searchsorted(share, 1 - coverage, side="right")) - 1
    return float(max(truth[order][position] - 1e-6, 0.0)) if position >= 0 else 0.0
