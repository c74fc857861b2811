"""How automation is found of a tool whose own checks are left out: what the checks that were not made
from it would say of it, had nobody looked at it.

    make leave-tools-out

Automation is decided by checks whose weights are stated (docs/decisions/0004), so there is nothing to
train without a tool; what can leak is that a check was written from the very tool that it then finds.
Every session is therefore judged twice, as the service does and without the checks of its tool, and a
third time also without those of headless browsers and with what weighs more on a bare machine at the
weight of a furnished one, as if the tool had opened a window on a person's desk.
"""

import argparse
import gzip
import json
import math
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

from card import shown

ROOT = Path(__file__).resolve().parents[1]
# What the sessions of `make compare-detectors` posted, driven and plain: `make captures-sessions`.
SESSIONS = ROOT / "captures/sessions.jsonl.gz"

# From which tools a check was made: those that its source names as where its fact comes from, in its
# first lines or its list of names (src/checks/browser/<code>.rs, src/checks/headless_user_agent.rs and
# TRACES of src/signals/browser/automation.rs). A check that looks for what hides a driver belongs to
# whoever hides. `webdriver_flag` is of the WebDriver standard, `devtools_protocol` of the protocol that
# every driver of Chromium speaks, `no_pointer` and `software_rendering` of the machine: of no tool.
HIDING = "hiding"
CHROMIUM, FIREFOX = "headless chromium", "headless firefox"
MADE_FROM = {
    "driver_traces": {
        "selenium", "playwright", "puppeteer", "phantomjs", "slimerjs", "nightmare", "webdriverio", "cypress", "testcafe", "ulixee", "stagehand", "browser_use"
    },
    "history_unlimited": {"playwright", "puppeteer"},
    "emulated_viewport": {"playwright", "patchright"},
    "user_agent_data_blank": {"puppeteer"},
    "webdriver_hidden": {HIDING}, "webdriver_redefined": {HIDING}, "native_functions_replaced": {HIDING},
    "permissions_disagree": {HIDING, CHROMIUM}, "first_language_differs": {HIDING},
    "headless_user_agent": {CHROMIUM}, "headless_script": {CHROMIUM}, "headless_screen": {CHROMIUM}, "headless_display": {CHROMIUM},
    "chrome_object_missing": {CHROMIUM}, "plugins_missing": {CHROMIUM}, "languages_empty": {CHROMIUM}, "window_without_frame": {CHROMIUM},
    "headless_font": {FIREFOX},
    "webdriver_flag": set(), "devtools_protocol": set(), "no_pointer": set(), "software_rendering": set(), "declared_crawler": set(),
}
HEADLESS = {CHROMIUM, FIREFOX}
# What a check weighs where there are a graphics card, a microphone or voices: our sessions have none.
FURNISHED = {"devtools_protocol": 3.0}

# As src/verdict/automation.rs and src/verdict/odds.rs add them.
DRIVEN = 0.02
SUSPICION, MOST_SUSPICION = 2.0, 2.5
NO_BROWSER = {"http_library", "impersonator", "crawler"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sessions", nargs="*", type=Path, help="captures of pages, one JSON object a file or a line (default: captures/sessions.jsonl.gz)")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/fingerprint-api", help="the service: it finds and answers")
    settings = parser.parse_args()
    if not settings.binary.is_file():
        sys.exit(f"no binary at {settings.binary}: cargo build --release")
    sessions = judged(settings.binary, read(settings.sessions or [SESSIONS]))
    driven = [session for session in sessions if session["tools"]]
    windows = [session for session in sessions if not session["tools"]]
    print(f"{len(driven)} driven sessions, {len(windows)} windows that nobody drives.\n")
    by_tool(driven)
    by_session(driven)
    accused = [session["name"] for session in windows if session["all"] >= 0.5]
    print(f"\nWindows accused: {len(accused)} of {len(windows)}{': ' + ', '.join(accused) if accused else ''}.")
    impersonators()


def read(paths):
    """Files hold one capture, or one a line."""
    rows = []
    for path in paths:
        if path.suffix == ".json":
            rows.append(json.loads(path.read_text()))
        else:
            with (gzip.open if path.suffix == ".gz" else open)(path, "rt") as file:
                rows += [json.loads(line) for line in file]
    return rows


def judged(binary, rows):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps({"fingerprint": row["fingerprint"]}) + "\n" for row in rows)
        file.flush()
        found = asked(binary, "findings", file.name)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(row["fingerprint"]) + "\n" for row in rows)
        file.flush()
        answers = asked(binary, "classify", file.name)
    return [session(row, findings, answer) for row, findings, answer in zip(rows, found, answers, strict=True)]


def asked(binary, *words):
    printed = subprocess.run([str(binary), *words], check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in printed.splitlines()]


def session(row, findings, answer):
    weights = {finding["code"]: finding["weight"] for finding in findings if finding["question"] == "automation"}
    unknown = sorted(set(weights) - set(MADE_FROM))
    if unknown:
        sys.exit(f"{', '.join(unknown)}: MADE_FROM in {Path(__file__).name} does not say from which tools")
    client = dict([(answer["client"]["label"], answer["client"]["probability"]), *answer["client"]["alternatives"]])
    no_browser = sum(share for label, share in client.items() if label in NO_BROWSER)
    tools = tools_of(row["truth"])
    left = without(weights, tools)
    desk = {code: min(weight, FURNISHED.get(code, weight)) for code, weight in without(weights, tools | HEADLESS).items()}
    told = {"name": row["client"], "tools": tools, "all": probability(weights, no_browser), "left": probability(left, no_browser),
            "desk": probability(desk, no_browser), "reasons": {"left": strongest(left), "desk": strongest(desk)}}
    if abs(told["all"] - answer["automation"]["probability"]) > 0.01:
        sys.exit(f"{row['client']}: {told['all']:.4f} here and {answer['automation']['probability']} there: the sum is no longer the service's")
    return told


def tools_of(truth):
    """What drives the session; nothing for a window."""
    if truth.get("automation", "none") == "none":
        return frozenset()
    named = truth.get("automation_tool") or (FIREFOX if truth.get("engine") == "gecko" else CHROMIUM)
    return frozenset({named} | ({HIDING} if truth["automation"] == "stealth_framework" else set()))


def without(weights, tools):
    return {code: weight for code, weight in weights.items() if not MADE_FROM[code] & tools}


def strongest(weights):
    return max(weights, key=weights.get, default="–")


def probability(weights, no_browser):
    firm = sum(weight for weight in weights.values() if weight >= SUSPICION)
    suspicion = sum(weight for weight in weights.values() if weight < SUSPICION)
    odds = math.log(DRIVEN / (1 - DRIVEN)) + firm + min(suspicion, MOST_SUSPICION)
    driven = 1 / (1 + math.exp(-odds))
    return no_browser + (1 - no_browser) * driven


def by_tool(driven):
    tools = defaultdict(list)
    for one in driven:
        tools[" + ".join(sorted(one["tools"]))].append(one)
    print("| tool | sessions | found | without its own checks | also in a window on a desk |\n|---|---|---|---|---|")
    for tool, found in sorted(tools.items()) + [("all", driven)]:
        print(f"| {tool} | {len(found)} | " + " | ".join(str(sum(one[way] >= 0.5 for one in found)) for way in ("all", "left", "desk")) + " |")


def by_session(driven):
    print("\n| session | tool | probability | without its own checks | strongest reason left | also in a window on a desk | strongest reason left |\n|---|---|---|---|---|---|---|")
    for one in driven:
        print(f"| {one['name']} | {' + '.join(sorted(one['tools']))} | {one['all']:.3f} | {one['left']:.3f} | {one['reasons']['left']} | {one['desk']:.3f} | {one['reasons']['desk']} |")


def impersonators():
    """The models are trained without a tool when they answer it: the card's figures are left out already."""
    active = tomllib.loads((ROOT / "models/active.toml").read_text())["spoofing"]
    lies = json.loads((ROOT / "models/spoofing" / active / "manifest.json").read_text())["metrics"]["lies"]
    print(f"\nImpersonators, each tool left out of training as a whole (spoofing {active}):\n\n| tool | said to spoof |\n|---|---|")
    for kind, figure in lies.items():
        if kind.startswith("impersonator, tool "):
            print(f"| {kind.removeprefix('impersonator, tool ')} | {shown(figure)} |")


if __name__ == "__main__":
    main()
