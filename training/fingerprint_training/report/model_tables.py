"""The held-out figures of the active models as tables, from their manifests."""

import json
import tomllib

from fingerprint_training.arrays import Json
from fingerprint_training.paths import MODELS
from fingerprint_training.report.figure_text import (
    EVIDENCE,
    calibration_error_text,
    interval_text,
)
from fingerprint_training.report.tables import print_table


def active_metrics() -> dict[str, Json]:
    """By question."""
    return {
        question: json.loads((MODELS / question / version / "manifest.json").read_text())["metrics"]
        for question, version in active_versions().items()
    }


def active_versions() -> dict[str, str]:
    return tomllib.loads((MODELS / "active.toml").read_text())


def print_model_tables() -> None:
    metrics = active_metrics()
    _print_questions(metrics)
    _print_verdicts(metrics)
    _print_subsets(metrics["browser"])
    _print_new_builds(metrics["browser"])
    _print_unseen_classes(metrics["browser"])
    _print_novelty(metrics["browser"])
    _print_shares("client, held out", metrics["spoofing"]["lies"])
    _print_shares("impersonators, the tool held out", metrics["spoofing"]["impersonators"])
    print()


def _print_questions(metrics: dict[str, Json]) -> None:
    columns = [
        "question",
        "accuracy (95 % interval)",
        "on unseen rows",
        "macro-F1",
        "ECE (by chance)",
        "sets at 0.9 cover",
        "mean set",
    ]
    rows = [
        [
            question,
            interval_text(row["accuracy"]),
            f"{row['accuracy_unseen_rows']['value']:.3f}",
            f"{row['macro_f1']:.3f}",
            calibration_error_text(row),
            f"{row['coverage_at_0_9']:.3f}",
            f"{row['mean_set_size']:.2f}",
        ]
        for question, row in metrics.items()
    ]
    print_table(columns, rows)


def _print_verdicts(metrics: dict[str, Json]) -> None:
    verdicts = {
        "spoofing": metrics["spoofing"]["verdict"],
        "automation": metrics["client"]["automation"],
    }
    rows = [
        [name, interval_text(row["right"]), calibration_error_text(row)]
        for name, row in verdicts.items()
    ]
    print_table(["verdict", "right", "ECE (by chance)"], rows)


def _print_subsets(metrics: Json) -> None:
    columns = [
        "evidence",
        "accuracy",
        "with the brands of Blink as one",
        "of labels taught",
        "right, of the 80 % surest",
        "libraries as one, too",
        "ECE (by chance)",
    ]
    rows = [
        [
            words,
            f"{row['accuracy']['value']:.3f}",
            interval_text(row["accuracy_blink_as_one"]),
            f"{row['taught']['value']:.3f}",
            f"{row['answered']['right_at_0_8_answered']:.3f}",
            f"{row['answered_libraries_as_one']['right_at_0_8_answered']:.3f}",
            calibration_error_text(row),
        ]
        for words, groups in EVIDENCE.items()
        if (row := metrics["subsets"].get(groups))
    ]
    print_table(columns, rows)


def _print_new_builds(metrics: Json) -> None:
    columns = [
        "evidence, a new build",
        "with the brands of Blink as one",
        "right, of the 80 % surest",
        "libraries as one, too",
        "right, of the 80 % surest",
        "ECE (by chance)",
    ]
    rows = [
        [
            words,
            interval_text(row["blink_as_one"]),
            f"{row['surest']:.3f}",
            interval_text(row["libraries_as_one"]),
            f"{row['surest_libraries_as_one']:.3f}",
            calibration_error_text(row),
        ]
        for words, groups in EVIDENCE.items()
        if (row := metrics["by_build"].get(groups))
    ]
    print_table(columns, rows)


def _print_unseen_classes(metrics: Json) -> None:
    columns = [
        "TLS alone, a class left out of training",
        "right of the answered",
        "answered",
        "the class abstains, mean of classes",
    ]
    blink, wanted = metrics["left_out_classes"], metrics["subsets"]["tls"]["answered"]["wanted"]
    rows = [
        [words, str(wanted), f"{row['answered']:.3f}", f"{row['mean']:.3f}"]
        for words, row in (
            ("Blink as one", blink),
            ("Blink as one, libraries as one", blink["libraries_as_one"]),
        )
    ]
    print_table(columns, rows)


def _print_novelty(metrics: Json) -> None:
    rows = [
        [
            level,
            f"{row['accuracy']['value']:.3f}",
            interval_text(row["blink_as_one"]),
            calibration_error_text(row),
        ]
        for level, row in metrics["by_novelty"].items()
    ]
    print_table(["TLS stack", "browser", "Blink as one", "ECE (by chance)"], rows)


def _print_shares(kind: str, figures: Json) -> None:
    rows = [[name, interval_text(figure)] for name, figure in figures.items()]
    print_table([kind, "said to spoof"], rows)
