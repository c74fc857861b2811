"""The figures of a model. Every figure is out of fold: the answering net never saw the row's group."""

import numpy as np

import calibrate
from intervals import interval

BLINK = {"chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium", "webview"}
LIBRARIES = {"curl", "wget", "python", "go", "java", "node", "okhttp", "dotnet", "ruby", "php", "perl", "rust", "library"}


def figures(probabilities, threshold, target, weight, groups, unseen, labels):
    """Accuracy, calibration and sets of some rows."""
    best = probabilities.argmax(axis=1)
    right = best == target
    size = np.maximum((probabilities >= threshold[:, None]).sum(axis=1), 1)
    return {
        "accuracy": interval(right, weight, groups),
        "accuracy_unseen_rows": interval(right[unseen], weight[unseen], groups[unseen]),
        "accuracy_blink_as_one": interval(same_family(best, target, labels), weight, groups),
        "ece": round(calibrate.calibration_error(probabilities, target, weight), 4),
        "ece_by_chance": calibrate.error_of_a_perfect_model(probabilities, weight, groups),
        "coverage_at_0_9": round(covered(probabilities, target, weight, threshold), 4),
        "mean_set_size": round(float(np.average(size, weights=weight)), 3),
    }


def overall(probabilities, threshold, target, weight, groups, unseen, kinds, labels):
    best = probabilities.argmax(axis=1)
    right = best == target
    return figures(probabilities, threshold, target, weight, groups, unseen, labels) | {
        "macro_f1": round(macro_f1(best, target, weight, len(labels)), 4),
        "reliability": reliability(probabilities, target, weight, groups),
        "by_kind": {kind: interval(right[kinds == kind], weight[kinds == kind], groups[kinds == kind]) for kind in sorted(set(kinds))},
        "by_label": {label: by_label(best, target, weight, groups, index) for index, label in enumerate(labels)},
        "confusion": confusion(best, target, len(labels)),
    }


def family(labels):
    return np.array([0 if label in BLINK else 1 + index for index, label in enumerate(labels)])


def family_or_library(labels):
    """The same, with HTTP libraries as one: many link one TLS library."""
    return np.array([-1 if label in LIBRARIES else one for label, one in zip(labels, family(labels))])


def same_family(answer, target, labels):
    """Brands of Blink share their stack, and TLS cannot tell them apart."""
    return family(labels)[answer] == family(labels)[target]


def as_families(probabilities, of):
    """Probabilities with all labels of a family as one."""
    return np.stack([probabilities[:, of == one].sum(axis=1) for one in np.unique(of)], axis=1)


def answered_at(probabilities, target, weight, wanted, of):
    """The share that can be answered so that `wanted` of the answers are right, the labels of a family as
    one, when the least sure are left out first."""
    names, merged = np.unique(of), as_families(probabilities, of)
    sure, right = merged.max(axis=1), names[merged.argmax(axis=1)] == of[target]
    order = np.argsort(-sure)
    shares = np.cumsum(weight[order]) / weight.sum()
    correct = np.cumsum((weight * right)[order]) / np.cumsum(weight[order])
    enough = np.flatnonzero((correct >= wanted) & (np.arange(len(order)) >= 30))
    at = int(np.searchsorted(shares, 0.8))
    return {
        "wanted": wanted,
        "answered": round(float(shares[enough[-1]]), 4) if len(enough) else 0.0,
        "least_probability": round(float(sure[order][enough[-1]]), 4) if len(enough) else 1.0,
        "right_at_0_8_answered": round(float(correct[min(at, len(correct) - 1)]), 4),
        "n": int(len(target)),
    }


def covered(probabilities, target, weight, threshold):
    truth = probabilities[np.arange(len(target)), target]
    return float(np.average((truth >= threshold) | (probabilities.argmax(axis=1) == target), weights=weight))


def reliability(probabilities, target, weight, groups, bins=10):
    """For each bin of the best label's probability: its mean, the share that is right, the weight."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == target
    place = np.minimum((sure * bins).astype(int), bins - 1)
    rows = []
    for index in range(bins):
        inside = place == index
        if inside.any() and weight[inside].sum() > 0:
            figure = interval(right[inside], weight[inside], groups[inside])
            rows.append({"said": round(float(np.average(sure[inside], weights=weight[inside])), 4), "right": figure, "share": round(float(weight[inside].sum() / weight.sum()), 4)})
    return rows


def macro_f1(answer, target, weight, labels):
    scores = []
    for label in range(labels):
        hit = weight[(answer == label) & (target == label)].sum()
        wrong = weight[(answer == label) != (target == label)].sum()
        if (target == label).any():
            scores.append(2 * hit / (2 * hit + wrong) if hit + wrong else 0.0)
    return float(np.mean(scores))


def by_label(answer, target, weight, groups, label):
    answered, true = answer == label, target == label
    return {"n": int(true.sum()), "precision": interval(true[answered], weight[answered], groups[answered]), "recall": interval(answered[true], weight[true], groups[true])}


def confusion(answer, target, labels):
    table = np.zeros((labels, labels), int)
    np.add.at(table, (target, answer), 1)
    return table.tolist()
