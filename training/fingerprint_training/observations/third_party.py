"""Third-party observations: which rows are used, and why others are not."""

import json
from collections import Counter
from pathlib import Path

from fingerprint_training.arrays import Json, Truth
from fingerprint_training.observations import source_files
from fingerprint_training.observations.client_hello import GREASE
from fingerprint_training.observations.observation import Observation, stable_hash
from fingerprint_training.observations.source_files import read_rows

# ChaCha20-Poly1305 as drafted, which Chromium offered before it had GREASE.
DRAFT_CHACHA20_CIPHERS = {0xCC13, 0xCC14, 0xCC15}

# A browser on a system with fewer header lists is not drawn more often still.
MIN_DRAWN_ROWS = 30

# User agents by file, and what one row weighs.
USER_AGENT_WEIGHTS = {
    "crawlers": 0.3,
    "uap_core_ua": 0.3,
    "uap_core_os": 0.3,
    "uap_core_more": 0.05,
}

# Suspicions of the source that contradict no claim: a virtual machine, a missing list of hints.
HARMLESS_SUSPICIONS = {"vm-gpu", "no-uad"}


def tls_stacks(folder: Path) -> list[Observation]:
    """TLS stacks of clients that are what they say, with their requests where the source has
    them."""
    rows = [
        Observation(
            row["fingerprint"],
            relabel_edgehtml(row["truth"]),
            row["group"],
            row["weight"],
            row["source"],
        )
        for row in read_rows(folder / source_files.TLS)
        if row["truth"].get("client") != "impersonator"
        and "browser" in row["truth"]
        and not is_intercepted(row)
    ]
    return [with_random_system(row, index) for index, row in enumerate(rows)]


def relabel_edgehtml(truth: Truth) -> Truth:
    """The Edge of EdgeHTML speaks with Windows' own TLS, as Internet Explorer does; everyone who
    reads the label `edge` takes it for Chromium's."""
    legacy = truth["browser"] == "edge" and truth.get("engine") == "trident"
    return truth | {"browser": "internet_explorer"} if legacy else truth


def is_intercepted(row: Json) -> bool:
    """Whether the process is a Chromium and the hello cannot be Chromium's, which has GREASE since
    55: an antivirus or a company's proxy in between sent its own."""
    ciphers = set(row["fingerprint"].get("tls", {}).get("ciphers", ()))
    chromium = row["truth"].get("engine") == "blink"
    return chromium and bool(ciphers) and not ciphers & (GREASE | DRAFT_CHACHA20_CIPHERS)


def with_random_system(row: Observation, index: int) -> Observation:
    """A library's hello does not show the system it runs on, and the sources saw libraries on one
    company's Macs or on our Linux. A system at random teaches the model that it cannot know, except
    where the header fields name ours."""
    if row.truth.get("client") == "http_library":
        named = "linux" in str(row.fingerprint.get("http", {}).get("headers", "")).lower()
        drawn = ("linux", "macos", "windows")[stable_hash(f"{index} {row.group}") % 3]
        row.truth = row.truth | {"os": "linux" if named else drawn}
    return row


def syns(folder: Path) -> list[Observation]:
    """SYNs by operating system."""
    return [
        Observation(
            row["fingerprint"], row["truth"], row["group"], row["weight"], row.get("source", "")
        )
        for row in read_rows(folder / source_files.SYNS)
    ]


def headers(folder: Path) -> list[Observation]:
    """Header fields by snapshot with the pages behind them, without rows whose claim something
    contradicts, each distinct request of a snapshot once: draws of one net repeat."""
    seen: dict[tuple[str, str], Observation] = {}
    for row in read_rows(folder / source_files.PAGES):
        suspicions = set(row.get("suspect") or ()) - HARMLESS_SUSPICIONS
        if suspicions or "browser" not in row["truth"]:
            continue
        fingerprint = {"http": row["fingerprint"]["http"]}
        key = (row["group"], json.dumps(fingerprint, sort_keys=True))
        if key not in seen:
            seen[key] = Observation(fingerprint, row["truth"], row["group"], 1.0, row["source"])
        if not contradicts_platform(row):
            seen[key].pages.append(row["fingerprint"]["browser"])
    return rebalance([row for row in seen.values() if row.pages])


def contradicts_platform(row: Json) -> bool:
    """Two hundred draws say macOS, Windows or iOS on a Linux machine: farms, whatever the source
    says."""
    platform = str(row["fingerprint"]["browser"]["navigator"].get("platform"))
    return platform.startswith("Linux") and row["truth"].get("os") in {"macos", "windows", "ios"}


def rebalance(rows: list[Observation]) -> list[Observation]:
    """Nine browsers in ten are Chrome on a desktop; the others are drawn more often than they come,
    by the square root. Where nothing tells two apart, the commoner one is the better answer:
    `frequency` takes the difference back."""

    def kind(row: Observation) -> tuple[str, str | None, str | None]:
        return row.truth["browser"], row.truth.get("os"), row.truth.get("device")

    counts = Counter(map(kind, rows))
    for row in rows:
        row.weight = max(counts[kind(row)], MIN_DRAWN_ROWS) ** -0.5
    drawn = sum(row.weight for row in rows) / len(rows)
    for row in rows:
        row.frequency = drawn / row.weight
    return rows


def user_agents(folder: Path) -> list[Observation]:
    """User agents alone: declared crawlers, and the cases of uap-core that fall inside our
    labels."""
    rows = []
    for name, weight in USER_AGENT_WEIGHTS.items():
        for row in read_rows(folder / "ua" / f"{name}.jsonl.gz"):
            if row["truth"].get("browser") or row["truth"].get("os"):
                truth = {key: value for key, value in row["truth"].items() if key != "version"}
                rows.append(
                    Observation(row["fingerprint"], truth, row["group"], weight, row["source"])
                )
    return rows
