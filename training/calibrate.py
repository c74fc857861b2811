"""From sums to probabilities and sets: temperature, doubt and split-conformal thresholds per subset
of groups and per novelty of the stack, fitted on out-of-fold answers only."""

import itertools

import numpy as np

from net import softmax

COVERAGES = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99]
MIN_ROWS = 200
MOST_ROWS = 6000
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


def brier(sure, prior, target, doubts):
    """The squared distance to the truth, but for a constant, for each doubt: of a mixture it follows from five sums."""
    rows = np.arange(len(target))
    squares = [(one * other).sum(axis=1) for one, other in ((sure, sure), (sure, prior), (prior, prior))]
    for doubt in doubts:
        parts = ((1 - doubt) ** 2, 2 * (1 - doubt) * doubt, doubt**2)
        truth = (1 - doubt) * sure[rows, target] + doubt * prior[rows, target]
        yield sum(part * own for part, own in zip(parts, squares)) - 2 * truth


def log_loss(sure, prior, target, doubts):
    rows = np.arange(len(target))
    for doubt in doubts:
        yield -np.log(np.maximum((1 - doubt) * sure[rows, target] + doubt * prior[rows, target], 1e-9))


def fit(blocks, chosen, target, weight, score=brier):
    """Temperature and doubt with the least weighted score, and the thresholds at those. Two numbers need
    no more than some thousand rows; the thresholds take all. The least log loss hangs on the few rows
    where the net is sure and wrong, and makes it unsure of all others; it is for odds that are added up."""
    some = np.random.default_rng(len(target)).permutation(len(target))[:MOST_ROWS]
    best = cooled(blocks[some], chosen, target[some], weight[some], score)
    truth = answered(blocks, chosen, best)[np.arange(len(target)), target]
    return best | {
        "conformal": [[c, round(threshold(truth, weight, c), 6)] for c in COVERAGES],
        "rows": int(len(target)),
    }


def cooled(blocks, chosen, target, weight, score):
    prior, sums = softmax(blocks[:, -1]), of_subset(blocks, chosen)
    best = (np.inf, {})
    for temperature in np.geomspace(0.4, 4.0, 20):
        sure = softmax(sums / temperature)
        for doubt, scores in zip(DOUBTS, score(sure, prior, target, DOUBTS)):
            found = float(np.average(scores, weights=weight))
            if found < best[0]:
                best = (found, {"temperature": round(float(temperature), 4), "doubt": doubt})
    return best[1]


def threshold(truth, weight, coverage):
    """The largest threshold that the truth's probability reaches in `coverage` of the weight, with
    the finite-sample correction of split-conformal prediction."""
    order = np.argsort(truth)
    share = np.cumsum(weight[order]) / (weight.sum() + weight.max())
    position = int(np.searchsorted(share, 1 - coverage, side="right")) - 1
    return float(max(truth[order][max(position, 0)] - 1e-6, 0.0)) if position >= 0 else 0.0


BINS = 15


def calibration_error(probabilities, target, weight):
    """Expected calibration error of the best label, equal-width bins."""
    return error(probabilities.max(axis=1), probabilities.argmax(axis=1) == target, weight)


def error(confidence, right, weight):
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(place, weight * (right - confidence), BINS)).sum() / weight.sum())


DRAWS = 200
SEED = 20261121


def error_of_a_perfect_model(probabilities, weight, groups):
    """The calibration error that probabilities without any error of their own show on these rows, in the
    middle and at most in 95 of 100: the rows of one group with the same answer are right or wrong
    together, and few groups leave it to chance. Of several ways of grouping the one that says least."""
    confidence, best = probabilities.max(axis=1), probabilities.argmax(axis=1)
    rng = np.random.default_rng(SEED)
    found = []
    for way in groups.T:
        cluster = np.unique(np.stack([way, best]), axis=1, return_inverse=True)[1].ravel()
        luck = rng.random((DRAWS, cluster.max() + 1), np.float32)
        found.append([error(confidence, confidence > one[cluster], weight) for one in luck])
    return {"median": round(max(float(np.median(errors)) for errors in found), 4), "most": round(max(float(np.percentile(errors, 95)) for errors in found), 4)}
