"""The service's binary: it computes every column, finding and answer that training uses.

Owns how the binary is started and what it prints; no other module starts it.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

import numpy as np

from fingerprint_training.arrays import Floats, Json, Span
from fingerprint_training.paths import ROOT


class ServiceError(Exception):
    """The binary is missing, failed, or answered fewer requests than it was asked."""


class FeatureGroup(TypedDict):
    """A run of columns. A group that compares layers belongs to none."""

    name: str
    layer: str | None
    start: int
    end: int


class Schema(TypedDict):
    id: str
    groups: list[FeatureGroup]
    columns: list[Json]


class Finding(TypedDict):
    """What a check found; `of_page` where the page's script sent the evidence."""

    code: NotRequired[str]
    question: NotRequired[str]
    kind: NotRequired[str]
    weight: float
    of_page: NotRequired[bool]


class Service:
    def __init__(self, binary: Path) -> None:
        if not binary.is_file():
            raise ServiceError(f"no binary at {binary}: cargo build --release")
        self.binary = binary.resolve()

    def schema(self) -> Schema:
        return json.loads(self._run("schema"))

    def features(self, requests: Sequence[Json]) -> Floats:
        """One row of columns for each request."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "requests.jsonl"
            _write(file, ({"fingerprint": request} for request in requests))
            return self.features_of_file(file)

    def features_of_file(self, requests: Path) -> Floats:
        with tempfile.TemporaryDirectory() as folder:
            rows = Path(folder) / "rows.npy"
            self._run("features", requests, "--out", rows)
            return np.load(rows)

    def findings(self, requests: Sequence[Json]) -> list[list[Finding]]:
        """What the checks find in each request."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "requests.jsonl"
            _write(file, ({"fingerprint": request} for request in requests))
            printed = self._run("findings", file)
        findings = [json.loads(line) for line in printed.splitlines()]
        if len(findings) != len(requests):
            raise ServiceError(f"{len(findings)} findings for {len(requests)} requests")
        return findings

    def answers(self, requests: Sequence[Json]) -> list[Json]:
        """What the service answers to each request; a refused one has its error as the answer."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "requests.jsonl"
            _write(file, requests)
            # It exits with an error when any request was refused, and answers the others.
            done = self._start("classify", file)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) != len(requests):
            counts = f"{len(answers)} answers to {len(requests)} requests"
            raise ServiceError(f"{counts}: {_error_text(done)}")
        return answers

    def _run(self, *words: str | Path) -> bytes:
        done = self._start(*words)
        if done.returncode:
            raise ServiceError(
                f"{self.binary.name} {words[0]} ended with {done.returncode}: {_error_text(done)}"
            )
        return done.stdout

    def _start(self, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
        """In the checkout, where the binary finds its models."""
        command = [self.binary, *words]
        return subprocess.run(command, capture_output=True, check=False, cwd=ROOT)


def spans(schema: Schema) -> list[Span]:
    return [(group["name"], group["start"], group["end"]) for group in schema["groups"]]


def _write(path: Path, values: Iterable[Json]) -> None:
    with path.open("w") as file:
        file.writelines(json.dumps(value) + "\n" for value in values)


def _error_text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode(errors="replace").strip()
