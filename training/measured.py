"""From out-of-fold answers to calibrations and figures, question by question."""

from dataclasses import dataclass, field

import numpy as np

import calibrate
import familiar
import figures
import intervals
from intervals import interval


@dataclass
class Result:
    calibration: dict
    metrics: dict
    # Calibrated out-of-fold probabilities of every row, and whether the row was answered.
    probabilities: np.ndarray
    rest: dict = field(default_factory=dict)


def question(data, name, stack, build):
    """Calibrates on both ways of holding out, and measures on the stricter one."""
    score = calibrate.log_loss if name == "spoofing" else calibrate.brier
    heard, target, weight, labels = data.heard(name), data.targets[name], data.weights[name], data.labels[name]
    present = data.present & heard
    known = target >= 0
    builds = intervals.numbered([(client.group,) for client in data.clients])[:, 0]
    told = Told(target, weight, builds)
    strict = Held(stack.blocks[name], unseen(stack.novelty, data.has_tls), known & stack.counts)
    lenient = Held(build.blocks[name], build.novelty, known & build.counts & (build.novelty == familiar.KNOWN) & data.has_tls)
    calibration, subsets, by_build = {}, {}, {}
    new_builds = Held(build.blocks[name], build.novelty, known & build.counts & data.has_tls)
    for chosen in calibrate.subsets(heard):
        names = [data.spans[i][0] for i in chosen]
        if "agreement" in names and "user_agent" not in names and len(names) > 1:
            continue  # without a user agent nothing is claimed and nothing compared
        inside = present[:, list(chosen)].all(axis=1)
        if (inside & strict.rows).sum() < calibrate.MIN_ROWS:
            continue
        key = "+".join(names)
        calibration[key] = by_novelty(strict, lenient if "tls" in names else strict, chosen, inside, told, score)
        rows = inside & strict.rows
        probabilities, threshold = applied(strict, chosen, rows, calibration[key])
        subsets[key] = figures.figures(probabilities, threshold, target[rows], weight[rows], data.groups[rows], stack.unseen[rows], labels)
        if name == "browser":
            taught = has_another(data, target, names)[rows]
            subsets[key]["taught"] = interval(figures.same_family(probabilities.argmax(axis=1), target[rows], labels)[taught], weight[rows][taught], data.groups[rows][taught])
            again = inside & new_builds.rows
            if "tls" in names and again.sum() >= calibrate.MIN_ROWS:
                by_build[key] = of_new_builds(new_builds, chosen, again, calibration[key], target, builds, labels)
            for kind, of in (("answered", figures.family(labels)), ("answered_libraries_as_one", figures.family_or_library(labels))):
                subsets[key][kind] = figures.answered_at(probabilities, target[rows], weight[rows], 0.97, of)
    calibration["any"] = {familiar.FAR: calibrate.fit(silenced(strict, present)[strict.rows], range(len(heard)), target[strict.rows], weight[strict.rows], score)}
    probabilities, threshold = everything(strict, present, calibration, data, labels)
    rows = strict.rows
    metrics = figures.overall(probabilities[rows], threshold[rows], target[rows], weight[rows], data.groups[rows], stack.unseen[rows], data.kinds[rows], labels)
    metrics["subsets"] = subsets
    metrics["by_build"] = by_build
    metrics["by_novelty"] = novelty(data, name, calibration, strict, lenient, present, builds)
    return Result(calibration, metrics, probabilities)


def of_new_builds(held, chosen, rows, fits, target, builds, labels):
    """Where other builds and other clients may have brought the same stack: how a new release of a client
    that is known is met. Each build counts once."""
    probabilities, _ = applied(held, chosen, rows, fits)
    weight, builds = once(builds[rows]), builds[rows].reshape(-1, 1)
    target, best = target[rows], probabilities.argmax(axis=1)
    library = figures.family_or_library(labels)
    return {
        "blink_as_one": interval(figures.same_family(best, target, labels), weight, builds),
        "surest": figures.answered_at(probabilities, target, weight, 0.97, figures.family(labels))["right_at_0_8_answered"],
        "libraries_as_one": interval(library[best] == library[target], weight, builds),
        "surest_libraries_as_one": figures.answered_at(probabilities, target, weight, 0.97, library)["right_at_0_8_answered"],
        "ece": round(calibrate.calibration_error(probabilities, target, weight), 4),
        "ece_by_chance": calibrate.error_of_a_perfect_model(probabilities, weight, builds),
    }


def has_another(data, target, names):
    """Whether an observation of the same label, Blink as one, with these layers of the network is in another
    fold: a label whose every stack is held out at once was never taught."""
    of = figures.family(data.labels["browser"])
    network = [index for index, (name, _, _) in enumerate(data.spans) if name in {"tls", "http2"} and name in names]
    seen = {}
    observed = (target >= 0) & np.isin(data.kinds, ["stack", "stack_alone", "capture"]) & data.present[:, network].all(axis=1)
    for label, fold in set(zip(of[target[observed]].tolist(), data.folds[observed].tolist())):
        seen.setdefault(label, set()).add(fold)
    taught = [t >= 0 and (not network or bool(seen.get(of[t], set()) - {fold})) for t, fold in zip(target, data.folds)]
    return np.array(taught)


@dataclass
class Told:
    """What is known of every row."""

    target: np.ndarray
    weight: np.ndarray
    builds: np.ndarray


@dataclass
class Held:
    blocks: np.ndarray
    novelty: np.ndarray
    rows: np.ndarray


def by_novelty(strict, known, chosen, inside, told, score):
    """A fit for each novelty that has rows enough. A known stack is judged where another client of the
    same stack was in training, and each build counts once; an unseen one where the stack was held out."""
    fits = {}
    for level in familiar.LEVELS:
        held = known if level == familiar.KNOWN else strict
        rows = inside & held.rows & (held.novelty == level)
        if rows.sum() >= calibrate.MIN_ROWS:
            weight = told.weight[rows] if held is strict else once(told.builds[rows])
            fits[level] = calibrate.fit(held.blocks[rows], chosen, told.target[rows], weight, score)
    rows = inside & strict.rows
    fits.setdefault(familiar.FAR, calibrate.fit(strict.blocks[rows], chosen, told.target[rows], told.weight[rows], score))
    return fits


def once(builds):
    """Weights by which each build counts once."""
    return 1 / np.bincount(builds)[builds]


def unseen(novelty, has_tls):
    """Held out by stack no stack is known: one whose recorded lists equal another's is near to it."""
    return np.where(has_tls & (novelty == familiar.KNOWN), familiar.NEAR, novelty)


def chosen_fit(fits, level):
    """As the service chooses: this novelty's, else the next newer one's."""
    for newer in familiar.LEVELS[familiar.LEVELS.index(level) :]:
        if newer in fits:
            return fits[newer]
    return fits[familiar.LEVELS[-1]]


def applied(held, chosen, rows, fits):
    blocks, novelty = held.blocks[rows], held.novelty[rows]
    probabilities = np.zeros((len(blocks), blocks.shape[2]), np.float32)
    threshold = np.zeros(len(blocks), np.float32)
    for level in familiar.LEVELS:
        inside = novelty == level
        if inside.any():
            fit = chosen_fit(fits, level)
            probabilities[inside] = calibrate.answered(blocks[inside], chosen, fit)
            threshold[inside] = dict(fit["conformal"])[0.9]
    return probabilities, threshold


def everything(held, present, calibration, data, labels):
    """Each row with the groups it has, as the service answers."""
    probabilities = np.zeros((len(present), len(labels)), np.float32)
    threshold = np.zeros(len(present), np.float32)
    patterns, place = np.unique(present, axis=0, return_inverse=True)
    for index, pattern in enumerate(patterns):
        chosen = np.flatnonzero(pattern)
        fits = calibration.get("+".join(data.spans[i][0] for i in chosen), calibration["any"])
        rows = place.ravel() == index
        probabilities[rows], threshold[rows] = applied(held, chosen, rows, fits)
    return probabilities, threshold


def silenced(held, present):
    blocks = held.blocks.copy()
    blocks[:, :-1][~present] = 0
    return blocks


def novelty(data, name, calibration, strict, lenient, present, builds):
    """Accuracy by how new the stack is: known ones held out by build, each build once, the others by stack."""
    table = {}
    for level in familiar.LEVELS:
        held = lenient if level == familiar.KNOWN else strict
        rows = held.rows & data.has_tls & (held.novelty == level)
        if rows.sum() < calibrate.MIN_ROWS:
            continue
        probabilities, _ = everything(held, present, calibration, data, data.labels[name])
        best, target, weight = probabilities[rows].argmax(axis=1), data.targets[name][rows], data.weights[name][rows]
        if level == familiar.KNOWN:
            weight = once(builds[rows])
        table[level] = {
            "accuracy": interval(best == target, weight, data.groups[rows]),
            "blink_as_one": interval(figures.same_family(best, target, data.labels[name]), weight, data.groups[rows]),
            "ece": round(calibrate.calibration_error(probabilities[rows], target, weight), 4),
            "ece_by_chance": calibrate.error_of_a_perfect_model(probabilities[rows], weight, data.groups[rows]),
        }
    return table
