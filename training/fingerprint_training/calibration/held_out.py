"""Held-out answers of a question, calibrated by subset of groups and by novelty of the stack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json, Words
from fingerprint_training.calibration import temperature
from fingerprint_training.calibration.temperature import Sample, Score, calibrated_probabilities
from fingerprint_training.dataset.known_stacks import FAR, KNOWN, LEVELS, NEAR

# The coverage at which sets are measured.
SET_COVERAGE = 0.9

# Novelty to temperature, doubt and thresholds.
Fits = Mapping[str, Json]


@dataclass
class HeldOut:
    """One way of holding out: sums, novelty, and which rows were answered."""

    blocks: Floats
    novelty: Words
    rows: Flags


@dataclass
class RowTruth:
    """What is known of every row."""

    target: Integers
    weight: Floats
    builds: Integers

    def sample(self, held: HeldOut, rows: Flags) -> Sample:
        return Sample(held.blocks, self.target, self.weight)[rows]


@dataclass
class HeldOutStacks:
    """The answers where a stack was held out, and where another client of it was in training."""

    unknown: HeldOut
    known: HeldOut


def fit_by_novelty(
    held_out: HeldOutStacks, chosen: Sequence[int], truth: RowTruth, score: Score
) -> Fits:
    """A fit for each novelty that has rows enough. A known stack is judged where another client of
    the same stack was in training, and each build counts once; an unseen one where the stack was
    held out."""
    unknown = held_out.unknown
    fits: dict[str, Json] = {}
    for level in LEVELS:
        held = held_out.known if level == KNOWN else unknown
        rows = held.rows & (held.novelty == level)
        if rows.sum() >= temperature.MIN_ROWS:
            sample = truth.sample(held, rows)
            if held is not unknown:
                sample = replace(sample, weight=once_per_build(truth.builds[rows]))
            fits[level] = temperature.fit(sample, chosen, score)
    if FAR not in fits:
        fits[FAR] = temperature.fit(truth.sample(unknown, unknown.rows), chosen, score)
    return fits


def once_per_build(builds: Integers) -> Floats:
    """Weights by which each build counts once."""
    return 1 / np.bincount(builds)[builds]


def never_known(novelty: Words, has_tls: Flags) -> Words:
    """Held out by stack no stack is known: one whose recorded lists equal another's is near."""
    return np.where(has_tls & (novelty == KNOWN), NEAR, novelty)


def calibrated(
    held: HeldOut, chosen: Sequence[int], rows: Flags, fits: Fits
) -> tuple[Floats, Floats]:
    """Probabilities, and the threshold of each row's set."""
    blocks, novelty = held.blocks[rows], held.novelty[rows]
    probabilities = np.zeros((len(blocks), blocks.shape[2]), np.float32)
    threshold = np.zeros(len(blocks), np.float32)
    for level in LEVELS:
        inside = novelty == level
        if inside.any():
            fit = _fit_for(fits, level)
            probabilities[inside] = calibrated_probabilities(blocks[inside], chosen, fit)
            threshold[inside] = dict(fit["conformal"])[SET_COVERAGE]
    return probabilities, threshold


def _fit_for(fits: Fits, level: str) -> Json:
    """As the service chooses: this novelty's, else the next newer one's."""
    newer = LEVELS[LEVELS.index(level) :]
    return next((fits[one] for one in newer if one in fits), fits[FAR])


def calibrated_as_present(
    held: HeldOut, present: Flags, calibration: Mapping[str, Fits], groups: Sequence[str]
) -> tuple[Floats, Floats]:
    """Each row with the groups it has, as the service answers."""
    probabilities = np.zeros((len(present), held.blocks.shape[2]), np.float32)
    threshold = np.zeros(len(present), np.float32)
    patterns, place = np.unique(present, axis=0, return_inverse=True)
    for index, pattern in enumerate(patterns):
        chosen = np.flatnonzero(pattern).tolist()
        fits = calibration.get("+".join(groups[i] for i in chosen), calibration["any"])
        rows = place.ravel() == index
        probabilities[rows], threshold[rows] = calibrated(held, chosen, rows, fits)
    return probabilities, threshold


def without_absent_groups(held: HeldOut, present: Flags) -> HeldOut:
    blocks = held.blocks.copy()
    blocks[:, :-1][~present] = 0
    return replace(held, blocks=blocks)
