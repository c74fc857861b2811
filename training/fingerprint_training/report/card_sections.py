"""The sections of a model's card, each from the metrics of its question."""

from collections.abc import Sequence

from fingerprint_training.arrays import Json
from fingerprint_training.report.figure_text import (
    calibration_error_text,
    interval_text,
    share_text,
)
from fingerprint_training.report.tables import table


def kinds(metrics: Json) -> list[str]:
    rows = _interval_rows(metrics["by_kind"])
    return ["## By kind of client", "", *table(["kind", "accuracy"], rows), ""]


def novelty(metrics: Json, question: str) -> list[str]:
    blink = question == "browser"
    rows = []
    for level, row in metrics["by_novelty"].items():
        cells = [level, interval_text(row["accuracy"])]
        cells += [interval_text(row["blink_as_one"])] if blink else []
        rows.append([*cells, calibration_error_text(row)])
    columns = ["stack", "accuracy", *(["Blink as one"] if blink else []), "ECE"]
    return [
        "## By novelty of the TLS stack",
        "",
        "*Known*: another client of the same stack was in training (held out by build; single "
        "observations only). *Near*: a few code points from one that was. *Far*: like none.",
        "",
        *table(columns, rows),
        "",
    ]


def subsets(metrics: Json, question: str) -> list[str]:
    of_browser = question == "browser"
    rows = []
    for name, row in metrics["subsets"].items():
        cells = [name, interval_text(row["accuracy"])]
        if of_browser:
            answered, libraries = row["answered"], row["answered_libraries_as_one"]
            cells += [
                interval_text(row["accuracy_blink_as_one"]),
                share_text(row["taught"]),
                f"{answered['answered']:.3f}",
                f"{answered['right_at_0_8_answered']:.3f}",
                f"{libraries['answered']:.3f}",
                f"{libraries['right_at_0_8_answered']:.3f}",
            ]
        cells += [
            interval_text(row["accuracy_unseen_rows"]),
            calibration_error_text(row),
            str(row["coverage_at_0_9"]),
            str(row["mean_set_size"]),
        ]
        rows.append(cells)
    columns = ["groups", "accuracy"]
    if of_browser:
        columns += [
            "Blink as one",
            "of labels taught",
            "answered at 97 % right",
            "right at 80 % answered",
            "libraries as one: answered",
            "right",
        ]
    columns += ["on unseen rows", "ECE", "coverage at 0.9", "mean set"]
    note = "Each on rows that have at least these groups." + (TAUGHT if of_browser else "")
    return ["## By subset of feature groups", "", note, "", *table(columns, rows), ""]


TAUGHT = (
    " *Of labels taught*: Blink as one, the rows whose label has another stack with a ClientHello "
    "and an opening like these in training; a label of which every stack is held out at once "
    "cannot be answered. *Answered* takes Blink as one and leaves out the least sure."
)


def new_builds(metrics: Json) -> list[str]:
    columns = [
        "groups",
        "Blink as one",
        "right, of the 80 % surest",
        "libraries as one, too",
        "right, of the 80 % surest",
        "ECE",
    ]
    rows = [
        [
            name,
            interval_text(row["blink_as_one"]),
            f"{row['surest']:.3f}",
            interval_text(row["libraries_as_one"]),
            f"{row['surest_libraries_as_one']:.3f}",
            calibration_error_text(row),
        ]
        for name, row in metrics["by_build"].items()
    ]
    return [
        "## New builds",
        "",
        "Held out by build and not by stack: another build or another client may have brought the "
        "same stack, as most new releases do. Single observations only, with a ClientHello; each "
        "build counts once.",
        "",
        *table(columns, rows),
        "",
    ]


def unseen_classes(metrics: Json) -> list[str]:
    left, new = metrics["left_out_classes"], metrics["newest_majors"]
    lines = [
        "## Unseen classes",
        "",
        "TLS alone. A class that was left out of training should not be answered.",
    ]
    for figures, words in (
        (left, "Blink as one"),
        (left["libraries_as_one"], "Blink as one and HTTP libraries as one"),
    ):
        lines += [
            "",
            f"{words}: how often the best answer stays below {figures['least_probability']}, from "
            f"where on 97 % of answers are right and {figures['answered']:.3f} of all rows are "
            f"answered. Mean over the classes {figures['mean']}.",
            "",
            *table(["class left out", "abstains"], _interval_rows(figures["abstains"])),
        ]
    return [
        *lines,
        "",
        f"Newest majors held out in time ({new['from']} and later, with every client that shares "
        f"a key with one), Blink as one: {interval_text(new['blink_as_one'])}.",
        "",
    ]


def lies(metrics: Json) -> list[str]:
    verdict = metrics["verdict"]
    return [
        "## Said to spoof, by kind of client",
        "",
        "The whole of the evidence, added as the verdict adds it, out of fold; a tool is left out "
        "of training as a whole (leave one tool out); its intervals draw its ClientHellos. "
        "*Honest* rows are false positives. A byte-exact impersonator whose layers all fit cannot "
        "be found here.",
        "",
        "With as many liars as the verdict assumes, one in fifty: right "
        f"{interval_text(verdict['right'])}, expected calibration error "
        f"{calibration_error_text(verdict)}.",
        "",
        *table(["kind", "said to spoof"], _interval_rows(metrics["lies"])),
        "",
        "The impersonators once more, by what of a request equals a recorded real client's "
        "(docs/evidence/limits.md):",
        "",
        *table(["layers", "said to spoof"], _interval_rows(metrics["impersonators"])),
        "",
    ]


def automation(metrics: Json) -> list[str]:
    figures = metrics["automation"]
    rows = _interval_rows(figures["by_kind"])
    return [
        "## Automation",
        "",
        "What is not a browser is automated; a browser is as far as the checks' findings say. Out "
        "of fold for the first, as the verdict adds them. Driven browsers weigh the share that is "
        f"assumed, one in fifty. Right: {interval_text(figures['right'])}; expected calibration "
        f"error {calibration_error_text(figures)}.",
        "",
        *table(["kind: automation", "said to be automated"], rows),
        "",
    ]


def labels(metrics: Json) -> list[str]:
    rows = [
        [label, row["n"], interval_text(row["precision"]), interval_text(row["recall"])]
        for label, row in metrics["by_label"].items()
    ]
    return ["## By label", "", *table(["label", "rows", "precision", "recall"], rows), ""]


def confusion(labels: Sequence[str], counts: Sequence[Sequence[int]]) -> list[str]:
    rows = [
        [label, *(str(n) if n else "·" for n in row)]
        for label, row in zip(labels, counts, strict=True)
    ]
    return [
        "## Confusion",
        "",
        "Rows are the truth, columns the answer.",
        "",
        *table(["", *labels], rows),
        "",
    ]


def _interval_rows(figures: Json) -> list[list[str]]:
    return [[name, interval_text(figure)] for name, figure in figures.items()]
