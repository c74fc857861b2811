"""Intervals of shares whose rows come in groups: rows of one client build, TLS key, snapshot or tool are
right or wrong together, so a thousand rows of one group say little more than one."""

import functools

import numpy as np

DRAWS = 400
# Fewer groups, counted by their weight, are too few to draw from.
FEWEST = 8
# More groups than these are dealt into as many blocks, which leaves the variance as it is.
BLOCKS = 512
SEED = 20261121


def numbered(names):
    """Groups by number. A row may belong to one group by its stack and to another by its headers: each
    column is one way of grouping."""
    names = np.array(names)
    return np.stack([np.unique(way, return_inverse=True)[1].ravel() for way in names.T], axis=1)


def interval(right, weight, groups):
    """Weighted share with the 95 % interval of drawing whole groups anew, by the way of grouping that
    says least. Where the groups are too few, or all are right or all wrong, it is Wilson's at the
    effective number of groups, and the figure says so."""
    if not len(right) or not weight.sum():
        return {"value": None, "low": None, "high": None, "n": 0}
    right = np.asarray(right, float)
    share = float(np.average(right, weights=weight))
    low, high, count, drawn = max((by_groups(share, right, weight, way) for way in groups.T), key=lambda found: found[1] - found[0])
    figure = {"value": round(share, 4), "low": round(low, 4), "high": round(high, 4), "n": int(len(right)), "groups": count}
    return figure if drawn else figure | {"wilson": True}


def by_groups(share, right, weight, way):
    mass = np.bincount(way, weight)
    hits = np.bincount(way, weight * right)[mass > 0]
    mass = mass[mass > 0]
    effective = float(mass.sum() ** 2 / (mass**2).sum())
    if effective < FEWEST or share < 1e-9 or share > 1 - 1e-9:
        return *wilson(share, effective), len(mass), False
    count = len(mass)
    if count > BLOCKS:
        block = np.random.default_rng(SEED).permutation(count) % BLOCKS
        mass, hits = np.bincount(block, mass), np.bincount(block, hits)
    times = draws(len(mass))
    low, high = np.percentile((times @ hits) / (times @ mass), [2.5, 97.5])
    return min(float(low), share), max(float(high), share), count, True


@functools.lru_cache(maxsize=None)
def draws(count):
    """How often each group is in each draw."""
    return np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), DRAWS).astype(np.float64)


def wilson(share, n):
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)
