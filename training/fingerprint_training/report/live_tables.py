"""What the built service says of recorded clients, as tables: claims, findings, version ranges, and
pages under a claim that is not theirs."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from fingerprint_training.arrays import Json
from fingerprint_training.composition import swapped_claims
from fingerprint_training.observations import source_files, third_party
from fingerprint_training.observations.source_files import read_rows
from fingerprint_training.paths import CAPTURES
from fingerprint_training.report.tables import print_table
from fingerprint_training.service import Service

# The major that an open range of versions ends with.
NEWEST_MAJOR = 157
SWAPPED_CASES = 2000
SWAP_SEED = 20261121
CLAIM_FILES = ("uap_core_ua", "uap_core_os", "uap_core_more", "crawlers")


def print_claims(service: Service, folder: Path) -> None:
    rows = []
    for name in CLAIM_FILES:
        rows += _claim_rows(service, name, list(read_rows(folder / "ua" / f"{name}.jsonl.gz")))
    with_hints = list(read_rows(folder / source_files.PAGES))
    rows += _claim_rows(service, "headers (claim with hints)", with_hints)
    print_table(["claims", "question", "right", "n", "share"], rows)


def _claim_rows(service: Service, name: str, rows: Sequence[Json]) -> list[list[object]]:
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    answers = service.answers([{"http": row["fingerprint"]["http"]} for row in rows])
    for row, answer in zip(rows, answers, strict=True):
        claimed = answer.get("claimed", {})
        for question in ("browser", "version", "os"):
            if question in row["truth"]:
                count[question] += 1
                right[question] += claimed.get(question) == row["truth"][question]
    return [
        [name, question, right[question], total, f"{right[question] / total:.4f}"]
        for question, total in count.items()
    ]


def print_findings(service: Service) -> None:
    rows = list(read_rows(CAPTURES))
    said: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    fired: Counter[tuple[str, str]] = Counter()
    answers = service.answers([row["fingerprint"] for row in rows])
    for row, answer in zip(rows, answers, strict=True):
        kind = _kind_of_capture(row)
        total[kind] += 1
        for verdict in ("spoofing", "automation"):
            said[kind, verdict] += answer[verdict]["detected"]
        for reason in answer["reasons"]:
            if reason["weight"] > 0:
                fired[reason["code"], kind] += 1
    kinds = sorted(total)
    print_table(
        ["captured clients", "n", "said to spoof", "said to be automated"],
        [
            [
                kind,
                total[kind],
                said[kind, "spoofing"] / total[kind],
                said[kind, "automation"] / total[kind],
            ]
            for kind in kinds
        ],
    )
    codes = sorted({code for code, _ in fired})
    shares = [[code, *(fired[code, kind] / total[kind] for kind in kinds)] for code in codes]
    print_table(["reason", *kinds], shares)


def print_version_ranges(service: Service) -> None:
    """The range of majors from ClientHello and HTTP/2 opening alone: no frames, which hold a
    claim."""
    rows = [
        row
        for row in read_rows(CAPTURES)
        if row["truth"].get("version")
        and not row["truth"].get("spoofing")
        and "http2" in row["fingerprint"]
    ]
    whole = service.answers([row["fingerprint"] for row in rows])
    requests = [
        {
            "tls": row["fingerprint"]["tls"],
            "http2": {"akamai_fingerprint": answer["fingerprints"]["akamai"]},
        }
        for row, answer in zip(rows, whole, strict=True)
    ]
    # By engine: whether the range holds the major, and how many majors it holds.
    found: dict[str, list[tuple[bool, int]]] = {}
    for row, answer in zip(rows, service.answers(requests), strict=True):
        first, last = answer["version"]["range"]
        last = last or NEWEST_MAJOR
        held = first <= int(row["truth"]["version"]) <= last
        found.setdefault(row["truth"]["engine"], []).append((held, last - first + 1))
    table = []
    for engine, ranges in found.items():
        share = sum(held for held, _ in ranges) / len(ranges)
        width = sum(width for _, width in ranges) / len(ranges)
        table.append([engine, len(ranges), share, f"{width:.1f}"])
    columns = ["TLS and HTTP/2 opening, no claim", "captured requests", "range holds the major"]
    print_table([*columns, "mean width"], table)


def print_swapped_claims(service: Service, folder: Path) -> None:
    """What is said of pages that are honest and of the same pages under another claim. The models
    have seen the pages, not the pairs."""
    rng = random.Random(SWAP_SEED)
    drawn = [(row, page) for row in third_party.headers(folder) for page in row.pages]
    cases: dict[str, list[swapped_claims.Case]] = {}
    while any(len(cases.get(name, ())) < SWAPPED_CASES for name in swapped_claims.CASES):
        for name, case in swapped_claims.cases(rng.choice(drawn), rng.choice(drawn), rng):
            if len(cases.setdefault(name, [])) < SWAPPED_CASES:
                cases[name].append(case)
    rows = []
    for name, found in cases.items():
        answers = service.answers([request for _, request in found])
        shares = [
            sum(answer[verdict]["detected"] for answer in answers) / len(answers)
            for verdict in ("spoofing", "automation")
        ]
        for question in ("engine", "os", "device"):
            right = [
                answer[question]["label"] == truth.get(question)
                for answer, (truth, _) in zip(answers, found, strict=True)
            ]
            shares.append(sum(right) / len(answers))
        rows.append([name, len(answers), *(f"{share:.4f}" for share in shares)])
    columns = ["headers and page with probes", "n", "said to spoof", "said to be automated"]
    print_table([*columns, "engine right", "os right", "device right"], rows)


def _kind_of_capture(row: Json) -> str:
    truth = row["truth"]
    if truth.get("client") == "impersonator":
        return "impersonator"
    if truth.get("spoofing"):
        return "browser that lies" if truth.get("client") == "browser" else "library that lies"
    if truth.get("client") == "browser":
        window = truth.get("automation") == "none"
        return "browser, window" if window else "browser, headless or driven"
    return "library, honest"
