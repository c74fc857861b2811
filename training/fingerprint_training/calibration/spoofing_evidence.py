"""How the evidence of a lie is added up: factors for the spoofing model, the browser model's doubt
in the claimed engine, and the checks' findings, fitted on held-out clients.

A factor is never negative, so that no evidence of a lie can speak for honesty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Words
from fingerprint_training.labels import BLINK
from fingerprint_training.service import Finding

# What the service's verdict assumes before anything is known of a client.
ASSUMED_LIARS = 0.02
MAX_LOG_ODDS = 7.0
# Evidence that weighs less says nothing.
MIN_LOG_ODDS = 0.5
# The models' own log-odds may be too timid; what a check weighs is stated, and never counts for
# more than that.
MAX_FACTORS = np.array([2.0, 2.0, 1.0])
RIDGE = 1e-4

ENGINES = {
    **dict.fromkeys(BLINK, "blink"),
    **dict.fromkeys(["firefox", "tor_browser"], "gecko"),
    **dict.fromkeys(["safari", "webkit"], "webkit"),
    "internet_explorer": "trident",
    "crawler": "unknown",
}
# Lies that cannot be where the evidence is that of the claimed engine.
ENGINE_LIES = {"user_agent_browser"}
# Findings that weigh less are suspicions, and all of them no more than this together. The service's
# verdict adds them the same way.
MIN_FIRM_WEIGHT, MAX_SUSPICION = 2.0, 2.5


@dataclass(frozen=True)
class Answers:
    """Calibrated probabilities of browser and system with their labels."""

    browser: Floats
    os: Floats
    browser_labels: Sequence[str]
    os_labels: Sequence[str]


def log_odds(probability: Floats) -> Floats:
    bounded = np.clip(probability, 0.0001, 0.9999)
    return np.log(bounded / (1 - bounded))


def claim_log_odds(engines: Words, answers: Answers, trained_liars: float) -> Floats:
    """As the service's verdict weighs it: how much likelier than in training the claimed engine is
    a lie; zero where nothing is claimed, or where doubt alone speaks."""
    names = sorted(set(ENGINES.values()) | {"none"})
    share = _engine_shares(answers, names)
    place = np.array([names.index(engine) if engine in names else -1 for engine in engines])
    of_claim = share[np.arange(len(share)), np.maximum(place, 0)]
    claimed = np.where(place >= 0, of_claim, 0.5)
    odds = log_odds(1 - claimed) - log_odds(np.array(trained_liars))
    weight = np.clip(odds, -MAX_LOG_ODDS, MAX_LOG_ODDS)
    nothing_claimed = (place < 0) | (np.array(engines) == "unknown")
    doubt_alone = (weight > 0) & (share.argmax(axis=1) == place)
    return np.where(nothing_claimed | doubt_alone | (np.abs(weight) < MIN_LOG_ODDS), 0.0, weight)


def _engine_shares(answers: Answers, names: Sequence[str]) -> Floats:
    """The probability of each engine; on iOS every browser's is WebKit."""
    browser = answers.browser
    if "ios" in answers.os_labels:
        ios = answers.os[:, answers.os_labels.index("ios")]
    else:
        ios = np.zeros(len(browser))
    engine = np.array([names.index(ENGINES.get(one, "none")) for one in answers.browser_labels])
    elsewhere = np.stack(
        [browser[:, engine == index].sum(axis=1) for index in range(len(names))], axis=1
    )
    on_ios = elsewhere.copy()
    moved = [names.index("blink"), names.index("gecko")]
    on_ios[:, names.index("webkit")] += elsewhere[:, moved].sum(axis=1)
    on_ios[:, moved] = 0
    return ios[:, None] * on_ios + (1 - ios[:, None]) * elsewhere


def finding_weights(findings: Sequence[Sequence[Finding]]) -> Floats:
    """The findings' weights, added: of the network, and of a page."""
    return np.array(
        [
            [sum(f["weight"] for f in row if f["of_page"] == page) for page in (False, True)]
            for row in findings
        ]
    )


def claimed_engines(columns: Sequence[str], rows: Floats) -> Words:
    """The engine that the user agent claims, as the extractor read it."""
    prefix = "user_agent.engine_"
    names = [column.removeprefix(prefix) for column in columns if column.startswith(prefix)]
    flags = rows[:, [columns.index(f"{prefix}{name}") for name in names]]
    return np.where(flags.any(axis=1), np.array(names)[flags.argmax(axis=1)], "unknown")


def fit_factors(evidence: Floats, offset: Floats, lies: Flags, weight: Floats) -> dict[str, float]:
    """Logistic regression with factors of zero and more, by projected Newton steps, on as many lies
    as honest clients; the bias is the log-odds of the share that is assumed, so that a stated
    weight means what it says. `offset` counts in full: nothing on the network says the same as a
    page."""
    share = np.where(lies, 0.5 * weight / weight[lies].sum(), 0.5 * weight / weight[~lies].sum())
    factors = np.full(evidence.shape[1], 0.5)
    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(evidence @ factors + offset, -30, 30)))
        slope = evidence.T @ (share * (p - lies)) + RIDGE * factors
        curve = (evidence * (share * p * (1 - p))[:, None]).T @ evidence
        curve = curve + np.diag(np.full(len(factors), RIDGE))
        moved = np.clip(factors - 0.5 * np.linalg.solve(curve, slope), 0, MAX_FACTORS)
        if np.abs(moved - factors).max() < 1e-7:
            break
        factors = moved
    agreement, claim, findings = (round(float(factor), 4) for factor in factors)
    bias = round(float(np.log(ASSUMED_LIARS / (1 - ASSUMED_LIARS))), 4)
    return {"agreement": agreement, "evidence": claim, "findings": findings, "bias": bias}


def spoofing_log_odds(
    evidence: Floats, findings: Sequence[Sequence[Finding]], factors: Mapping[str, float]
) -> Floats:
    """The odds of a lie as the verdict adds them: `evidence` is what the models say of agreement
    and of the claimed engine, `findings` what the checks found. That the engine is the claimed one
    acquits of a lie about the engine, and of no other."""
    odds = evidence @ np.array([factors["agreement"], factors["evidence"]])
    for index, row in enumerate(findings):
        if row:
            counted = [
                (
                    finding["kind"] in ENGINE_LIES,
                    finding["weight"] * (1 if finding["of_page"] else factors["findings"]),
                )
                for finding in row
            ]
            engine = odds[index] + sum_of_findings(weight for own, weight in counted if own)
            others = sum_of_findings(weight for own, weight in counted if not own)
            odds[index] = others + max(engine, 0.0) if others > 0 else engine
    return odds + factors["bias"]


def sum_of_findings(weights: Iterable[float]) -> float:
    """Firm findings in full, suspicions up to their most."""
    weights = list(weights)
    firm = sum(weight for weight in weights if weight >= MIN_FIRM_WEIGHT)
    suspicion = sum(weight for weight in weights if weight < MIN_FIRM_WEIGHT)
    return firm + min(suspicion, MAX_SUSPICION)
