"""Automation found without the checks that were made from the very tool that they then find.

Automation is decided by checks whose weights are stated (docs/decisions/0004), so there is nothing
to train without a tool; what can leak is that a check was written from the tool that it finds.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fingerprint_training.arrays import Json, Truth
from fingerprint_training.calibration.spoofing_evidence import sum_of_findings
from fingerprint_training.evaluation.verdicts import ASSUMED_DRIVEN
from fingerprint_training.service import Finding, Service

# From which tools a check was made: those that its source names as where its fact comes from, in
# its first lines or its list of names. A check that looks for what hides a driver belongs to all
# that hide. `webdriver_flag` is of the WebDriver standard, `devtools_protocol` of the protocol that
# every driver of Chromium speaks, `no_pointer` and `software_rendering` of the machine: of no tool.
HIDING = "hiding"
HEADLESS_CHROMIUM, HEADLESS_FIREFOX = "headless chromium", "headless firefox"
HEADLESS = {HEADLESS_CHROMIUM, HEADLESS_FIREFOX}
MADE_FROM: dict[str, set[str]] = {
    "driver_traces": {
        *("selenium", "playwright", "puppeteer", "phantomjs", "slimerjs", "nightmare"),
        *("webdriverio", "cypress", "testcafe", "ulixee", "stagehand", "browser_use"),
    },
    "history_unlimited": {"playwright", "puppeteer"},
    "emulated_viewport": {"playwright", "patchright"},
    "user_agent_data_blank": {"puppeteer"},
    "webdriver_hidden": {HIDING},
    "webdriver_redefined": {HIDING},
    "native_functions_replaced": {HIDING},
    "permissions_disagree": {HIDING, HEADLESS_CHROMIUM},
    "first_language_differs": {HIDING},
    "headless_user_agent": {HEADLESS_CHROMIUM},
    "headless_script": {HEADLESS_CHROMIUM},
    "headless_screen": {HEADLESS_CHROMIUM},
    "headless_display": {HEADLESS_CHROMIUM},
    "chrome_object_missing": {HEADLESS_CHROMIUM},
    "plugins_missing": {HEADLESS_CHROMIUM},
    "languages_empty": {HEADLESS_CHROMIUM},
    "window_without_frame": {HEADLESS_CHROMIUM},
    "headless_font": {HEADLESS_FIREFOX},
    "webdriver_flag": set(),
    "devtools_protocol": set(),
    "no_pointer": set(),
    "software_rendering": set(),
    "declared_crawler": set(),
}
# What a check weighs where there are a graphics card, a microphone or voices: our sessions have
# none.
FURNISHED_WEIGHTS = {"devtools_protocol": 3.0}
NOT_BROWSERS = {"http_library", "impersonator", "crawler"}
# How far the sum here may be from the service's.
TOLERANCE = 0.01

Weights = Mapping[str, float]


class SumDiffersError(Exception):
    """This module and the service's verdict no longer agree."""


@dataclass(frozen=True)
class Judgement:
    probability: float
    # The check that weighs most.
    strongest: str

    @property
    def automated(self) -> bool:
        return self.probability >= 0.5


@dataclass(frozen=True)
class Session:
    """What is said of a session: as the service does, without the checks of its tool, and a third
    time also without those of headless browsers and with what weighs more on a bare machine at the
    weight of a furnished one, as if the tool had opened a window on a person's desk."""

    name: str
    # What drives it; empty for a window.
    tools: frozenset[str]
    service: Judgement
    without_own: Judgement
    on_a_desk: Judgement


def judge_sessions(service: Service, rows: Sequence[Json]) -> list[Session]:
    requests = [row["fingerprint"] for row in rows]
    triples = zip(rows, service.findings(requests), service.answers(requests), strict=True)
    return [judge_session(row, findings, answer) for row, findings, answer in triples]


def judge_session(row: Json, findings: Sequence[Finding], answer: Json) -> Session:
    weights = {one["code"]: one["weight"] for one in findings if one["question"] == "automation"}
    if unknown := sorted(set(weights) - set(MADE_FROM)):
        raise SumDiffersError(
            f"{', '.join(unknown)}: MADE_FROM does not say from which tools it was made"
        )
    not_browser = not_browser_probability(answer["client"])
    tools = session_tools(row["truth"])
    desk = {
        code: min(weight, FURNISHED_WEIGHTS.get(code, weight))
        for code, weight in without_tools(weights, tools | HEADLESS).items()
    }
    whole, without_own, on_a_desk = (
        judge(one, not_browser) for one in (weights, without_tools(weights, tools), desk)
    )
    there = answer["automation"]["probability"]
    if abs(whole.probability - there) > TOLERANCE:
        raise SumDiffersError(
            f"{row['client']}: {whole.probability:.4f} here and {there} there: the sum is not "
            "the service's"
        )
    return Session(row["client"], tools, whole, without_own, on_a_desk)


def session_tools(truth: Truth) -> frozenset[str]:
    """What drives the session; nothing for a window."""
    if truth.get("automation", "none") == "none":
        return frozenset()
    headless = HEADLESS_FIREFOX if truth.get("engine") == "gecko" else HEADLESS_CHROMIUM
    named = truth.get("automation_tool") or headless
    return frozenset({named} | ({HIDING} if truth["automation"] == "stealth_framework" else set()))


def not_browser_probability(client: Json) -> float:
    labels = dict([(client["label"], client["probability"]), *client["alternatives"]])
    return sum(share for label, share in labels.items() if label in NOT_BROWSERS)


def without_tools(weights: Weights, tools: set[str] | frozenset[str]) -> Weights:
    return {code: weight for code, weight in weights.items() if not MADE_FROM[code] & tools}


def judge(weights: Weights, not_browser: float) -> Judgement:
    """As the service's verdict on automation adds them."""
    odds = math.log(ASSUMED_DRIVEN / (1 - ASSUMED_DRIVEN)) + sum_of_findings(weights.values())
    driven = 1 / (1 + math.exp(-odds))
    strongest = max(weights, key=lambda code: weights[code], default="–")
    return Judgement(not_browser + (1 - not_browser) * driven, strongest)
