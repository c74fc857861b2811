"""What the verdict adds up from out-of-fold answers and the checks' findings: its figures of spoofing and
of automation, which no net answers alone."""

import numpy as np

import calibrate
import compose
import honesty
import lookalikes
from columns import Columns
from intervals import interval

# The share of driven browsers that the verdict assumes (`DRIVEN` in src/verdict/automation.rs).
DRIVEN = 0.02
MOST = 0.9999


def spoofing(data, results):
    """The factors of evidence, and what they find: by tool, and by kind of lie."""
    claimed = honesty.claimed_engines(data.columns, data.rows)
    against = honesty.against_claim(
        claimed, results["browser"].probabilities, results["os"].probabilities, data.labels["browser"], data.labels["os"], compose.LIARS)
    agreement = np.clip(honesty.log_odds(results["spoofing"].probabilities[:, 1]), -honesty.MOST, honesty.MOST)
    compared = np.any(data.rows[:, data.span("agreement")] != 0, axis=1)
    evidence = np.stack([np.where(compared & (np.abs(agreement) >= 0.5), agreement, 0), against], axis=1)
    found = of_question(data.findings, "spoofing")
    network, page = honesty.weights(found).T
    target = data.targets["spoofing"]
    known = target >= 0
    whole = np.column_stack([evidence, network])
    factors = honesty.fit(whole[known], page[known], target[known] == 1, data.weights["spoofing"][known])
    odds = honesty.combined(evidence, found, factors)
    groups, weight = hellos(data), np.array([client.weight for client in data.clients])
    scale(weight, known & (target == 1), known & (target == 0), honesty.LIARS)
    return factors, {
        "lies": by_kind(odds >= 0, known, data, groups, kind_of_lie),
        "impersonators": impersonators(odds >= 0, data, groups),
        "verdict": calibrated(expected(odds), target == 1, known, weight, groups),
    }


def impersonators(detected, data, groups):
    """Those that differ from every recorded real client in some layer, and in what; the others cannot be found
    by these layers (docs/evidence-limits.md)."""
    copies, compared = lookalikes.differing(data.clients, Columns(data.rows, {name: slice(a, b) for name, a, b in data.spans}))
    kinds = {"all layers equal one": [], "differ": [], "header names alone differ": [], "TLS or HTTP/2 differs": []}
    for index, one in zip(copies, compared):
        if one.whole:
            kinds["all layers equal one"].append(index)
        else:
            kinds["differ"].append(index)
            kinds["header names alone differ" if one.only_names else "TLS or HTTP/2 differs"].append(index)
    return {kind: interval(detected[rows], np.ones(len(rows)), groups[rows]) for kind, rows in kinds.items()}


def automation(data, results):
    """What is no browser is automated; a browser is as far as the findings say."""
    labels = data.labels["client"]
    probabilities = results["client"].probabilities
    no_browser = probabilities[:, [labels.index(label) for label in ("http_library", "crawler")]].sum(axis=1)
    odds = [honesty.added(finding["weight"] for finding in found) for found in of_question(data.findings, "automation")]
    driven = expected(honesty.log_odds(np.array(DRIVEN)) + np.array(odds))
    said = np.clip(no_browser + (1 - no_browser) * driven, 1 - MOST, MOST)
    truths = np.array([client.truth.get("automation") or "" for client in data.clients])
    known = (truths != "") & (data.targets["client"] >= 0) & np.isin(data.kinds, OBSERVED)
    weight, browsers = data.weights["client"].astype(float), data.targets["client"] == labels.index("browser")
    scale(weight, known & browsers & (truths != "none"), known & browsers & (truths == "none"), DRIVEN)
    figures = calibrated(said, truths != "none", known, weight, data.groups)
    return figures | {"by_kind": by_kind(said >= 0.5, known, data, data.groups, lambda client, data, index: f"{client.kind}: {client.truth.get('automation')}")}


# Kinds of clients whose automation was observed, or at least that of one source.
OBSERVED = ["capture", "headers", "page", "user_agent", "sparse", "crawler"]


def of_question(findings, question):
    return [[finding for finding in row if finding["question"] == question] for row in findings]


def expected(odds):
    return np.clip(1 / (1 + np.exp(-np.clip(odds, -30, 30))), 1 - MOST, MOST)


def scale(weight, these, others, share):
    """Gives these rows the share that the verdict assumes."""
    weight[these] *= share / (1 - share) * weight[others].sum() / weight[these].sum()


def calibrated(said, true, known, weight, groups):
    """How well probabilities of a yes are calibrated."""
    said, true, weight, groups = said[known], true[known], weight[known], groups[known]
    both = np.stack([1 - said, said], axis=1)
    return {
        "right": interval((said >= 0.5) == true, weight, groups),
        "ece": round(calibrate.calibration_error(both, true.astype(int), weight), 4),
        "ece_by_chance": calibrate.error_of_a_perfect_model(both, weight, groups),
        "share": round(float(np.average(true, weights=weight)), 4),
    }


def hellos(data):
    """A tool is one group; within it, what it imitates with one hello stands and falls together."""
    numbers = np.unique(data.rows[:, data.span("tls")], axis=0, return_inverse=True)[1].reshape(-1, 1)
    tools = np.array([client.kind == "impersonator" for client in data.clients])
    return np.where(tools[:, None], numbers, data.groups)


def by_kind(detected, known, data, groups, kind_of):
    kinds = {}
    for index in np.flatnonzero(known):
        kinds.setdefault(kind_of(data.clients[index], data, index), []).append(index)
    return {kind: interval(detected[rows], np.ones(len(rows)), groups[rows]) for kind, rows in sorted(kinds.items())}


def kind_of_lie(client, data, index):
    if client.kind == "impersonator":
        return f"impersonator, {client.group}"
    truth = ", ".join(client.truth.get("spoofing") or []) or ("honest" if client.honest else "another client's headers")
    return f"{client.kind}: {client.truth.get('client', 'client')}, {truth}"
