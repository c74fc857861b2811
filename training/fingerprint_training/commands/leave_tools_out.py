"""Prints how automation is found of a tool whose own checks are left out.

That is what the checks that were not made from a tool would say of it, had nobody looked at it.
Every session is judged three times: with all checks, without those of its tool, and as if the tool
had opened a window on a person's desk.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from fingerprint_training.arrays import Json
from fingerprint_training.commands.options import add_binary
from fingerprint_training.evaluation.tools_left_out import (
    Session,
    judge_sessions,
)
from fingerprint_training.paths import SESSIONS
from fingerprint_training.report.figure_text import interval_text
from fingerprint_training.report.model_tables import active_metrics, active_versions
from fingerprint_training.report.tables import print_table
from fingerprint_training.service import Service

TOOL_PREFIX = "impersonator, tool "


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sessions",
        nargs="*",
        type=Path,
        default=[SESSIONS],
        help="captures of pages, one JSON object a file or a line (default: what the sessions of "
        "`make compare-detectors` posted, driven and plain)",
    )
    add_binary(parser)


def run(arguments: argparse.Namespace) -> None:
    rows = read_sessions(arguments.sessions)
    sessions = judge_sessions(Service(arguments.binary), rows)
    driven = [session for session in sessions if session.tools]
    windows = [session for session in sessions if not session.tools]
    print(f"{len(driven)} driven sessions, {len(windows)} windows that nobody drives.")
    print_tools(driven)
    print_sessions(driven)
    accused = [session.name for session in windows if session.service.automated]
    named = f": {', '.join(accused)}" if accused else ""
    print(f"\nWindows accused: {len(accused)} of {len(windows)}{named}.")
    print_impersonators()


def read_sessions(paths: Sequence[Path]) -> list[Json]:
    """Files hold one capture, or one a line."""
    rows = []
    for path in paths:
        if path.suffix == ".json":
            rows.append(json.loads(path.read_text()))
            continue
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows += [json.loads(line) for line in text.splitlines()]
    return rows


def print_tools(driven: Sequence[Session]) -> None:
    tools: dict[str, list[Session]] = defaultdict(list)
    for session in driven:
        tools[tool_names(session)].append(session)
    rows = [
        [
            tool,
            len(found),
            sum(session.service.automated for session in found),
            sum(session.without_own.automated for session in found),
            sum(session.on_a_desk.automated for session in found),
        ]
        for tool, found in [*sorted(tools.items()), ("all", list(driven))]
    ]
    columns = ["tool", "sessions", "found", "without its own checks", "also in a window on a desk"]
    print_table(columns, rows)


def print_sessions(driven: Sequence[Session]) -> None:
    rows = [
        [
            session.name,
            tool_names(session),
            session.service.probability,
            session.without_own.probability,
            session.without_own.strongest,
            session.on_a_desk.probability,
            session.on_a_desk.strongest,
        ]
        for session in driven
    ]
    columns = [
        "session",
        "tool",
        "probability",
        "without its own checks",
        "strongest reason left",
        "also in a window on a desk",
        "strongest reason left",
    ]
    print_table(columns, rows)


def print_impersonators() -> None:
    """The models are trained without a tool when they answer it: the card's figures are left out
    already."""
    lies = active_metrics()["spoofing"]["lies"]
    version = active_versions()["spoofing"]
    print(f"\nImpersonators, each tool left out of training as a whole (spoofing {version}):")
    rows = [
        [kind.removeprefix(TOOL_PREFIX), interval_text(figure)]
        for kind, figure in lies.items()
        if kind.startswith(TOOL_PREFIX)
    ]
    print_table(["tool", "said to spoof"], rows)


def tool_names(session: Session) -> str:
    return " + ".join(sorted(session.tools))
