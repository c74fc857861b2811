#!/usr/bin/env python3
"""Prints what a run of the project's workflow pushes, in the Prometheus text format.

    metrics.py --workflow ci --conclusion success --started 1763690000 [--test-log FILE] [--coverage FILE]

Tests are counted in the summary lines that `cargo test` and `unittest` print; coverage is the line
total of `make coverage`; the accuracy of the committed models is the held-out one that training
wrote into their manifests. What was not given is not printed: a metric nobody measured would be a lie.
"""

import argparse
import json
import pathlib
import re
import sys
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tests(text):
    """(passed, failed) over all summary lines."""
    passed = failed = 0
    for good, bad in re.findall(
        r"^test result: \w+\. (\d+) passed; (\d+) failed", text, re.MULTILINE
    ):
        passed, failed = passed + int(good), failed + int(bad)
    for ran, verdict in re.findall(
        r"^Ran (\d+) tests? in [^\n]*\n+(OK|FAILED[^\n]*)", text, re.MULTILINE
    ):
        bad = sum(int(count) for count in re.findall(r"(?:failures|errors)=(\d+)", verdict))
        passed, failed = passed + int(ran) - bad, failed + bad
    return passed, failed


def accuracies():
    """{question: held-out accuracy} of the active models."""
    active = tomllib.loads((ROOT / "models" / "active.toml").read_text())
    found = {}
    for question, version in active.items():
        manifest = json.loads((ROOT / "models" / question / version / "manifest.json").read_text())
        found[question] = manifest["metrics"]["accuracy"]["value"]
    return found


def lines(arguments):
    labels = f'{{workflow="{arguments.workflow}"}}'
    yield "# TYPE ci_workflow_success gauge"
    yield f"ci_workflow_success{labels} {int(arguments.conclusion == 'success')}"
    yield "# TYPE ci_workflow_duration_seconds gauge"
    yield f"ci_workflow_duration_seconds{labels} {max(0, int(time.time()) - arguments.started)}"
    if arguments.test_log and arguments.test_log.is_file():
        passed, failed = tests(arguments.test_log.read_text(errors="replace"))
        yield "# TYPE ci_tests gauge"
        yield f'ci_tests{{workflow="{arguments.workflow}",result="passed"}} {passed}'
        yield f'ci_tests{{workflow="{arguments.workflow}",result="failed"}} {failed}'
    if arguments.coverage and arguments.coverage.is_file():
        total = json.loads(arguments.coverage.read_text())["data"][0]["totals"]["lines"]["percent"]
        yield "# TYPE ci_coverage_ratio gauge"
        yield f"ci_coverage_ratio{labels} {total / 100:.4f}"
    yield "# TYPE fingerprint_api_model_accuracy gauge"
    for question, accuracy in sorted(accuracies().items()):
        yield f'fingerprint_api_model_accuracy{{level="{question}"}} {accuracy}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workflow", required=True)
    parser.add_argument("--conclusion", required=True, help="success, failure or cancelled")
    parser.add_argument("--started", type=int, required=True, help="Unix seconds")
    parser.add_argument("--test-log", type=pathlib.Path)
    parser.add_argument("--coverage", type=pathlib.Path)
    arguments = parser.parse_args()
    if not re.fullmatch(r"[\w.-]+", arguments.workflow):
        sys.exit("--workflow: letters, digits, dots and dashes only")
    print("\n".join(lines(arguments)))


if __name__ == "__main__":
    main()
