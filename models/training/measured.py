"""From out-of-fold answers to calibrations and figures, question by question."""

from dataclasses import dataclass, field

import numpy as np

import calibrate
import compose
import familiar
import figures
import honesty
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
    heard, target, weight, labels = data.heard(name), data.targets[name], data.weights[name], data.labels[name]
    present = data.present & heard
    known = target >= 0
    strict = Held(stack.blocks[name], stack.novelty, known & stack.counts)
    lenient = Held(build.blocks[name], build.novelty, known & build.counts & (build.novelty == familiar.KNOWN) & data.has_tls)
    calibration, subsets = {}, {}
    for chosen in calibrate.subsets(heard):
        names = [data.spans[i][0] for i in chosen]
        if "agreement" in names and "user_agent" not in names and len(names) > 1:
            continue  # without a user agent nothing is claimed and nothing compared
        inside = present[:, list(chosen)].all(axis=1)
        if (inside & strict.rows).sum() < calibrate.MIN_ROWS:
            continue
        exact = present.sum(axis=1) == len(chosen)
        key = "+".join(names)
        calibration[key] = by_novelty(strict, lenient, chosen, inside, exact, target, weight, "tls" in names)
        rows = inside & strict.rows
        probabilities, threshold = applied(strict, chosen, rows, calibration[key])
        subsets[key] = figures.figures(probabilities, threshold, target[rows], weight[rows], data.groups[rows], stack.unseen[rows], labels)
        if name == "browser":
            for kind, of in (("answered", figures.family(labels)), ("answered_libraries_as_one", figures.family_or_library(labels))):
                subsets[key][kind] = figures.answered_at(probabilities, target[rows], weight[rows], 0.97, of)
    calibration["any"] = {familiar.FAR: calibrate.fit(silenced(strict, present)[strict.rows], range(len(heard)), target[strict.rows], weight[strict.rows])}
    probabilities, threshold = everything(strict, present, calibration, data, labels)
    rows = strict.rows
    metrics = figures.overall(probabilities[rows], threshold[rows], target[rows], weight[rows], data.groups[rows], stack.unseen[rows], data.kinds[rows], labels)
    metrics["subsets"] = subsets
    metrics["by_novelty"] = novelty(data, name, calibration, strict, lenient, present)
    return Result(calibration, metrics, probabilities)


@dataclass
class Held:
    blocks: np.ndarray
    novelty: np.ndarray
    rows: np.ndarray


def by_novelty(strict, lenient, chosen, inside, exact, target, weight, with_tls):
    """A fit for each novelty that has rows enough. A known stack is judged where another client of the
    same stack was in training; an unseen one where the stack was held out."""
    fits = {}
    for level in familiar.LEVELS:
        held = lenient if level == familiar.KNOWN and with_tls else strict
        rows = inside & held.rows & (held.novelty == level)
        if rows.sum() >= calibrate.MIN_ROWS:
            fits[level] = calibrate.fit(held.blocks[rows], chosen, target[rows], halved(weight[rows], exact[rows]))
    rows = inside & strict.rows
    fits.setdefault(familiar.FAR, calibrate.fit(strict.blocks[rows], chosen, target[rows], halved(weight[rows], exact[rows])))
    return fits


def halved(weight, exact):
    """Rows that have just these groups count as much as all those that have more: both are asked
    about, the first as whole requests, the others layer by layer."""
    weight = weight.copy()
    if exact.sum() >= calibrate.MIN_ROWS and weight[exact].sum() and weight[~exact].sum():
        weight[exact] *= weight[~exact].sum() / weight[exact].sum()
    return weight


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


def novelty(data, name, calibration, strict, lenient, present):
    """Accuracy by how new the stack is: known ones held out by build, the others by stack."""
    table = {}
    for level in familiar.LEVELS:
        held = lenient if level == familiar.KNOWN else strict
        rows = held.rows & data.has_tls & (held.novelty == level)
        if rows.sum() < calibrate.MIN_ROWS:
            continue
        probabilities, _ = everything(held, present, calibration, data, data.labels[name])
        best, target, weight = probabilities[rows].argmax(axis=1), data.targets[name][rows], data.weights[name][rows]
        table[level] = {
            "accuracy": interval(best == target, weight, data.groups[rows]),
            "blink_as_one": interval(figures.same_family(best, target, data.labels[name]), weight, data.groups[rows]),
            "ece": round(calibrate.calibration_error(probabilities[rows], target, weight), 4),
        }
    return table


def lies(data, results):
    """The factors of evidence, and what they find: by tool, and by kind of lie."""
    claimed = honesty.claimed_engines(data.columns, data.rows)
    against = honesty.against_claim(
        claimed, results["browser"].probabilities, results["os"].probabilities, data.labels["browser"], data.labels["os"], compose.LIARS)
    agreement = np.clip(honesty.log_odds(results["spoofing"].probabilities[:, 1]), -honesty.MOST, honesty.MOST)
    compared = np.any(data.rows[:, data.span("agreement")] != 0, axis=1)
    evidence = np.stack([np.where(compared & (np.abs(agreement) >= 0.5), agreement, 0), against], axis=1)
    network, page = honesty.weights(data.findings).T
    target = data.targets["spoofing"]
    known = target >= 0
    whole = np.column_stack([evidence, network])
    factors = honesty.fit(whole[known], page[known], target[known] == 1, data.weights["spoofing"][known])
    odds = honesty.combined(evidence, data.findings, factors)
    detected = odds >= 0
    kinds = {}
    for index, client in enumerate(data.clients):
        if known[index]:
            kinds.setdefault(kind_of_lie(client, data, index), []).append(index)
    # A tool is one group; within it, what it imitates with one hello stands and falls together.
    hellos = np.unique(data.rows[:, data.span("tls")], axis=0, return_inverse=True)[1].reshape(-1, 1)
    tools = np.array([client.kind == "impersonator" for client in data.clients])
    groups = np.where(tools[:, None], hellos, data.groups)
    table = {kind: interval(detected[rows], np.ones(len(rows)), groups[rows]) for kind, rows in sorted(kinds.items())}
    return factors, table


def kind_of_lie(client, data, index):
    if client.kind == "impersonator":
        return f"impersonator, {client.group}"
    truth = ", ".join(client.truth.get("spoofing") or []) or ("honest" if client.honest else "another client's headers")
    return f"{client.kind}: {client.truth.get('client', 'client')}, {truth}"
