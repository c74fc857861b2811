"""The best that anybody can answer who sees a key and nothing else: its most frequent label."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


def best_accuracy(
    keys: Iterable[Hashable],
    labels: Iterable[str],
    weights: Iterable[float],
    answered: float = 1.0,
) -> float:
    """The weighted share that is right if each key is answered with its most frequent label, and if
    the keys with the most doubt are left out until only `answered` of the weight is answered."""
    mass: dict[Hashable, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for key, label, weight in zip(keys, labels, weights, strict=True):
        mass[key][label] += weight
    totals = [(max(by_label.values()), sum(by_label.values())) for by_label in mass.values()]
    pure = sorted(((most / total, total) for most, total in totals if total), reverse=True)
    left = wanted = answered * sum(weight for _, weight in pure)
    right = 0.0
    for purity, weight in pure:
        taken = min(weight, left)
        right, left = right + purity * taken, left - taken
    return right / wanted


def one_each(builds: Iterable[Hashable]) -> list[float]:
    """Weights with which every build counts as one, however many rows it has."""
    builds, rows = list(builds), defaultdict[Hashable, int](int)
    for build in builds:
        rows[build] += 1
    return [1 / rows[build] for build in builds]


def ambiguous_keys(keys: Iterable[Hashable], labels: Iterable[str]) -> dict[Hashable, set[str]]:
    """The keys that several labels have, with those labels."""
    found: dict[Hashable, set[str]] = defaultdict(set)
    for key, label in zip(keys, labels, strict=True):
        found[key].add(label)
    return {key: several for key, several in found.items() if len(several) > 1}


class LookUp(NamedTuple):
    # The share of builds whose key another build has, and the share of those that is right.
    known: float
    right: float


def look_up_other_builds(
    keys: Sequence[Hashable], labels: Sequence[str], builds: Sequence[Hashable]
) -> LookUp:
    """Every build answered with what the other builds of its key are, one vote each. Ties count
    half."""
    votes: dict[Hashable, dict[str, set[Hashable]]] = defaultdict(lambda: defaultdict(set))
    for key, label, build in zip(keys, labels, builds, strict=True):
        votes[key][label].add(build)
    known, right = [], []
    for key, label, build, weight in zip(keys, labels, builds, one_each(builds), strict=True):
        counts = {name: len(voters - {build}) for name, voters in votes[key].items()}
        most = max(counts.values())
        if most:
            best = [name for name, count in counts.items() if count == most]
            known.append(weight)
            right.append(weight * (label in best) / len(best))
    share = sum(right) / sum(known) if known else float("nan")
    return LookUp(sum(known) / len(set(builds)), share)
