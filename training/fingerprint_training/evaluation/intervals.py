"""Intervals of shares whose rows come in groups: rows of one client build, TLS key, snapshot or
tool are right or wrong together, so a thousand rows of one group say little more than one."""

import functools
from typing import NamedTuple

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json

DRAWS = 400
SEED = 20261121
# Fewer groups, counted by their weight, are too few to draw from.
MIN_GROUPS = 8
# More groups than these are dealt into as many blocks, which leaves the variance as it is.
MAX_BLOCKS = 512
# The normal quantile of 95 %.
Z = 1.96


class _Bounds(NamedTuple):
    low: float
    high: float
    groups: int
    drawn: bool

    @property
    def width(self) -> float:
        return self.high - self.low


def interval(right: Flags, weight: Floats, groups: Integers) -> Json:
    """Weighted share with the 95 % interval of drawing whole groups anew, by the way of grouping
    that says least. Where the groups are too few, or all are right or all wrong, it is Wilson's at
    the effective number of groups, and the figure says so."""
    if not len(right) or not weight.sum():
        return {"value": None, "low": None, "high": None, "n": 0}
    hits = np.asarray(right, float)
    share = float(np.average(hits, weights=weight))
    bounds = max(
        (_bounds(share, hits, weight, way) for way in groups.T), key=lambda found: found.width
    )
    figure = {
        "value": round(share, 4),
        "low": round(bounds.low, 4),
        "high": round(bounds.high, 4),
        "n": len(right),
        "groups": bounds.groups,
    }
    return figure if bounds.drawn else figure | {"wilson": True}


def _bounds(share: float, right: Floats, weight: Floats, way: Integers) -> _Bounds:
    mass = np.bincount(way, weight)
    hits = np.bincount(way, weight * right)[mass > 0]
    mass = mass[mass > 0]
    effective = float(mass.sum() ** 2 / (mass**2).sum())
    if effective < MIN_GROUPS or share < 1e-9 or share > 1 - 1e-9:
        return _Bounds(*wilson(share, effective), len(mass), drawn=False)
    count = len(mass)
    if count > MAX_BLOCKS:
        block = np.random.default_rng(SEED).permutation(count) % MAX_BLOCKS
        mass, hits = np.bincount(block, mass), np.bincount(block, hits)
    times = _draws(len(mass))
    low, high = np.percentile((times @ hits) / (times @ mass), [2.5, 97.5])
    return _Bounds(min(float(low), share), max(float(high), share), count, drawn=True)


@functools.cache
def _draws(count: int) -> Floats:
    """How often each group is in each draw."""
    rng = np.random.default_rng(SEED)
    return rng.multinomial(count, np.full(count, 1 / count), DRAWS).astype(np.float64)


def wilson(share: float, n: float) -> tuple[float, float]:
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)
