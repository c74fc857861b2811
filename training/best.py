"""The best that anybody can answer who sees a key and nothing else."""

from collections import defaultdict


def best(keys, labels, weights, share=1.0):
    """The weighted share that is right if each key is answered with its most frequent label, and if the
    keys with the most doubt are left out until only `share` of the weight is answered."""
    mass = defaultdict(lambda: defaultdict(float))
    for key, label, weight in zip(keys, labels, weights, strict=True):
        mass[key][label] += weight
    pure = sorted(((max(of.values()) / sum(of.values()), sum(of.values())) for of in mass.values() if sum(of.values())), reverse=True)
    left = wanted = share * sum(weight for _, weight in pure)
    right = 0.0
    for purity, weight in pure:
        answered = min(weight, left)
        right, left = right + purity * answered, left - answered
    return right / wanted


def one_each(builds):
    """Weights with which every build counts as one, however many rows it has."""
    builds, rows = list(builds), defaultdict(int)
    for build in builds:
        rows[build] += 1
    return [1 / rows[build] for build in builds]


def shared(keys, labels):
    """The keys that several labels have, with those labels."""
    found = defaultdict(set)
    for key, label in zip(keys, labels, strict=True):
        found[key].add(label)
    return {key: of for key, of in found.items() if len(of) > 1}


def looked_up(keys, labels, builds):
    """Every build answered with what the other builds of its key are, one vote each: the share of builds
    whose key another build has, and the share of those that is right. Ties count half."""
    votes = defaultdict(lambda: defaultdict(set))
    for key, label, build in zip(keys, labels, builds, strict=True):
        votes[key][label].add(build)
    known, right = [], []
    for key, label, build, weight in zip(keys, labels, builds, one_each(builds), strict=True):
        counts = {name: len(of - {build}) for name, of in votes[key].items()}
        most = max(counts.values())
        if most:
            best_labels = [name for name, count in counts.items() if count == most]
            known.append(weight)
            right.append(weight * (label in best_labels) / len(best_labels))
    return sum(known) / len(set(builds)), sum(right) / sum(known) if known else float("nan")
