"""Trains the models of the service, measures them on held-out groups, writes manifests and cards.

Seeds are fixed: the same data and the same pinned packages give the same files.
"""

import argparse
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fingerprint_training.arrays import Json
from fingerprint_training.commands.options import add_binary, add_data
from fingerprint_training.composition.client import Client
from fingerprint_training.composition.composer import LIARS, compose
from fingerprint_training.composition.pools import Sources
from fingerprint_training.dataset import leakage
from fingerprint_training.dataset.dataset import Dataset
from fingerprint_training.evaluation.question import QuestionEvaluation, Result
from fingerprint_training.evaluation.unseen_classes import UnseenClasses
from fingerprint_training.evaluation.verdicts import evaluate_automation, evaluate_spoofing
from fingerprint_training.labels import QUESTIONS
from fingerprint_training.model import cross_validation
from fingerprint_training.model.export import Exporter
from fingerprint_training.model.network import Schedule
from fingerprint_training.observations import first_party, source_files, third_party
from fingerprint_training.observations.observation import Observation, merge_groups
from fingerprint_training.paths import CAPTURES, GOLDEN_PAGES, GOLDEN_REQUESTS, MODELS
from fingerprint_training.report.card import Card
from fingerprint_training.report.figure_text import published_metrics, summary_line
from fingerprint_training.service import Service, spans


def configure(parser: argparse.ArgumentParser) -> None:
    add_data(parser)
    add_binary(parser)
    parser.add_argument(
        "--models", type=Path, default=MODELS, help="folder that the models are written to"
    )
    parser.add_argument("--version", default="2026.11.5", help="name of the model version to write")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--size", type=int, default=26000, help="clients to compose")


@dataclass(frozen=True)
class Run:
    """A training run: what it reads, what it writes, and the numbers that decide it."""

    service: Service
    data: Path
    models: Path
    version: str
    size: int
    schedule: Schedule


def run(arguments: argparse.Namespace) -> None:
    source_files.require(arguments.data)
    schedule = Schedule(arguments.epochs, arguments.seed)
    service = Service(arguments.binary)
    train_models(
        Run(service, arguments.data, arguments.models, arguments.version, arguments.size, schedule)
    )


def train_models(run: Run) -> None:
    started = time.time()
    clients, counts = compose_clients(run)
    print(f"{len(clients)} clients from {sum(counts.values())} observations: {counts}")
    data = read_dataset(run, clients)
    strongest = data.strongest_columns()
    print(f"{data.rows.shape[1]} columns, schema {data.schema['id']}, {_since(started)}")
    by_stack = cross_validation.hold_out_stacks(data, run.schedule)
    by_build = cross_validation.hold_out_builds(data, run.schedule)
    print(f"answered out of fold, {_since(started)}")
    every = np.ones(len(data.rows), bool)
    network = cross_validation.train_network(data, every, "all rows", run.schedule)
    golden_rows = run.service.features_of_file(GOLDEN_REQUESTS)
    exporter = Exporter(run.models, run.version, network, data)
    pinned = exporter.write_network(golden_rows)
    results = {
        question: QuestionEvaluation(data, question, by_stack, by_build).result()
        for question in QUESTIONS
    }
    add_verdicts(data, results, run.schedule)
    for question, result in results.items():
        trained_on = summarize(data, question, counts, run.schedule)
        column = strongest.get(question)
        trained_on["strongest_column"] = column and {
            "name": column.name,
            "accuracy": round(column.accuracy, 4),
        }
        rest = {
            "calibration": result.calibration,
            **result.rest,
            "trained_on": trained_on,
            "metrics": published_metrics(result.metrics),
        }
        folder = exporter.write_head(question, pinned, rest)
        labels = data.labels[question]
        Card(question, run.version, labels, result.metrics, trained_on).write(folder)
        print(f"{question}: {summary_line(result.metrics)}")
    lines = ["# The versions that answer.", *(f'{name} = "{run.version}"' for name in QUESTIONS)]
    (run.models / "active.toml").write_text("\n".join(lines) + "\n")
    print(f"done in {_since(started)}")


def compose_clients(run: Run) -> tuple[list[Client], dict[str, int]]:
    sources = Sources(
        stacks=third_party.tls_stacks(run.data),
        syns=third_party.syns(run.data),
        headers=third_party.headers(run.data),
        user_agents=third_party.user_agents(run.data),
        captures=first_party.captures(CAPTURES),
        page_captures=first_party.page_captures(GOLDEN_PAGES),
        impersonators=first_party.impersonators(run.data, CAPTURES),
    )
    merge_by_tls_key(run.service, sources.stacks + sources.captures)
    every = sources.observations()
    leakage.check_groups([one.group for one in every], [one.fold for one in every])
    return compose(sources, run.schedule.seed, run.size), sources.counts()


def merge_by_tls_key(service: Service, observations: list[Observation]) -> None:
    """The key is the row of TLS columns: coarser than a key of all lists, so it merges more."""
    rows = service.features([one.fingerprint for one in observations])
    start, end = next((a, b) for name, a, b in spans(service.schema()) if name == "tls")
    keys = [
        hashlib.sha256(row.tobytes()).hexdigest()[:12] if row.any() else None
        for row in rows[:, start:end]
    ]
    merge_groups(observations, keys)


def read_dataset(run: Run, clients: list[Client]) -> Dataset:
    requests = [client.request for client in clients]
    rows = run.service.features(requests)
    return Dataset(clients, rows, run.service.schema(), run.service.findings(requests))


def add_verdicts(data: Dataset, results: dict[str, Result], schedule: Schedule) -> None:
    """What no question's held-out answers show alone."""
    unseen = UnseenClasses(data, results["browser"], schedule)
    results["browser"].metrics |= unseen.figures()
    factors, spoofing = evaluate_spoofing(data, results)
    results["spoofing"].metrics |= spoofing
    results["spoofing"].rest = {"combination": factors}
    results["client"].metrics["automation"] = evaluate_automation(data, results)


def summarize(data: Dataset, question: str, counts: dict[str, int], schedule: Schedule) -> Json:
    """What a manifest says of the data that a question was trained on."""
    target = data.targets[question]
    labels = enumerate(data.labels[question])
    return {
        "rows": int((target >= 0).sum()),
        "observations": counts,
        "seed": schedule.seed,
        "liars": LIARS,
        "trained_at": int(time.time()),
        "labels": {label: int((target == index).sum()) for index, label in labels},
    }


def _since(started: float) -> str:
    return f"{time.time() - started:.0f} s"
