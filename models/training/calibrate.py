"""From sums to probabilities and sets: temperature, doubt and split-conformal thresholds per subset
of groups and per novelty of the stack, fitted on out-of-fold answers only."""

import itertools

import numpy as np

from net import softmax

COVERAGES = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99]
MIN_ROWS = 200
MOST_ROWS = 4000
DOUBTS = [0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4]


def subsets(heard):
    """Every non-empty subset of the groups that are heard, in the schema's order."""
    groups = [index for index, speaks in enumerate(heard) if speaks]
    for size in range(1, len(groups) + 1):
        yield from itertools.combinations(groups, size)


def of_subset(blocks, chosen):
    """The sums of the prior and the chosen groups."""
    return blocks[:, list(chosen)].sum(axis=1) + blocks[:, -1]


def answered(blocks, chosen, calibration):
    """Probabilities from the prior and the chosen groups, as the service computes them: the softmax
    of the sums at the temperature, and a share of doubt that goes to the prior. A temperature alone
    cannot mend a net that is right and sure of what it knows and wrong and sure of what it never
    saw; the doubt takes that part."""
    prior = softmax(blocks[:, -1])
    sure = softmax(of_subset(blocks, chosen) / calibration["temperature"])
    return (1 - calibration["doubt"]) * sure + calibration["doubt"] * prior


def fit(blocks, chosen, target, weight):
    """Temperature and doubt with the least weighted log loss, and the thresholds at those. Two
    numbers need no more than some thousand rows; the thresholds take all."""
    some = np.random.default_rng(len(target)).permutation(len(target))[:MOST_ROWS]
    best = cooled(blocks[some], chosen, target[some], weight[some])
    truth = answered(blocks, chosen, best)[np.arange(len(target)), target]
    return best | {
        "conformal": [[c, round(threshold(truth, weight, c), 6)] for c in COVERAGES],
        "rows": int(len(target)),
    }


def cooled(blocks, chosen, target, weight):
    rows = np.arange(len(target))
    prior, sums = softmax(blocks[:, -1])[rows, target], of_subset(blocks, chosen)
    best = (np.inf, {})
    for temperature in np.geomspace(0.7, 4.0, 15):
        sure = softmax(sums / temperature)[rows, target]
        for doubt in DOUBTS:
            loss = log_loss((1 - doubt) * sure + doubt * prior, weight)
            if loss < best[0]:
                best = (loss, {"temperature": round(float(temperature), 4), "doubt": doubt})
    return best[1]


def threshold(truth, weight, coverage):
    """The largest threshold that the truth's probability reaches in `coverage` of the weight, with
    the finite-sample correction of split-conformal prediction."""
    order = np.argsort(truth)
    share = np.cumsum(weight[order]) / (weight.sum() + weight.max())
    position = int(np.searchsorted(share, 1 - coverage, side="right")) - 1
    return float(max(truth[order][max(position, 0)] - 1e-6, 0.0)) if position >= 0 else 0.0


def log_loss(likelihood, weight):
    """Of the probabilities that the truth was given."""
    return float(-(np.log(np.maximum(likelihood, 1e-9)) * weight).sum() / weight.sum())


def calibration_error(probabilities, target, weight, bins=15):
    """Expected calibration error of the best label, equal-width bins."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == target
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for b in range(bins):
        inside = place == b
        if inside.any():
            share = weight[inside].sum() / weight.sum()
            error += share * abs(np.average(right[inside], weights=weight[inside]) - np.average(confidence[inside], weights=weight[inside]))
    return float(error)
