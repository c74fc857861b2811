"""Prints the figures that README quotes about claims and findings, by asking the built service.

    make measure

Claims: the parsed claim against uap-core's cases that fall inside our labels, and against the header
data. Findings: how often spoofing and automation are said of captured clients that are honest and of
those that are not. The models have seen the captures, so the second table judges the checks and the
weights, not the models: their held-out figures stand in the cards.
"""

import argparse
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import observations

ROOT = Path(__file__).resolve().parents[2]
BINARY = ROOT / "target/release/fingerprint-api"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of third-party observations")
    data = parser.parse_args().data
    if (data / "ua").is_dir():
        claims(data)
    else:
        print(f"no third-party data in {data}: claims are not measured")
    findings()


def answers(requests):
    """The service's answers, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for request in requests:
            file.write(json.dumps(request) + "\n")
        file.flush()
        printed = subprocess.run([BINARY, "classify", file.name], stdout=subprocess.PIPE, check=False).stdout
    return [json.loads(line) for line in printed.splitlines()]


def claims(data):
    print("| claims | question | right | n | share |\n|---|---|---|---|---|")
    for name in ("uap_core_ua", "uap_core_os", "uap_core_more", "crawlers"):
        report(name, list(observations.lines(data / "ua" / f"{name}.jsonl.gz")))
    report("headers (claim with hints)", list(observations.lines(data / "train_browser.jsonl.gz")))


def report(name, rows):
    right, count = Counter(), Counter()
    requests = [{"http": row["fingerprint"]["http"]} for row in rows]
    for row, answer in zip(rows, answers(requests), strict=True):
        claimed = answer.get("claimed", {})
        for question in ("browser", "version", "os"):
            if question in row["truth"]:
                count[question] += 1
                right[question] += claimed.get(question) == row["truth"][question]
    for question in count:
        print(f"| {name} | {question} | {right[question]} | {count[question]} | {right[question] / count[question]:.4f} |")


def findings():
    rows = list(observations.lines(ROOT / "models/training/captures/captures.jsonl.gz"))
    said = Counter()
    total = Counter()
    fired = Counter()
    for row, answer in zip(rows, answers([row["fingerprint"] for row in rows]), strict=True):
        kind = kind_of(row)
        total[kind] += 1
        said[kind, "spoofing"] += answer["spoofing"]["detected"]
        said[kind, "automation"] += answer["automation"]["detected"]
        for reason in answer["reasons"]:
            if reason["weight"] > 0:
                fired[reason["code"], kind] += 1
    kinds = sorted(total)
    print("\n| captured clients | n | said to spoof | said to be automated |\n|---|---|---|---|")
    for kind in kinds:
        print(f"| {kind} | {total[kind]} | {said[kind, 'spoofing'] / total[kind]:.3f} | {said[kind, 'automation'] / total[kind]:.3f} |")
    print("\n| reason | " + " | ".join(kinds) + " |\n|---" * 1 + "|---" * len(kinds) + "|")
    for code in sorted({code for code, _ in fired}):
        print(f"| {code} | " + " | ".join(f"{fired[code, kind] / total[kind]:.3f}" for kind in kinds) + " |")


def kind_of(row):
    truth = row["truth"]
    if truth.get("client") == "impersonator":
        return "impersonator"
    if truth.get("spoofing"):
        return "browser that lies" if truth.get("client") == "browser" else "library that lies"
    if truth.get("client") == "browser":
        return "browser, window" if truth.get("automation") == "none" else "browser, headless or driven"
    return "library, honest"


if __name__ == "__main__":
    main()
