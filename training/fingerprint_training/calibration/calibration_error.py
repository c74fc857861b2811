"""The expected calibration error, and what chance makes of a perfect model's."""

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json

BINS = 15
CHANCE_DRAWS = 200
CHANCE_SEED = 20261121


def expected_calibration_error(probabilities: Floats, target: Integers, weight: Floats) -> float:
    """Of the best label, in bins of equal width."""
    right = probabilities.argmax(axis=1) == target
    return _binned_error(probabilities.max(axis=1), right, weight)


def error_by_chance(probabilities: Floats, weight: Floats, groups: Integers) -> Json:
    """The calibration error that probabilities without any error of their own show on these rows,
    in the middle and at most in 95 of 100: the rows of one group with the same answer are right or
    wrong together, and few groups leave it to chance. Of several ways of grouping the one that says
    least."""
    confidence, best = probabilities.max(axis=1), probabilities.argmax(axis=1)
    rng = np.random.default_rng(CHANCE_SEED)
    found = []
    for way in groups.T:
        pairs = np.stack([way, best])
        cluster = np.unique(pairs, axis=1, return_inverse=True)[1].ravel()
        luck = rng.random((CHANCE_DRAWS, cluster.max() + 1), np.float32)
        found.append(
            [_binned_error(confidence, confidence > draw[cluster], weight) for draw in luck]
        )
    return {
        "median": round(max(float(np.median(errors)) for errors in found), 4),
        "most": round(max(float(np.percentile(errors, 95)) for errors in found), 4),
    }


def _binned_error(confidence: Floats, right: Flags, weight: Floats) -> float:
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    sums = np.bincount(place, weight * (right - confidence), BINS)
    return float(np.abs(sums).sum() / weight.sum())
