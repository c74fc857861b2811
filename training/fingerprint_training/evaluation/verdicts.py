"""What the verdict adds up from out-of-fold answers and the checks' findings: its figures of
spoofing and of automation, which no net answers alone."""

from collections.abc import Mapping, Sequence

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json
from fingerprint_training.calibration import spoofing_evidence
from fingerprint_training.calibration.calibration_error import (
    error_by_chance,
    expected_calibration_error,
)
from fingerprint_training.calibration.spoofing_evidence import (
    ASSUMED_LIARS,
    MAX_LOG_ODDS,
    MIN_LOG_ODDS,
    Answers,
    log_odds,
    sum_of_findings,
)
from fingerprint_training.composition.client import Client
from fingerprint_training.composition.composer import LIARS
from fingerprint_training.dataset.dataset import Dataset
from fingerprint_training.dataset.layer_columns import LayerColumns
from fingerprint_training.evaluation.copied_layers import compare_impersonators
from fingerprint_training.evaluation.intervals import interval
from fingerprint_training.evaluation.question import Result
from fingerprint_training.service import Finding

# The share of driven browsers that the service's verdict assumes.
ASSUMED_DRIVEN = 0.02
MAX_PROBABILITY = 0.9999
# Kinds of clients whose automation was observed, or at least that of one source.
OBSERVED_KINDS = ["capture", "headers", "page", "user_agent", "sparse", "crawler"]
NOT_BROWSERS = ("http_library", "crawler")


def evaluate_spoofing(
    data: Dataset, results: Mapping[str, Result]
) -> tuple[dict[str, float], Json]:
    """The factors of evidence, and what they find: by tool, and by kind of lie."""
    evidence = _model_evidence(data, results)
    findings = findings_of(data.findings, "spoofing")
    network, page = spoofing_evidence.finding_weights(findings).T
    target = data.targets["spoofing"]
    known = target >= 0
    factors = spoofing_evidence.fit_factors(
        np.column_stack([evidence, network])[known],
        page[known],
        target[known] == 1,
        data.weights["spoofing"][known],
    )
    odds = spoofing_evidence.spoofing_log_odds(evidence, findings, factors)
    groups, weight = hello_groups(data), np.array([client.weight for client in data.clients])
    scale_share(weight, known & (target == 1), known & (target == 0), ASSUMED_LIARS)
    kinds = [
        kind_of_lie(client) if counts else None
        for client, counts in zip(data.clients, known, strict=True)
    ]
    verdict = yes_or_no_figures(
        probability(odds)[known], target[known] == 1, weight[known], groups[known]
    )
    return factors, {
        "lies": shares_by_kind(odds >= 0, kinds, groups),
        "impersonators": _impersonators(odds >= 0, data, groups),
        "verdict": verdict,
    }


def _model_evidence(data: Dataset, results: Mapping[str, Result]) -> Floats:
    """Log-odds of a lie: from how layers agree, and from the engine that the claim is held to."""
    answers = Answers(
        results["browser"].probabilities,
        results["os"].probabilities,
        data.labels["browser"],
        data.labels["os"],
    )
    engines = spoofing_evidence.claimed_engines(data.columns, data.rows)
    claim = spoofing_evidence.claim_log_odds(engines, answers, LIARS)
    agreement = np.clip(
        log_odds(results["spoofing"].probabilities[:, 1]), -MAX_LOG_ODDS, MAX_LOG_ODDS
    )
    compared = np.any(data.columns_of("agreement") != 0, axis=1)
    heard = compared & (np.abs(agreement) >= MIN_LOG_ODDS)
    return np.stack([np.where(heard, agreement, 0), claim], axis=1)


def _impersonators(detected: Flags, data: Dataset, groups: Integers) -> Json:
    """Those that differ from every recorded real client in some layer, and in what; the others
    cannot be found by these layers (docs/evidence/limits.md)."""
    columns = LayerColumns(data.rows, {name: slice(start, end) for name, start, end in data.spans})
    kinds: dict[str, list[int]] = {
        "all layers equal one": [],
        "differ": [],
        "header names alone differ": [],
        "TLS or HTTP/2 differs": [],
    }
    for index, comparison in compare_impersonators(data.clients, columns).items():
        if comparison.all_equal:
            kinds["all layers equal one"].append(index)
            continue
        names_alone = comparison.only_names_differ
        kinds["differ"].append(index)
        kinds["header names alone differ" if names_alone else "TLS or HTTP/2 differs"].append(index)
    return {kind: _share(detected, rows, groups) for kind, rows in kinds.items()}


def evaluate_automation(data: Dataset, results: Mapping[str, Result]) -> Json:
    """What is not a browser is automated; a browser is as far as the findings say."""
    labels = data.labels["client"]
    probabilities = results["client"].probabilities
    not_browser = probabilities[:, [labels.index(label) for label in NOT_BROWSERS]].sum(axis=1)
    found = np.array(
        [
            sum_of_findings(finding["weight"] for finding in findings)
            for findings in findings_of(data.findings, "automation")
        ]
    )
    driven = probability(log_odds(np.array(ASSUMED_DRIVEN)) + found)
    said = not_browser + (1 - not_browser) * driven
    said = np.clip(said, 1 - MAX_PROBABILITY, MAX_PROBABILITY)
    truths = np.array([client.truth.get("automation") or "" for client in data.clients])
    automated = truths != "none"
    observed = np.isin(data.kinds, OBSERVED_KINDS)
    known = (truths != "") & (data.targets["client"] >= 0) & observed
    weight = data.weights["client"].astype(float)
    browsers = known & (data.targets["client"] == labels.index("browser"))
    scale_share(weight, browsers & automated, browsers & ~automated, ASSUMED_DRIVEN)
    kinds = [
        kind_of_automation(client) if counts else None
        for client, counts in zip(data.clients, known, strict=True)
    ]
    figures = yes_or_no_figures(said[known], automated[known], weight[known], data.groups[known])
    return figures | {"by_kind": shares_by_kind(said >= 0.5, kinds, data.groups)}


def findings_of(findings: Sequence[Sequence[Finding]], question: str) -> list[list[Finding]]:
    return [[finding for finding in row if finding["question"] == question] for row in findings]


def probability(odds: Floats) -> Floats:
    bounded = np.clip(odds, -30, 30)
    return np.clip(1 / (1 + np.exp(-bounded)), 1 - MAX_PROBABILITY, MAX_PROBABILITY)


def scale_share(weight: Floats, these: Flags, others: Flags, share: float) -> None:
    """Gives these rows the share that the verdict assumes."""
    weight[these] *= share / (1 - share) * weight[others].sum() / weight[these].sum()


def yes_or_no_figures(said: Floats, true: Flags, weight: Floats, groups: Integers) -> Json:
    """How well probabilities of a yes are calibrated."""
    both = np.stack([1 - said, said], axis=1)
    return {
        "right": interval((said >= 0.5) == true, weight, groups),
        "ece": round(expected_calibration_error(both, true.astype(int), weight), 4),
        "ece_by_chance": error_by_chance(both, weight, groups),
        "share": round(float(np.average(true, weights=weight)), 4),
    }


def hello_groups(data: Dataset) -> Integers:
    """A tool is one group; within it, all that it imitates with one hello is right or wrong
    together."""
    hellos = np.unique(data.columns_of("tls"), axis=0, return_inverse=True)[1].reshape(-1, 1)
    tools = np.array([client.kind == "impersonator" for client in data.clients])
    return np.where(tools[:, None], hellos, data.groups)


def shares_by_kind(detected: Flags, kinds: Sequence[str | None], groups: Integers) -> Json:
    """Of each kind; a row without a kind does not count."""
    rows: dict[str, list[int]] = {}
    for index, kind in enumerate(kinds):
        if kind is not None:
            rows.setdefault(kind, []).append(index)
    return {kind: _share(detected, found, groups) for kind, found in sorted(rows.items())}


def _share(detected: Flags, rows: list[int], groups: Integers) -> Json:
    return interval(detected[rows], np.ones(len(rows)), groups[rows])


def kind_of_lie(client: Client) -> str:
    if client.kind == "impersonator":
        return f"impersonator, {client.group}"
    lies = ", ".join(client.truth.get("spoofing") or [])
    truth = lies or ("honest" if client.honest else "another client's headers")
    return f"{client.kind}: {client.truth.get('client', 'client')}, {truth}"


def kind_of_automation(client: Client) -> str:
    return f"{client.kind}: {client.truth.get('automation')}"
