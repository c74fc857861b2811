"""From sums to probabilities and sets: temperature and split-conformal thresholds per subset of
groups, fitted on out-of-fold answers only."""

import itertools

import numpy as np

from net import softmax

COVERAGES = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99]
MIN_ROWS = 200


def subsets(groups):
    """Every non-empty subset of the groups, in the schema's order."""
    for size in range(1, len(groups) + 1):
        yield from itertools.combinations(range(len(groups)), size)


def of_subset(blocks, chosen):
    """The sums of the prior and the chosen groups."""
    return blocks[:, list(chosen)].sum(axis=1) + blocks[:, -1]


def fit(sums, target, weight):
    """The temperature with the least weighted log loss, and the thresholds at that temperature."""
    candidates = np.geomspace(0.5, 5.0, 41)
    losses = [log_loss(softmax(sums / t), target, weight) for t in candidates]
    temperature = float(candidates[int(np.argmin(losses))])
    truth = softmax(sums / temperature)[np.arange(len(target)), target]
    return {
        "temperature": round(temperature, 4),
        "conformal": [[c, round(threshold(truth, weight, c), 6)] for c in COVERAGES],
        "rows": int(len(target)),
    }


def threshold(truth, weight, coverage):
    """The largest threshold that the truth's probability reaches in `coverage` of the weight, with
    the finite-sample correction of split-conformal prediction."""
    order = np.argsort(truth)
    share = np.cumsum(weight[order]) / (weight.sum() + weight.max())
    position = int(np.searchsorted(share, 1 - coverage, side="right")) - 1
    return float(max(truth[order][max(position, 0)] - 1e-6, 0.0)) if position >= 0 else 0.0


def log_loss(probabilities, target, weight):
    likelihood = np.maximum(probabilities[np.arange(len(target)), target], 1e-9)
    return float(-(np.log(likelihood) * weight).sum() / weight.sum())


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
